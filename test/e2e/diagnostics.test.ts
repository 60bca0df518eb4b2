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
  { line: 5, text: "b" },
];

describe("mistakes in annotations", () => {
  const bench = useWindow(() => Workspace.create({ "broken.py": BROKEN }));

  it("are problems at the exact characters", async () => {
    const { window } = bench;
    await window.editor.open("broken.py");
    await window.problems.open();
    await expect.poll(async () => (await window.problems.list()).length).toBeGreaterThanOrEqual(MISTAKES.length);
    const found = await window.problems.list();
    for (const { line, text } of MISTAKES) {
      const column = (BROKEN.split("\n")[line - 1] ?? "").lastIndexOf(text) + 1;
      expect(found, `${text} in line ${line}`).toContainEqual(expect.objectContaining({ line, column }));
    }
    await window.picture("diagnostics");
  });

  it("keep the study from being run, and its lens says so", async () => {
    const { window } = bench;
    expect(await window.editor.lensTexts()).toEqual(["This study has a mistake and does not run"]);
  });

  it("vanish with the mistake, before the file is saved", async () => {
    const { window, workspace } = bench;
    await workspace.write(
      "broken.py",
      "# @study mended minimize\ndef objective(\n    rate=0.1,  # @tune uniform(0, 1)\n):\n    return rate\n",
    );
    await expect.poll(() => window.problems.list()).toEqual([]);
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (100 trials)"]);
  });
});
