import { describe, expect, it } from "vitest";
import { population } from "../webview/population.js";
import { useWindow } from "./use-window.js";
import { run, type ShownTrial, show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "gated.py": GATED });
  await open(workspace);
  await run("gated.py", workspace.folder);
  return workspace;
}

describe("applying the best values", () => {
  const bench = useWindow(prepared);

  async function best(folder = ".hyperlens"): Promise<ShownTrial> {
    const [study] = await show(bench.workspace.path(`${folder}/gated.journal.log`));
    const value = (trial: ShownTrial) => Number(trial.values?.[0] ?? Number.POSITIVE_INFINITY);
    return (study?.trials ?? []).reduce((a, b) => (value(b) < value(a) ? b : a));
  }

  /** The code with the values of a trial: just the annotated literals differ. */
  async function applied(): Promise<string> {
    const { params } = await best();
    return GATED.replace("x=4.0", `x=${params.x}`).replace('kind="b"', `kind="${params.kind}"`);
  }

  it("shows the changes first, and writes nothing where they are refused", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens("Apply best");
    const value = String((await best()).params.x);
    await expect.poll(() => window.preview.text()).toContain(value);
    await window.picture("apply-preview");
    await window.preview.discard();
    expect(await window.editor.isDirty("gated.py")).toBe(false);
    expect(await workspace.read("gated.py")).toBe(GATED);
  });

  it("rewrites just the annotated literals once they are accepted", async () => {
    const { window, workspace } = bench;
    await window.editor.clickLens("Apply best");
    await window.preview.box.waitFor();
    await window.preview.accept();
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.isDirty("gated.py")).toBe(true);
    await window.editor.save();
    await expect.poll(() => workspace.read("gated.py")).toBe(await applied());
  });

  it("is one step of undo", async () => {
    const { window, workspace } = bench;
    await window.editor.undo();
    await expect.poll(() => window.editor.isDirty("gated.py")).toBe(true);
    await window.editor.save();
    await expect.poll(() => workspace.read("gated.py")).toBe(GATED);
  });

  it("is done at once without the preview, for any trial", async () => {
    const { window, workspace } = bench;
    await window.palette.run("Hyperlens: Apply Best Values without Preview");
    await expect.poll(() => window.editor.isDirty("gated.py")).toBe(true);
    await window.editor.save();
    await expect.poll(() => workspace.read("gated.py")).toBe(await applied());
  });

  it("makes the best value the baseline of the next study, to the last bit", async () => {
    const { workspace } = bench;
    await run("gated.py", workspace.folder, "--trials", "1", "--studies", workspace.path("again"));
    const baseline = await best("again");
    expect(baseline.number).toBe(0);
    expect(baseline.values).toEqual((await best()).values);
    expect(baseline.params).toEqual((await best()).params);
  });
});

/** A study whose best trial went on from others with other values of `rate`; see the journal. */
const POPULATION = `# @study digits maximize accuracy
def objective(
    rate=0.5,  # @tune loguniform(1e-5, 1)
    units=8,  # @tune int(8, 256)
    model="svm",  # @tune choice("svm", "forest")
):
    return 0.0
`;

describe("applying the values of a trial of a population", () => {
  const bench = useWindow(() =>
    Workspace.create({ "train.py": POPULATION, ".hyperlens/digits.journal.log": population() }),
  );

  it("says first that they are those of its last stretch alone, and writes nothing where that is not wanted", async () => {
    const { window, workspace } = bench;
    await window.editor.open("train.py");
    await window.editor.clickLens("Apply best");
    await window.dialog.box.waitFor();
    expect(await window.dialog.text()).toContain("Apply the last values of the schedule of trial 3?");
    expect(await window.dialog.text()).toContain("It trained with these values only from step 4 on");
    await window.picture("apply-schedule");
    await window.dialog.press("Cancel");
    expect(await window.editor.isDirty("train.py")).toBe(false);
    expect(await workspace.read("train.py")).toBe(POPULATION);
  });

  it("goes on where it is", async () => {
    const { window, workspace } = bench;
    await window.palette.run("Hyperlens: Apply Best Values without Preview");
    await window.dialog.box.waitFor();
    await window.dialog.press("Apply Values");
    await expect.poll(() => window.editor.isDirty("train.py")).toBe(true);
    await window.editor.save();
    const written = POPULATION.replace("rate=0.5", "rate=0.02").replace("units=8", "units=32");
    await expect.poll(() => workspace.read("train.py")).toBe(written.replace('model="svm"', 'model="forest"'));
  });
});
