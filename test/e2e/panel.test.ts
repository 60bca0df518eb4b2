import { describe, expect, it } from "vitest";
import { formatNumber } from "../../src/core/format/number.js";
import { setTheme, THEMES } from "./editor/theme.js";
import { useWindow } from "./use-window.js";
import { run, type ShownTrial, show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const TRIALS = 12;
const LONGER = GATED.replace("trials=6", `trials=${TRIALS}`);

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "gated.py": LONGER });
  for (let trial = 0; trial < TRIALS - 1; trial++) await open(workspace, trial);
  await run("gated.py", workspace.folder, "--trials", String(TRIALS - 2));
  return workspace;
}

describe("the results panel", () => {
  const bench = useWindow(prepared);

  async function trials(): Promise<readonly ShownTrial[]> {
    const [study] = await show(bench.workspace.path(".hyperlens/gated.journal.log"));
    return study?.trials ?? [];
  }

  const value = (trial: ShownTrial): number => Number(trial.values?.[0] ?? Number.POSITIVE_INFINITY);

  async function best(): Promise<ShownTrial> {
    return (await trials()).reduce((a, b) => (value(b) < value(a) ? b : a));
  }

  it("opens beside the editor from the lens", async () => {
    const { window } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens("Results");
    await window.panel.heading.waitFor();
    expect(await window.panel.heading.innerText()).toBe("gated");
    expect(await window.page.locator(".editor-group-container").count()).toBe(2);
  });

  it("opens once for a study", async () => {
    const { window } = bench;
    await window.editor.clickLens("Results");
    await window.panel.heading.waitFor();
    expect(await window.panel.count()).toBe(1);
  });

  it("shows the best trial with its value, its gain and its parameters", async () => {
    const { window } = bench;
    const { number, params } = await best();
    const text = await window.panel.card.innerText();
    expect(text).toContain(`Trial ${number}`);
    expect(text).toContain(formatNumber(value(await best())));
    expect(text).toContain(formatNumber(Number(params.x)));
    expect(text).toMatch(/baseline’s 5/);
  });

  it("lists every trial in the table, the newest first, and sorts it by any column", async () => {
    const { window } = bench;
    const all = await trials();
    expect(await window.panel.columns()).toEqual(expect.arrayContaining(["loss", "x", "kind"]));
    expect(await window.panel.order()).toEqual(all.map((trial) => trial.number).reverse());
    await window.panel.sortBy("loss");
    const byValue = [...all].sort((a, b) => value(a) - value(b)).map((trial) => trial.number);
    const sorted = async () => (await window.panel.order()).join();
    await expect.poll(async () => [byValue.join(), [...byValue].reverse().join()].includes(await sorted())).toBe(true);
    const first = await sorted();
    await window.panel.sortBy("loss");
    await expect.poll(sorted).toBe(first.split(",").reverse().join());
  });

  it("draws the history of the optimisation and says it in words", async () => {
    const { window } = bench;
    const complete = (await trials()).filter((trial) => trial.state === "COMPLETE");
    const marks = async () => {
      const paths = await window.panel.chart
        .locator(".marks path")
        .evaluateAll((all) => all.map((path) => path.getAttribute("d")));
      return paths.join("").match(/M/g)?.length ?? 0;
    };
    // Some symbols are drawn in several strokes.
    await expect.poll(marks).toBeGreaterThanOrEqual(complete.length);
    expect(await window.panel.chart.innerText()).toContain(`Of ${complete.length} complete trials`);
    expect(await window.panel.chart.innerText()).toContain(formatNumber(value(await best())));
  });

  it("is live while the study runs", async () => {
    const { window, workspace } = bench;
    await window.editor.clickLens("Continue");
    await expect.poll(() => window.panel.standing.innerText()).toMatch(/running/i);
    await expect.poll(async () => (await window.panel.order()).length).toBe(TRIALS);
    await expect.poll(() => window.panel.progress.innerText()).toContain(`${TRIALS - 1}`);
    await open(workspace);
    await expect.poll(() => window.panel.standing.innerText()).not.toMatch(/running/i);
    const all = await trials();
    expect(all.filter((trial) => trial.state === "COMPLETE")).toHaveLength(TRIALS);
  });

  it("is restored after a reload of the window, with what was set in it", async () => {
    const { window } = bench;
    await window.panel.select(3);
    await expect.poll(() => window.panel.card.innerText()).toContain("Trial 3");
    const before = await window.panel.order();
    await window.reload();
    await window.panel.heading.waitFor();
    await expect.poll(() => window.panel.order()).toEqual(before);
    await expect.poll(() => window.panel.card.innerText()).toContain("Trial 3");
  });

  it.each(THEMES)("wears the editor's theme: $name", async (theme) => {
    const { window } = bench;
    await setTheme(window, theme);
    await expect.poll(() => window.panel.body.getAttribute("data-vscode-theme-kind")).toBe(theme.kind);
    const colour = (name: string) =>
      window.panel.body.evaluate((body, variable) => {
        const probe = document.createElement("i");
        probe.style.color = `var(${variable})`;
        body.append(probe);
        const found = getComputedStyle(probe).color;
        probe.remove();
        return found;
      }, name);
    const text = await window.panel.heading.evaluate((node) => getComputedStyle(node).color);
    expect([await colour("--vscode-foreground"), await colour("--vscode-editor-foreground")]).toContain(text);
    await window.picture(`panel-${theme.name}`);
  });
});
