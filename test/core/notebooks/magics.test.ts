import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutMagics } from "../../../src/core/notebooks/magics.js";
import { language } from "../annotations/marked.js";

const PYTHON = language("cell.py");
const without = (text: string) => withoutMagics(text, PYTHON);

describe("a cell without its magics", () => {
  it.for([
    ["a line magic", "%matplotlib inline\nx = 1", "#matplotlib inline\nx = 1"],
    ["a shell command", "!pip install optuna\nx = 1", "#pip install optuna\nx = 1"],
    ["a question for help before a name", "?print", "#print"],
    ["a question for help behind a name", "np.mean??", "#p.mean??"],
    ["a magic whose result is kept", "took = %timeit -o f()", "#ook = %timeit -o f()"],
    ["a command whose output is kept", "files = !ls", "#iles = !ls"],
    ["a command over two lines", "!pip install \\\n  optuna\nx = 1", "#pip install /\n  #ptuna\nx = 1"],
    ["a command with a single quote", "!echo it's\nx = 'a'", "#echo it's\nx = 'a'"],
    ["a command with an open bracket", "!echo (\n%time f()\nx = 1", "#echo (\n#time f()\nx = 1"],
    ["a magic within a block", "if gpu:\n    !nvidia-smi", "if gpu:\n    ...#dia-smi"],
    ["a magic of two letters within a block", "if gpu:\n    %x", "if gpu:\n    0 "],
    ["a cell magic whose body is Python", "%%time\n%pip list\nx = 1", "#%time\n#pip list\nx = 1"],
    ["a cell magic below a blank line", "\n%%capture out\nx = 1", "\n#%capture out\nx = 1"],
    ["a cell in another language", "%%bash\nls | wc\n\nrate=1 # @tune bool", "#%bash\n#s | wc\n\n#ate=1 # .tune bool"],
  ])("has a comment for %s", ([, text = "", expected]) => {
    expect(without(text)).toBe(expected);
  });

  it.for([
    ["a remainder that goes on in brackets", "x = (a\n     % b)"],
    ["a remainder that goes on behind a backslash", "x = a \\\n  % b"],
    ["a text in three quotes", 's = """\n%time\n!ls\nwhat?\n"""'],
    ["a comparison", "a = b != c"],
    ["a question in a comment", "x = 1  # really?\n# why?"],
    ["a remainder", "a = 5 % 2"],
  ])("keeps %s", ([, text = ""]) => {
    expect(without(text)).toBe(text);
  });

  const line = fc.oneof(
    fc.constantFrom(
      "%time f()",
      "!ls (",
      "  !echo '",
      "x = 1",
      "y = (",
      ")",
      '"""',
      "f?",
      "%%time",
      "%%bash",
      "a \\",
      "",
      "\r",
    ),
    fc.string(),
  );
  const cell = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));
  const breaks = (text: string) => [...text.matchAll(/\n/g)].map(({ index }) => index);

  it("is as long as before, with every line break in its place", () => {
    fc.assert(
      fc.property(cell, (text) => {
        const result = without(text);
        expect(result).toHaveLength(text.length);
        expect(breaks(result)).toEqual(breaks(text));
      }),
    );
  });

  it("changes nothing more when it is asked for again", () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(without(without(text))).toBe(without(text));
      }),
    );
  });

  it("is compiled by Python", () => {
    const text = [
      "%load_ext autoreload",
      "import math",
      "for i in range(3):",
      "    !echo {i} (",
      "    if i:",
      "        %x",
      "math.sin?",
      "out = !ls 'a",
      "x = (3",
      "  % 2)",
      "%timeit \\",
      "  math.sin(1)",
    ].join("\n");
    const code = "import sys; compile(sys.stdin.read(), 'cell', 'exec')";
    execFileSync("python3", ["-c", code], { input: without(text), encoding: "utf8" });
  });
});
