import { describe, expect, it } from "vitest";
import { mistake, parsed, study } from "./marked.js";

function owned(path: string, text: string): Record<string, string[]> {
  const { studies, diagnostics } = parsed(path, text);
  expect(diagnostics, text).toEqual([]);
  return Object.fromEntries(studies.map(({ name, slots }) => [name, slots.map((slot) => slot.name)]));
}

describe("ownership", () => {
  it("gives a function's study the tags of its signature and body, and the file's study the rest", () => {
    const text = `# @study whole minimize loss

rate = 0.1  # @tune uniform(0, 1)

# @study maximize accuracy
# a remark
@decorated(
    1
)
# another
async def f(
    a=1,  # @tune int(0, 3)
):
    """Text.
not indented
    """
    # @tune int(0, 3)
    b = 2

    if a:
        c = (
1)
        d = 4  # @tune int(0, 9)

def g(e=1):  # @tune int(0, 3)
    ...
h = 5  # @tune int(0, 9)
`;
    expect(owned("a.py", text)).toEqual({ whole: ["rate", "e", "h"], f: ["a", "b", "d"] });
  });

  it("is the file's where a blank line separates the study from the function", () => {
    const found = study("model.py", "# @study minimize loss\n\ndef f(a=1):  # @tune int(0, 3)\n    ...\n");
    expect(found).toMatchObject({ name: "model", objective: { kind: "script", language: "python" } });
    expect(found.slots[0]).toMatchObject({ place: "code" });
  });

  it("ends with the function in JavaScript", () => {
    const text = `// @study first minimize
export function f(a = 1) { // @tune int(0, 3)
  const b = 2; // @tune int(0, 3)
}
// @study second minimize
export const g = (a = 1) => // @tune int(0, 3)
  a +
  h({ c: 2 }); // @tune int(0, 3)
`;
    expect(owned("a.mjs", text)).toEqual({ first: ["a", "b"], second: ["a", "c"] });
  });

  it.each([
    ["a.py", "a = 1  # «@tune» int(0, 3)\n", "unowned-tune"],
    [
      "a.py",
      "# @study minimize\ndef f(a=1):  # @tune int(0, 3)\n    ...\nb = 1  # «@tune» int(0, 3)\n",
      "unowned-tune",
    ],
    [
      "a.py",
      "class A:\n    # «@study» minimize\n    def f(self, a=1):  # @tune int(0, 3)\n        ...\n",
      "nested-study",
    ],
    ["a.py", "def g():\n    # «@study» minimize\n    def f(a=1):  # @tune int(0, 3)\n        ...\n", "nested-study"],
    ["a.mjs", "class A {\n  // «@study» minimize\n  f(a = 1) {} // @tune int(0, 3)\n}\n", "nested-study"],
    ["a.py", "# @study a minimize x\n\nb = 1  # @tune int(0, 3)\n# «@study» c minimize x\n", "second-study"],
    ["a.py", "# @study a minimize x\n# «@study» c minimize x\ndef f(a=1):  # @tune int(0, 3)\n  ...\n", "second-study"],
    [
      "a.py",
      "# @study a minimize\ndef f(a=1):  # @tune int(0, 3)\n  ...\n# @study «a» minimize\ndef g(a=1):  # @tune int(0, 3)\n  ...\n",
      "duplicate-study",
    ],
    ["a.py", "b = 1  # «@study» minimize x\n", "study-not-alone"],
    ["a.py", "# «@study» minimize x\n", "nothing-to-tune"],
  ])("%s: %j is an error: %s", (path, text, code) => {
    expect(mistake(path, text)).toMatchObject({ code, severity: "error" });
  });

  it("marks a study with an error as one that cannot run, and leaves the others alone", () => {
    const { studies } = parsed(
      "a.py",
      "# @study minimize\ndef f(a=1):  # @tune int(3, 0)\n  ...\n# @study minimize\ndef g(a=1):  # @tune int(0, 3)\n  ...\n",
    );
    expect(studies.map(({ name, valid }) => [name, valid])).toEqual([
      ["f", false],
      ["g", true],
    ]);
  });
});
