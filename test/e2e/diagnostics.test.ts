import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { Workspace } from "./workspace/workspace.js";

const BROKEN = `# @study broken minimise
def objective(
    rate=0.1,  # @tune loguniform(0, 1)
    depth=3,  # @tune int(8, 2)
    kind="a",  # @tune choice("a", b)
):
    return rate * depth
`;

/** Where each mistake is: its line from 1, and the very characters. */
const MISTAKES = [
  { line: 1, text: "minimise" },
  { line: 3, text: "0" },
  { line: 4, text: "8, 2" },
  { line: 5, text: "b" },
];

describe("mistakes in annotations", () => {
  const bench = useWindow(() => Workspace.create({ "broken.py": BROKEN }));

  it("are problems at the exact characters", async () => {
    const { window } = bench;
    await window.editor.open("broken.py");
    await window.problems.open();
    const places = MISTAKES.map(({ line, text }) => ({
      line,
      column: (BROKEN.split("\n")[line - 1] ?? "").lastIndexOf(text) + 1,
    }));
    await expect.poll(() => window.problems.list()).toMatchObject(places);
    await expect.poll(() => window.problems.widths("error")).toEqual(MISTAKES.map(({ text }) => text.length));
    await window.picture("diagnostics");
  });

  it("keep the study from being run, and its lens says so", async () => {
    const { window } = bench;
    await expect.poll(() => window.editor.lensTexts()).toEqual(["This study has a mistake and does not run"]);
  });

  it("vanish with the mistake", async () => {
    const { window, workspace } = bench;
    await workspace.write(
      "broken.py",
      "# @study mended minimize\ndef objective(\n    rate=0.1,  # @tune uniform(0, 1)\n):\n    return rate\n",
    );
    await expect.poll(() => window.problems.list()).toEqual([]);
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (100 trials)"]);
  });
});
