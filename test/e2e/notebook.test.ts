import { describe, expect, it } from "vitest";
import { cellTexts, notebook } from "../notebook.js";
import { useWindow } from "./use-window.js";
import { type ShownTrial, show } from "./workspace/cli.js";
import { Workspace } from "./workspace/workspace.js";

const FUNCTION = `# @study gated minimize loss  trials=6 seed=1
def objective(
    x=4.0,  # @tune uniform(-10, 10)
    kind="b",  # @tune choice("a", "b")
):
    print(f"trial {os.environ['HYPERLENS_TRIAL']} waits")
    while not (GATE / "all").exists():
        time.sleep(0.02)
    return (x - 2) ** 2 + (kind == "b")`;

const CELLS = [
  "## A quadratic\n\nIts best point is known: *x* = 2, kind a.",
  '%matplotlib inline\nimport os\nimport time\nfrom pathlib import Path\n\nGATE = Path("gate")',
  FUNCTION,
  'raise SystemExit("A later cell has no part in the study.")',
];

const JOURNAL = ".hyperlens/gated.journal.log";

describe("a study in a notebook", () => {
  const bench = useWindow(() => Workspace.create({ "notes/quadratic.ipynb": notebook(CELLS) }));

  async function best(): Promise<ShownTrial> {
    const [study] = await show(bench.workspace.path(JOURNAL));
    const value = (trial: ShownTrial) => Number(trial.values?.[0] ?? Number.POSITIVE_INFINITY);
    return (study?.trials ?? []).reduce((a, b) => (value(b) < value(a) ? b : a));
  }

  const cells = async () => cellTexts(await bench.workspace.read("notes/quadratic.ipynb"));

  it("has its lens above the function in its cell, and stands in the tree", async () => {
    const { window } = bench;
    await window.editor.open("quadratic.ipynb");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.picture("notebook-lens");
    await window.tree.open();
    await expect.poll(() => window.tree.items()).toMatchObject([{ label: "gated", level: 1 }]);
  });

  it("runs in the integrated terminal, without a kernel", async () => {
    const { window, workspace } = bench;
    await window.editor.clickLens("Run");
    await expect.poll(() => window.terminal.text()).toContain("trial 0 waits");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["0 of 6", "Pause", "Stop", "Results"]);
    await workspace.write("notes/gate/all", "");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    expect((await window.editor.lensTexts()).join()).toMatch(/Best .*Apply best/);
    await window.picture("notebook-best");
  });

  it("has the best values written into its cell alone", async () => {
    const { window } = bench;
    const before = await cells();
    await window.palette.run("Hyperlens: Apply Best Values without Preview");
    await expect.poll(() => window.editor.isDirty("quadratic.ipynb")).toBe(true);
    await window.editor.save();
    const { params } = await best();
    const written = FUNCTION.replace("x=4.0", `x=${params.x}`).replace('kind="b"', `kind="${params.kind}"`);
    await expect.poll(cells).toEqual(before.map((text, at) => (at === 2 ? written : text)));
  });
});
