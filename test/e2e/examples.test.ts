import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { show } from "./workspace/cli.js";
import { Workspace } from "./workspace/workspace.js";

describe("the examples", () => {
  const bench = useWindow(() => Workspace.ofExamples());

  async function values(study: string): Promise<number[]> {
    const [found] = await show(bench.workspace.path(`.hyperlens/${study}.journal.log`));
    return (found?.trials ?? []).map((trial) => Number(trial.values?.[0]));
  }

  it("digits.py is tuned while one watches", async () => {
    const { window } = bench;
    await window.tree.open();
    await window.editor.open("digits.py");
    await window.editor.goTo(36);
    await window.editor.goTo(25);
    await window.editor.clickLens("Run");
    // Two trials run at once, and may end at once.
    await expect
      .poll(() => window.editor.lensTexts(), { timeout: 60_000 })
      .toContainEqual(expect.stringMatching(/^(1[2-9]|2\d) of 40$/));
    await window.tree.expand("digits");
    await window.picture("running");
    await expect.poll(() => window.editor.lensTexts(), { timeout: 120_000 }).toContain("Run 40 more");
    const [baseline = 1, ...others] = await values("digits");
    expect(others).toHaveLength(39);
    expect(Math.max(...others)).toBeGreaterThan(baseline + 0.05);
  }, 200_000);

  it("digits.py shows its results beside the code", async () => {
    const { window } = bench;
    await window.editor.clickLens("Results");
    await expect.poll(() => window.panel.standing.innerText()).toMatch(/finished|done|complete|ended/i);
    await window.palette.run("View: Hide Panel");
    await window.picture("results");
    await window.panel.tab("Charts");
    // The group with the focus is the one that gets the room.
    await window.panel.focused();
    await window.palette.run("View: Toggle Maximize Editor Group");
    await expect.poll(() => window.panel.locator("#chart-parallel").innerText()).toMatch(/40 complete trials/);
    await expect.poll(() => window.panel.locator("#chart-slice").innerText()).toMatch(/In the best trial/);
    await window.picture("charts");
    await window.palette.run("View: Toggle Maximize Editor Group");
  });

  it("quadratic.mjs finds a point whose value is known", async () => {
    const { window } = bench;
    await window.palette.run("View: Close All Editors");
    await window.editor.open("quadratic.mjs");
    await window.editor.clickLens("Run");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 30 more");
    const [baseline = 0, ...others] = await values("quadratic");
    expect(baseline).toBeCloseTo(5, 8);
    expect(Math.min(...others)).toBeLessThan(1);
  });
});
