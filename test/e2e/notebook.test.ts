import { describe, expect, it } from "vitest";
import { cellTexts, notebook } from "../notebook.js";
import { Notebook } from "./editor/notebook.js";
import { plain } from "./editor/palette.js";
import { useWindow } from "./use-window.js";
import { run, type ShownTrial, show } from "./workspace/cli.js";
import { Workspace } from "./workspace/workspace.js";

const SETUP = '%matplotlib inline\nimport os\nimport time\nfrom pathlib import Path\n\nGATE = Path("gate")';

const FUNCTION = `# @study gated minimize loss  trials=6 seed=1
def objective(
    x=4.0,  # @tune uniform(-10, 10)
    kind="b",  # @tune choice("a", "b")
):
    print(f"trial {os.environ['HYPERLENS_TRIAL']} waits")
    while not (GATE / "all").exists():
        time.sleep(0.02)
    return (x - 2) ** 2 + (kind == "b")`;

const LATER = 'raise SystemExit("A later cell has no part in the study.")';

/** What the kernel of the cell above has printed, once. */
const OUTPUT = { name: "stdout", output_type: "stream", text: ["printed long ago\n"] };

function withOutput(file: string): string {
  const content = JSON.parse(file);
  Object.assign(content.cells[1], { execution_count: 7, outputs: [OUTPUT] });
  return `${JSON.stringify(content, null, 1)}\n`;
}

const SCRIPT = [
  "# @study spread minimize loss  trials=6 seed=1",
  "x = 4.0  # @tune speed = uniform(-10, 10)",
  "y = 3  # @tune int(1, 9) if speed > -20",
  'print(f"loss={abs(x - 0.3) * y}")',
];

const BROKEN = [
  "import math",
  "# @study broken minimise\ndef objective(\n    rate=0.1,  # @tune loguniform(0, 1)\n):\n    return rate",
];

const PLAIN = [
  "## Plain",
  "%matplotlib inline",
  "import math",
  "def train(lr=0.01, depth=3):\n    return math.log(lr) * depth",
  "alpha = 0.5\nprint(f'loss={alpha}')",
];

const FAILING = `# @study fails minimize  trials=3 seed=1
def objective(
    x=1.0,  # @tune uniform(0, 1)
):
    return 1 / (x - 1)`;

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({
    "notes/quadratic.ipynb": withOutput(
      notebook(["## A quadratic\n\nIts best is at *x* = 2.", SETUP, FUNCTION, LATER]),
    ),
    "spread.ipynb": notebook(SCRIPT),
    "broken.ipynb": notebook(BROKEN),
    "fails.ipynb": notebook(["scale = 2", FAILING]),
    "plain.ipynb": notebook(PLAIN),
  });
  await run("fails.ipynb", workspace.folder);
  return workspace;
}

