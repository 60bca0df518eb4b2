import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { run } from "./workspace/cli.js";
import { Workspace } from "./workspace/workspace.js";

/** A study with everything that a chart can show of one objective, and a second one to compare it with. */
const STUDIES = `
# @study train maximize score  trials=30 seed=3 sampler=random parallel=2
def train(
    rate=0.01,  # @tune loguniform(1e-4, 1)
    method="sgd",  # @tune choice("sgd", "adam")
    momentum=0.5,  # @tune uniform(0, 1) if method == "sgd"
    layers=2,  # @tune int(1, 4)
):
    for step in range(1, 6):
        yield 1 - (rate - 0.1) ** 2 - 0.05 * (layers - 3) ** 2 - 0.1 * (momentum - 0.9) ** 2 - 0.5 / step


# @study other maximize score  trials=8 seed=3 sampler=random
def other(
    rate=0.01,  # @tune loguniform(1e-4, 1)
):
    return 0.8 - (rate - 0.1) ** 2
`;

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "train.py": STUDIES });
  await run("train.py:train", workspace.folder);
  await run("train.py:other", workspace.folder);
  return workspace;
}

describe("the charts", () => {
  const bench = useWindow(prepared);
  const chart = (id: string) => bench.window.panel.locator(`#chart-${id}`);
  const shownTrials = () => bench.window.panel.table.getAttribute("aria-rowcount").then((rows) => Number(rows) - 1);

  it("tell in the overview which parameters matter, worked out in a worker of the page", async () => {
    const { window } = bench;
    await window.editor.open("train.py");
    await window.editor.clickLens("Results");
    await window.panel.heading.waitFor();
    await expect.poll(() => chart("importances").innerText()).toMatch(/matters most for being among the best trials/);
    expect(await chart("importances").getByRole("listitem").count()).toBe(4);
  });

  it("stand on a tab of their own, each with its sentence", async () => {
    const { window } = bench;
    await window.panel.locator("#tab-charts").click();
    const sentences: readonly (readonly [string, RegExp])[] = [
      ["parallel", /\d+ complete trials; the best of them is trial \d+/],
      ["slice", /In the best trial/],
      ["contour", /The model expects the best score/],
      ["curves", /30 trials have reported values/],
      ["distribution", /Half of the trials have score of at most/],
      ["rank", /\d+ complete trials; the best of all is trial \d+: /],
      ["ranking", /Trial \d+ leads with/],
      ["timeline", /30 trials in .*, up to 2 at a time/],
    ];
    for (const [id, sentence] of sentences) {
      await chart(id).scrollIntoViewIfNeeded();
      await expect.poll(() => chart(id).innerText(), { message: id }).toMatch(sentence);
    }
    expect(await window.panel.locator(".gallery-absent").innerText()).toContain("Pareto front");
  });

  it("filter the table with a brush", async () => {
    const { window } = bench;
    const axis = chart("parallel").getByRole("slider", { name: "method" });
    await axis.scrollIntoViewIfNeeded();
    await axis.focus();
    await window.page.keyboard.press("ArrowUp");
    await expect.poll(() => axis.getAttribute("aria-valuetext")).toBe('"adam"');
    await expect.poll(() => chart("parallel").innerText()).toMatch(/\d+ of \d+ complete trials pass the filters/);
    await window.panel.locator("#tab-trials").click();
    await expect.poll(shownTrials).toBeLessThan(30);
    const methods = window.panel.table.locator('.grid-body .row:not([hidden]) .cell-parameter:has-text("sgd")');
    expect(await methods.count()).toBe(0);
    await window.panel.locator("#tab-charts").click();
    await window.panel.button("Clear filters").click();
    await window.panel.locator("#tab-trials").click();
    await expect.poll(shownTrials).toBe(30);
  });

  it.each(["SVG", "PNG"])("are saved as %s where the person chooses", async (format) => {
    const { window, workspace } = bench;
    await window.panel.locator("#tab-charts").click();
    const name = `slice.${format.toLowerCase()}`;
    await chart("slice").scrollIntoViewIfNeeded();
    await window.panel.button(`Save Slice as ${format}`).click();
    await expect.poll(() => window.palette.input.inputValue()).toContain(`train-${name}`);
    await window.palette.answer(workspace.path(name));
    await expect.poll(() => workspace.exists(name)).toBe(true);
    const bytes = await readFile(workspace.path(name));
    if (format === "PNG") expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    else expect(bytes.toString()).toMatch(/^<svg .*<title>Slice<\/title>/s);
  });

  it("put another study beside this one, and are as they were left after a reload", async () => {
    const { window } = bench;
    await chart("comparison").scrollIntoViewIfNeeded();
    await window.panel.button("Choose studies…").click();
    await window.palette.input.waitFor();
    await window.palette.rows.filter({ hasText: "other" }).first().click();
    const picker = window.page.locator(".quick-input-widget:visible");
    await picker.getByText("1 Selected").waitFor();
    await picker.getByRole("button", { name: "OK" }).click();
    await expect.poll(() => chart("comparison").innerText()).toMatch(/The best values: train .*, other 0\.\d+/);
    await chart("rank").scrollIntoViewIfNeeded();
    await chart("rank").getByRole("combobox", { name: "Parameter upwards" }).click();
    await chart("rank").getByRole("option", { name: "layers" }).click();
    await expect.poll(() => chart("rank").innerText()).toMatch(/the best of all is trial \d+: .*, layers \d\./);
    await window.panel.button("Show Rank as a table").click();
    await chart("rank").getByRole("table").waitFor();
    await window.reload();
    await window.panel.heading.waitFor();
    await chart("rank").getByRole("columnheader", { name: "layers" }).waitFor();
    await chart("comparison").scrollIntoViewIfNeeded();
    await expect.poll(() => chart("comparison").innerText()).toMatch(/The best values: train .*, other 0\.\d+/);
  });
});
