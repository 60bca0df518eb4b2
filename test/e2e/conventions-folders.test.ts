import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { show } from "./workspace/cli.js";
import { GATED } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

/** The same study, by name, in two folders; only in the second is a value out of an own module of that folder. */
const OWN = `from factor import FACTOR


# @study gated minimize loss  trials=3 seed=1
def objective(
    x=4.0,  # @tune uniform(-10, 10)
):
    return FACTOR * x**2
`;

describe("a workspace of several folders", () => {
  const bench = useWindow(() =>
    Workspace.ofFolders({
      first: { "gated.py": GATED },
      second: {
        "own.py": OWN,
        "factor.py": "FACTOR = 3\n",
        ".vscode/settings.json": '{"hyperlens.study.patience": 2}',
      },
    }),
  );
  const values = async (folder: string) => {
    const [study] = await show(bench.workspace.path(`${folder}/.hyperlens/gated.journal.log`));
    return (study?.trials ?? []).map((trial) => Number(trial.values?.[0]));
  };

  it("lists the studies of all of them, and tells twins apart by their folder", async () => {
    const { window } = bench;
    await window.tree.open();
    await expect
      .poll(async () => (await window.tree.items()).map(({ label, description }) => `${label}: ${description}`).sort())
      .toEqual(["gated: not run yet · first", "gated: not run yet · second"]);
    await window.picture("folders-tree");
  });

  it("runs a study in its own folder, with the modules beside it", async () => {
    const { window } = bench;
    await window.editor.open("own.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (3 trials)"]);
    await window.editor.clickLens("Run");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 3 more");
    expect((await values("second"))[0]).toBe(48);
    expect(await values("second")).toHaveLength(3);
    expect(bench.workspace.exists("first/.hyperlens")).toBe(false);
    expect(readdirSync(bench.workspace.path("second/.hyperlens"))).toContain("gated.journal.log");
  });

  it("runs its twin beside it, each with its own lens, results and row", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.editor.clickLens("Run");
    await workspace.write("first/gate/0", "");
    await expect.poll(() => window.editor.lensTexts()).toContain("1 of 6");
    await expect
      .poll(async () => (await window.tree.items()).map(({ description }) => description))
      .toEqual([expect.stringMatching(/^1 of 6 .* first$/), expect.stringMatching(/^3 trials .* second$/)]);
    await workspace.write("first/gate/all", "");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    expect(await values("first")).toHaveLength(6);
    await window.editor.clickLens("Results");
    await window.panel.heading.waitFor();
    await expect.poll(() => window.panel.columns()).toEqual(expect.arrayContaining(["x", "kind"]));
  });

  it("takes the settings of the folder that holds the file", async () => {
    const { window } = bench;
    await window.editor.open("own.py");
    await window.editor.clickLens("Run 3 more");
    await expect.poll(async () => (await values("second")).length).toBeGreaterThan(3);
    await expect.poll(() => window.terminal.text()).toMatch(/patience|no gain|without (a )?gain/i);
  });

  it("forgets the studies of a folder that is taken away", async () => {
    const { window, workspace } = bench;
    await workspace.write("all.code-workspace", JSON.stringify({ folders: [{ path: "first" }] }));
    await window.palette.run("View: Close All Editors");
    await expect
      .poll(async () => (await window.tree.items()).map(({ label, description }) => `${label}: ${description}`))
      .toEqual([expect.stringMatching(/^gated: 6 trials/)]);
  });
});
