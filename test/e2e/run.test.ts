import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { show } from "./workspace/cli.js";
import { GATED, GATED_BASELINE, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const JOURNAL = ".hyperlens/gated.journal.log";

describe("a study, from the first click to its end", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED }));

  it("has a lens that runs it and says how many trials that takes", async () => {
    const { window } = bench;
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.tree.open();
    await expect.poll(() => window.tree.items()).toMatchObject([{ label: "gated", level: 1 }]);
    expect(await window.statusBar.text()).toBeNull();
  });

  it("is run in the integrated terminal, after its file was saved", async () => {
    const { window, workspace } = bench;
    await window.editor.goTo(1);
    await window.editor.type("# Not saved yet\n");
    await expect.poll(() => window.editor.isDirty("gated.py")).toBe(true);
    await window.editor.clickLens("Run");
    await expect.poll(() => window.terminal.text()).toContain("trial 0 waits");
    expect(await window.editor.isDirty("gated.py")).toBe(false);
    expect(await workspace.read("gated.py")).toBe(`# Not saved yet\n${GATED}`);
  });

  it("says in the terminal which Python runs it", async () => {
    expect(await bench.window.terminal.text()).toMatch(/Python 3\.\d+\S* .*python/);
  });

  it("shows its progress in lens, tree and status bar, and offers to stop", async () => {
    const { window } = bench;
    await expect.poll(() => window.editor.lensTexts()).toEqual(["0 of 6", "Pause", "Stop", "Results"]);
    await expect.poll(() => window.statusBar.text()).toMatch(/gated.* 0 of 6/);
    await window.tree.expand("gated");
    await expect
      .poll(() => window.tree.items())
      .toMatchObject([
        { label: "gated", description: expect.stringContaining("0 of 6"), icon: expect.stringContaining("sync") },
        { label: expect.stringContaining("0"), level: 2 },
      ]);
  });

  it("updates all of them when a trial ends", async () => {
    const { window, workspace } = bench;
    await open(workspace, 0);
    const best = `Best ${GATED_BASELINE}`;
    await expect.poll(() => window.editor.lensTexts()).toEqual(["1 of 6", "Pause", "Stop", best, "Results"]);
    await expect.poll(() => window.statusBar.text()).toMatch(new RegExp(`gated.* 1 of 6.*${GATED_BASELINE}`));
    await expect
      .poll(() => window.tree.items())
      .toMatchObject([{ label: "gated" }, { level: 2 }, { level: 2, description: expect.stringContaining("x = 4") }]);
  });

  it("is shown, not started, when it is run a second time", async () => {
    const { window, workspace } = bench;
    const terminals = await window.terminal.count();
    await window.problems.open();
    await window.palette.run("Hyperlens: Run Study");
    await expect.poll(() => window.terminal.text()).toContain("trial 1 waits");
    expect(await window.terminal.count()).toBe(terminals);
    const [study] = await show(workspace.path(JOURNAL));
    expect(study?.trials.map((trial) => trial.state)).toEqual(["COMPLETE", "RUNNING"]);
  });

  it("stops after the running trial, and can be continued", async () => {
    const { window, workspace } = bench;
    await window.editor.clickLens("Stop");
    await expect.poll(() => window.editor.lensTexts()).toContain("Stopping…");
    await open(workspace, 1);
    await expect.poll(() => window.editor.lensTexts()).toContain("Continue (2 of 6)");
    await expect.poll(() => window.statusBar.text()).toBeNull();
    const [study] = await show(workspace.path(JOURNAL));
    expect(study?.trials.map((trial) => trial.state)).toEqual(["COMPLETE", "COMPLETE"]);
  });

  it("ends with its best value, what it gained, and the offer to write it into the code", async () => {
    const { window, workspace } = bench;
    await window.editor.clickLens("Continue");
    await open(workspace);
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    const [study] = await show(workspace.path(JOURNAL));
    const values = study?.trials.map((trial) => Number(trial.values?.[0])) ?? [];
    expect(values).toHaveLength(6);
    const best = Math.min(...values);
    expect(best).toBeLessThan(GATED_BASELINE);
    const texts = await window.editor.lensTexts();
    expect(texts).toEqual(["Run 6 more", expect.stringMatching(/^Best \S+ \(−\S+\)$/), "Results", "Apply best"]);
    expect(Number(/Best (\S+)/.exec(texts[1] ?? "")?.[1])).toBeCloseTo(best, 4);
  });
});