describe("a study in a notebook", () => {
  const bench = useWindow(prepared);

  async function best(study: string): Promise<ShownTrial> {
    const [found] = await show(bench.workspace.path(`.hyperlens/${study}.journal.log`));
    const value = (trial: ShownTrial) => Number(trial.values?.[0] ?? Number.POSITIVE_INFINITY);
    return (found?.trials ?? []).reduce((a, b) => (value(b) < value(a) ? b : a));
  }

  const cells = async (file: string) => cellTexts(await bench.workspace.read(file));

  it("has its lens above the function in its cell, and stands in the tree", async () => {
    const { window } = bench;
    await window.editor.open("quadratic.ipynb");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.tree.open();
    await expect.poll(() => window.tree.items()).toContainEqual(expect.objectContaining({ label: "gated", level: 1 }));
    await window.picture("notebook-lens");
  });

  it("runs in the integrated terminal without a kernel, after the notebook was saved", async () => {
    const { window, workspace } = bench;
    await new Notebook(window.page).clickLine("GATE = Path");
    await window.editor.type("  # not saved yet");
    await expect.poll(() => window.editor.isDirty("quadratic.ipynb")).toBe(true);
    await window.editor.clickLens("Run");
    await expect.poll(() => window.terminal.text()).toContain("trial 0 waits");
    expect((await cells("notes/quadratic.ipynb"))[1]).toBe(`${SETUP}  # not saved yet`);
    await expect.poll(() => window.editor.lensTexts()).toEqual(["0 of 6", "Pause", "Stop", "Results"]);
    const notice = "Edits apply from the next run";
    expect(await window.editor.lensTexts()).not.toContain(notice);
    await new Notebook(window.page).clickLine("GATE = Path");
    await window.editor.type(" at all");
    await expect.poll(() => window.editor.lensTexts()).toContain(notice);
    await window.editor.save();
    await expect.poll(() => window.editor.isDirty("quadratic.ipynb")).toBe(false);
    await workspace.write("notes/gate/all", "");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    expect((await window.editor.lensTexts()).join()).toMatch(/Best .*Apply best/);
    await window.palette.run("View: Hide Panel");
    await window.picture("notebook-best");
  });

  it("has the best values written into its cell, which are shown first; its outputs stay", async () => {
    const { window, workspace } = bench;
    const before = JSON.parse(await workspace.read("notes/quadratic.ipynb"));
    const { params } = await best("gated");
    await window.editor.clickLens("Apply best");
    await expect.poll(() => window.preview.text()).toContain(String(params.x));
    await window.picture("notebook-preview");
    await window.preview.accept();
    await expect.poll(() => window.editor.isDirty("quadratic.ipynb")).toBe(true);
    await window.editor.save();
    const written = FUNCTION.replace("x=4.0", `x=${params.x}`).replace('kind="b"', `kind="${params.kind}"`);
    await expect.poll(async () => (await cells("notes/quadratic.ipynb"))[2]).toBe(written);
    const after = JSON.parse(await workspace.read("notes/quadratic.ipynb"));
    expect(after.cells[1]).toEqual(before.cells[1]);
    expect(after.cells[1].outputs).toEqual([OUTPUT]);
    expect(after.cells[3]).toEqual(before.cells[3]);
  });

  it("has them taken back by one step of undo", async () => {
    const { window } = bench;
    await new Notebook(window.page).clickLine("def objective(");
    await window.page.keyboard.press("Control+Z");
    await expect.poll(() => window.editor.isDirty("quadratic.ipynb")).toBe(true);
    await window.editor.save();
    await expect.poll(async () => (await cells("notes/quadratic.ipynb"))[2]).toBe(FUNCTION);
  });

  it("may spread over cells, whose values are written and taken back together", async () => {
    const { window } = bench;
    await window.editor.open("spread.ipynb");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run (6 trials)");
    await window.editor.clickLens("Run (6 trials)");
    await expect
      .poll(() => window.editor.lensTexts().then((texts) => texts.filter((text) => text === "Run 6 more")))
      .toHaveLength(2);
    const { params } = await best("spread");
    await window.palette.run("Hyperlens: Apply Best Values without Preview");
    await expect.poll(() => window.editor.isDirty("spread.ipynb")).toBe(true);
    await window.editor.save();
    await expect
      .poll(() => cells("spread.ipynb"))
      .toEqual([
        SCRIPT[0],
        SCRIPT[1]?.replace("4.0", String(params.speed)),
        SCRIPT[2]?.replace("3", String(params.y)),
        SCRIPT[3],
      ]);
    await new Notebook(window.page).clickLine("x = ");
    await window.page.keyboard.press("Control+Z");
    await expect.poll(() => window.editor.isDirty("spread.ipynb")).toBe(true);
    await window.editor.save();
    await expect.poll(() => cells("spread.ipynb")).toEqual(SCRIPT);
  });

  it("has a parameter renamed in all its cells, found from where it is named, and explained", async () => {
    const { window } = bench;
    const { keyboard } = window.page;
    const cells = new Notebook(window.page);
    await cells.clickLine("y = 3");
    for (let back = " > -20".length + 1; back > 0; back--) await keyboard.press("ArrowLeft");
    await keyboard.press("F2");
    const box = window.page.locator(".rename-box input");
    await box.fill("pace");
    await box.press("Enter");
    await expect.poll(() => cells.cell("x = 4.0")).toContain("@tune pace = uniform");
    expect(await cells.cell("y = 3")).toContain("if pace > -20");
    await keyboard.press("F12");
    await cells.hasCaret("x = 4.0");
    await keyboard.press("Control+K");
    await keyboard.press("Control+I");
    await window.page.locator(".monaco-hover:visible", { hasText: "pace of study spread" }).first().waitFor();
    await window.picture("notebook-hover");
    await cells.clickLine("y = 3");
    await keyboard.press("Control+Z");
    await expect.poll(() => window.editor.isDirty("spread.ipynb")).toBe(false);
  });

  it("has its mistakes at the exact characters of its cell, and what mends them", async () => {
    const { window } = bench;
    await window.editor.open("broken.ipynb");
    await window.problems.open();
    const found = () => window.problems.list();
    await expect.poll(found).toMatchObject([
      { line: 1, column: 17 },
      { line: 3, column: 35 },
    ]);
    await window.picture("notebook-problems");
    await new Notebook(window.page).clickLine("@study broken minimise");
    await new Notebook(window.page).lightBulb("minimize");
    await expect.poll(found).toMatchObject([{ line: 3, column: 35 }]);
    expect(await new Notebook(window.page).cell("rate=0.1")).toContain("@study broken minimize");
  });

  it("completes annotations in a cell", async () => {
    const { window } = bench;
    await new Notebook(window.page).clickLine("return rate");
    await window.editor.type("\n    size = 3  # @tune logu");
    const row = window.page.locator(".suggest-widget.visible .monaco-list-row").first();
    await expect.poll(async () => plain(await row.innerText())).toContain("loguniform");
    await window.page.keyboard.press("Escape");
    await row.waitFor({ state: "hidden" });
    await window.editor.save();
    await expect.poll(() => window.editor.isDirty("broken.ipynb")).toBe(false);
  });

  it("is found in its cell from the tree", async () => {
    const { window } = bench;
    await window.palette.run("View: Close All Editors");
    await window.palette.run("Hyperlens: Reveal Study in Code");
    await window.palette.choose("gated");
    const place = window.page.locator(".statusbar-item", { hasText: /^Cell \d/ });
    await expect.poll(async () => (await place.allInnerTexts()).map(plain)).toEqual(["Cell 3 of 4"]);
    await new Notebook(window.page).hasCaret("def objective");
    await window.editor.type("# typed above it\n");
    await expect
      .poll(() => new Notebook(window.page).cell("def objective"))
      .toMatch(/^# typed above it\n# @study gated/);
    await window.editor.save();
    await expect.poll(() => window.editor.isDirty("quadratic.ipynb")).toBe(false);
  });

  it("shows the code that a trial ran, and what differs from that of its cells now", async () => {
    const { window } = bench;
    await window.palette.run("View: Close All Editors");
    await window.palette.run("View: Hide Panel");
    await window.palette.run("Hyperlens: Open Results");
    await window.palette.choose("fails");
    await window.panel.tab("Trials");
    await window.panel.openTrialMenu(1);
    await window.panel.choose("Open Code as of This Trial");
    await expect.poll(() => window.editor.tabs()).toContain("fails (trial 1).py");
    await expect.poll(() => window.editor.text()).toMatch(/^# %% cell 1\nscale = 2\n+# %% cell 2\n# @study fails/);
    await window.panel.openTrialMenu(1);
    await window.panel.choose("Compare Code with the File of Today");
    await window.page.locator(".monaco-diff-editor .line-insert").first().waitFor();
    const changed = window.page.locator(".monaco-diff-editor .modified .view-line").filter({ hasText: "x=1.0" });
    await changed.waitFor();
    await window.picture("notebook-code");
  });

  it("leads from the traceback of a failed trial to the line of its cell", async () => {
    const { window } = bench;
    await window.panel.select(0);
    await window.panel.detail.getByRole("button", { name: /fails\.ipynb, cell 2", line 5/ }).click();
    await expect.poll(() => window.editor.tabs()).toContain("fails.ipynb");
    const place = window.page.locator(".statusbar-item", { hasText: /^Cell \d/ });
    await expect.poll(async () => (await place.allInnerTexts()).map(plain)).toEqual(["Cell 2 of 2"]);
    await new Notebook(window.page).hasCaret("@study fails");
    await window.editor.type("# ");
    await expect.poll(() => new Notebook(window.page).cell("@study fails")).toContain("\n#     return 1 / (x - 1)");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 3 more");
    await window.picture("notebook-traceback");
  });

  it("may be of a whole notebook, which is annotated step by step though a cell of text is in front", async () => {
    const { window } = bench;
    const cells = new Notebook(window.page);
    const step = (number: number) =>
      window.page.locator(".quick-input-title", { hasText: `New Study (${number}/5)` }).waitFor();
    await window.editor.open("plain.ipynb");
    await window.palette.run("Hyperlens: New Study");
    await step(1);
    await expect
      .poll(() => window.palette.rows.allInnerTexts())
      .toContainEqual(expect.stringContaining("cell 4, line 1"));
    await window.palette.choose("The whole notebook");
    for (let number = 2; number <= 5; number++) {
      await step(number);
      await window.palette.input.press("Enter");
    }
    await expect.poll(() => cells.cell("import math")).toBe("# @study minimize loss\n\nimport math");
    expect(await cells.cell("alpha")).toContain("alpha = 0.5  # @tune loguniform(");
    await window.picture("notebook-new-study");
    await cells.hasCaret("import math");
    await window.page.keyboard.press("Control+Z");
    await expect.poll(() => window.editor.isDirty("plain.ipynb")).toBe(false);
  });

  it("is made of a function by the light-bulb in its cell", async () => {
    const { window } = bench;
    await new Notebook(window.page).clickLine("def train");
    await window.page.keyboard.press("Home");
    await new Notebook(window.page).lightBulb("Tune the function");
    await expect
      .poll(() => new Notebook(window.page).cell("def train"))
      .toMatch(
        /^# @study minimize[^\n]*\ndef train\(lr=0\.01, depth=3\): *# @tune lr = loguniform\(.*\) @tune depth = int\(/,
      );
    await expect.poll(() => window.editor.lensTexts()).toContain("Run (100 trials)");
    await window.picture("notebook-light-bulb");
  });
});
