import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../src/core/journal/encode.js";
import type { PanelMessage, TrialFilter } from "../../src/core/protocol/panel.js";
import { STUDY_ATTRIBUTES } from "../../src/core/study/attributes.js";
import type { Json } from "../../src/core/study/json.js";
import type { PanelOptions, TestPanel } from "./harness.js";
import { lines, opening, RUNNING } from "./messages.js";
import { richStudy } from "./rich-study.js";
import { usePanels } from "./use-panels.js";

const panels = usePanels();
let panel: TestPanel;

const TRIALS = 60;
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function attribute(key: string, value: Json): string {
  return `${encodeEvent({ kind: "studyAttribute", worker: "w", study: 0, scope: "system", key, value })}\n`;
}

/** Opens the tab of the trials of a study as people have them. */
async function open(options: PanelOptions = {}, more = ""): Promise<void> {
  panel = await panels.open({ width: 1300, ...options });
  await panel.send(opening(RUNNING), lines(richStudy({ trials: TRIALS, running: true }) + more, true));
  await panel.page.getByRole("tab", { name: "Trials" }).click();
  await row(TRIALS - 1).waitFor();
}

const row = (trial: number): Locator => panel.page.locator(`.row[data-trial="${trial}"]`);
const button = (name: string | RegExp): Locator =>
  panel.page.getByRole("button", { name, exact: typeof name === "string" });
const item = (name: string): Locator => panel.page.getByRole("menuitem", { name });
const grid = (): Locator => panel.page.getByRole("grid");
const detail = (): Locator => panel.page.getByRole("complementary");

async function lastSent(): Promise<PanelMessage | undefined> {
  return (await panel.sent()).at(-1);
}

async function titles(): Promise<string[]> {
  return panel.page.locator(".row-header .title-text").allInnerTexts();
}

async function rows(): Promise<number> {
  return Number(await grid().getAttribute("aria-rowcount")) - 1;
}

async function filters(): Promise<readonly TrialFilter[]> {
  return (await panel.kept())?.view.filters ?? [];
}

describe("the filters of the table", () => {
  it("search in every column, and say how many trials pass", async () => {
    await open();
    await panel.page.getByRole("searchbox").fill("sgd complete");
    await expect.poll(rows).toBeLessThan(TRIALS);
    const count = await rows();
    expect(await panel.page.locator(".toolbar-line .muted").innerText()).toBe(`${count} of ${TRIALS}`);
    const texts = await panel.page.locator(".grid-body .row:not([hidden])").allInnerTexts();
    for (const text of texts) expect(text).toMatch(/Complete[\s\S]*"sgd"/);
    await panel.page.getByRole("searchbox").fill("nothing like it");
    await panel.page.getByText("No trial passes the filters.").waitFor();
  });

  it("choose values from a list with their counts, stand as chips, and are taken away", async () => {
    await open();
    await button("Filter").click();
    await item("optimizer").click();
    const sgd = panel.page.getByRole("checkbox", { name: /"sgd"/ });
    await sgd.check();
    await panel.page.keyboard.press("Escape");
    await expect.poll(filters).toEqual([{ kind: "values", column: "param:optimizer", values: ['"sgd"'] }]);
    const chip = panel.page.getByRole("button", { name: 'optimizer: "sgd"', exact: true });
    await chip.click();
    await panel.page.getByRole("checkbox", { name: /"adam"/ }).check();
    await button("Done").click();
    await button(/^optimizer: "sgd" or "adam"$/).waitFor();
    await button(/^Remove the filter optimizer/).click();
    await expect.poll(filters).toEqual([]);
    await expect.poll(rows).toBe(TRIALS);
  });

  it("take a range of numbers whose ends may be open, from the menu of a column", async () => {
    await open();
    const title = panel.page.getByRole("columnheader", { name: "accuracy" });
    await title.click({ button: "right" });
    await item("Filter…").click();
    await panel.page.getByLabel("From accuracy").fill("0.9");
    await expect.poll(filters).toEqual([{ kind: "range", column: "value:0", low: 0.9, high: Number.MAX_VALUE }]);
    await panel.page.getByLabel("To accuracy").fill("what?");
    expect(await panel.page.getByLabel("To accuracy").getAttribute("aria-invalid")).toBe("true");
    await panel.page.getByLabel("To accuracy").fill("0.95");
    await expect.poll(filters).toMatchObject([{ low: 0.9, high: 0.95 }]);
    await panel.page.keyboard.press("Enter");
    await button("accuracy: 0.9 – 0.95").waitFor();
  });

  it("find the states, the stars and the tags", async () => {
    await open({}, attribute(`${STUDY_ATTRIBUTES.mark}3`, { star: true, tags: ["cheap"] }));
    await button("Filter").click();
    await item("Starred").click();
    await panel.page.getByRole("checkbox", { name: /Starred/ }).check();
    await button("Done").click();
    await expect.poll(rows).toBe(1);
    await button("Starred").waitFor();
    expect(await row(3).innerText()).toContain("cheap");
  });
});

describe("the columns of the table", () => {
  it("are hidden, shown again, and arranged as usual", async () => {
    await open();
    await button("Columns").click();
    await panel.page.getByRole("menuitemcheckbox", { name: "momentum" }).click();
    await panel.page.keyboard.press("Escape");
    await expect.poll(titles).not.toContain("momentum");
    await button("Columns").click();
    await item("Arrange as Usual").click();
    await expect.poll(titles).toContain("momentum");
  });

  it("are moved and pinned from their menu, by the keyboard alone", async () => {
    await open();
    await grid().focus();
    for (const key of ["ArrowRight", "ArrowRight", "Shift+F10"]) await panel.page.keyboard.press(key);
    await item("Move Left").waitFor();
    await panel.page.keyboard.press("m");
    await panel.page.keyboard.press("Enter");
    await expect.poll(async () => (await titles()).slice(0, 3)).toEqual(["Trial", "accuracy", "State"]);
    await panel.page.getByRole("columnheader", { name: "units" }).click({ button: "right" });
    await item("Pin to the Left").click();
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual(["Trial", "units"]);
    const left = async () =>
      (
        await row(TRIALS - 1)
          .locator(".cell-pinned")
          .nth(1)
          .boundingBox()
      )?.x;
    const before = await left();
    await grid().evaluate((element) => {
      element.scrollLeft = 150;
    });
    expect(await left()).toBe(before);
  });

  it("are pulled to another place and to another width by the pointer, without sorting", async () => {
    await open();
    const sort = (await panel.kept())?.view.sort;
    const units = (await panel.page.getByRole("columnheader", { name: "units" }).boundingBox())!;
    const state = (await panel.page.getByRole("columnheader", { name: "State" }).boundingBox())!;
    await panel.page.mouse.move(units.x + 30, units.y + 10);
    await panel.page.mouse.down();
    await panel.page.mouse.move(state.x + 4, state.y + 10, { steps: 4 });
    await panel.page.mouse.up();
    await expect.poll(async () => (await titles())[1]).toBe("units");
    const title = panel.page.getByRole("columnheader", { name: "units" });
    const box = (await title.boundingBox())!;
    await panel.page.mouse.move(box.x + box.width - 3, box.y + 10);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + box.width + 57, box.y + 10, { steps: 3 });
    await panel.page.mouse.up();
    await expect.poll(async () => Math.round((await title.boundingBox())!.width - box.width)).toBe(60);
    expect((await panel.kept())?.view.sort).toEqual(sort);
  });

  it("sort together, the first one leading, with the Shift key", async () => {
    await open();
    await panel.page.getByRole("columnheader", { name: "optimizer" }).click();
    await panel.page.getByRole("columnheader", { name: "layers" }).click({ modifiers: ["Shift"] });
    await expect
      .poll(async () => (await panel.kept())?.view.sort)
      .toEqual([
        { column: "param:optimizer", descending: false },
        { column: "param:layers", descending: false },
      ]);
    expect(await panel.page.locator(".title-rank:not(:empty)").allInnerTexts()).toEqual(["1", "2"]);
  });

  it("stay as they were arranged after a reload", async () => {
    await open();
    await panel.page.getByRole("columnheader", { name: "momentum" }).click({ button: "right" });
    await item("Hide").click();
    await expect.poll(async () => (await panel.kept())?.view.layout.hidden).toEqual(["param:momentum"]);
    const kept = await panel.kept();
    await open({ kept });
    expect(await titles()).not.toContain("momentum");
  });
});

describe("the marks of trials", () => {
  it("are put by star, by key, and in the detail", async () => {
    await open();
    await row(50).hover();
    await button("Star trial 50").click();
    expect(await lastSent()).toEqual({ type: "mark", trial: 50, change: { star: true } });
    await row(49).click();
    await grid().focus();
    await panel.page.keyboard.press("s");
    await expect.poll(lastSent).toEqual({ type: "mark", trial: 49, change: { star: true } });
    await detail().getByLabel("Tags, parted by commas").fill("cheap,  good one ,cheap");
    await detail().getByLabel("Note").fill("look again");
    await expect.poll(lastSent).toEqual({ type: "mark", trial: 49, change: { tags: ["cheap", "good one"] } });
    await detail().getByRole("heading").click();
    await expect.poll(lastSent).toEqual({ type: "mark", trial: 49, change: { note: "look again" } });
  });

  it("show in the table as soon as the journal tells them", async () => {
    await open();
    await panel.send({
      type: "lines",
      more: false,
      restart: false,
      text: attribute(`${STUDY_ATTRIBUTES.mark}50`, { star: true, tags: ["x"] }),
    });
    await panel.page.locator('.row[data-trial="50"] .row-star[aria-pressed="true"]').waitFor();
    await expect.poll(titles).toContain("Tags");
  });
});

describe("the menu of a trial", () => {
  it("opens by the pointer, by its button and by keys, and gives the focus back", async () => {
    await open();
    await row(50).click({ button: "right" });
    await item("Apply Values").waitFor();
    await panel.page.keyboard.press("Escape");
    await expect.poll(() => grid().evaluate((element) => element === document.activeElement)).toBe(true);
    await row(50).hover();
    await button("Actions on trial 50").click();
    await item("Apply Values").waitFor();
    await panel.page.mouse.click(5, 5);
    await expect.poll(() => panel.page.getByRole("menu").count()).toBe(0);
    await row(50).click();
    await panel.page.keyboard.press("ContextMenu");
    await item("Apply Values").waitFor();
  });

  it("asks for what is chosen, by name and trial", async () => {
    await open();
    for (const [label, action] of [
      ["Run Again", "runAgain"],
      ["Edit and Queue…", "edit"],
      ["Debug", "debug"],
      ["Open Log", "log"],
      ["Open Folder", "folder"],
    ] as const) {
      await row(50).click({ button: "right" });
      await item(label).click();
      expect(await lastSent()).toEqual({ type: "trial", action, trial: 50 });
    }
    await row(TRIALS - 1).click({ button: "right" });
    await item("Kill").click();
    expect(await lastSent()).toEqual({ type: "trial", action: "kill", trial: TRIALS - 1 });
  });

  it("copies the values in the form that is wanted", async () => {
    await open();
    await row(50).click({ button: "right" });
    await item("Copy As").press("ArrowRight");
    await item("Optuna: Enqueue the Trial").click();
    const sent = await lastSent();
    expect(sent?.type === "copy" && sent.text).toMatch(/^study\.enqueue_trial\(\{\n {4}"learning_rate": /);
  });

  it("says why something cannot be done, and does not do it", async () => {
    await open();
    const before = (await panel.sent()).length;
    await row(50).click({ button: "right" });
    const code = item("Open Code as of This Trial");
    expect(await code.getAttribute("aria-disabled")).toBe("true");
    await code.click({ force: true });
    expect(await panel.sent()).toHaveLength(before);
  });

  it("exports the study, or copies its best values", async () => {
    await open();
    await button("Export").click();
    await item("Report as a web page").click();
    expect(await lastSent()).toEqual({ type: "export", format: "html" });
    await button("Export").click();
    await item("Copy the Best Values As").click();
    await item("scikit-learn").click();
    const sent = await lastSent();
    expect(sent?.type === "copy" && sent.text).toContain("estimator.set_params(**params)");
  });
});

describe("trials side by side", () => {
  it("are chosen by their boxes and by keys, and mark what differs and the best", async () => {
    await open();
    expect(await button("Compare").isDisabled()).toBe(true);
    await row(50).hover();
    await button("Compare trial 50").click();
    await row(48).click({ modifiers: ["Control"] });
    await grid().focus();
    for (const key of ["ArrowDown", "c"]) await panel.page.keyboard.press(key);
    await button("Compare 3").click();
    const table = panel.page.locator(".compare-table");
    await expect
      .poll(() => table.getByRole("columnheader").allInnerTexts())
      .toEqual([
        expect.stringContaining("Trial 50"),
        expect.stringContaining("Trial 48"),
        expect.stringContaining("Trial 47"),
      ]);
    expect(await table.locator(".compare-differs").count()).toBeGreaterThan(3);
    expect(await table.locator(".compare-best").count()).toBe(1);
    const all = await table.locator("tbody tr").count();
    await panel.page.getByLabel("Only what differs").check();
    await expect.poll(() => table.locator("tbody tr").count()).toBeLessThan(all);
    await button("Code against trial 50: trial 48").click();
    expect(await lastSent()).toEqual({ type: "trial", action: "diff", trial: 50, other: 48 });
    await button("Compare trial 47 no more").click();
    await expect.poll(() => table.getByRole("columnheader").count()).toBe(2);
    await button("Back to the table").click();
    await grid().waitFor();
    await expect.poll(async () => (await panel.kept())?.view).toMatchObject({ comparing: false, differing: true });
    // The same after a reload.
    await open({ kept: await panel.kept() });
    await button("Compare 2").click();
    await table.locator(".compare-differs").first().waitFor();
    expect(await panel.page.getByLabel("Only what differs").isChecked()).toBe(true);
    const fewer = await table.locator("tbody tr").count();
    await panel.page.getByLabel("Only what differs").uncheck();
    await expect.poll(() => table.locator("tbody tr").count()).toBeGreaterThan(fewer);
  });

  it("are chosen all at once from one to another", async () => {
    await open();
    await row(50).click({ modifiers: ["Control"] });
    await row(46).click({ modifiers: ["Shift"] });
    await expect.poll(async () => (await panel.kept())?.view.compared).toEqual([50, 49, 48, 47, 46]);
    await button("Choose no trials").click();
    await expect.poll(async () => (await panel.kept())?.view.compared).toEqual([]);
  });
});

describe("the detail of a trial", () => {
  it("shows every number, the folds with their error, parameters, curve and run", async () => {
    const facts = { host: "gpu-3", system: "linux x64", runtime: "Python 3.12.3", packages: { numpy: "2.1.0" } };
    await open({}, attribute(`${STUDY_ATTRIBUTES.facts}f`, facts));
    const best = panel.page.locator(".row-best");
    await panel.page.getByRole("columnheader", { name: "accuracy" }).click();
    await panel.page.getByRole("columnheader", { name: "accuracy" }).click();
    await best.click();
    const text = await detail().innerText();
    for (const part of ["accuracy", "over the baseline", "Fold 5", "Standard error", "learning_rate", "20 reports:"]) {
      expect(text).toContain(part);
    }
    await detail().getByText("About the run", { exact: true }).click();
    await detail().getByText("the space has a condition").waitFor();
  });

  it("folds its parts, from trial to trial and over a reload", async () => {
    await open();
    await row(50).click();
    const part = (name: string) => detail().locator("details", { hasText: name });
    const isOpen = (name: string) => part(name).evaluate((details) => (details as HTMLDetailsElement).open);
    await part("About the run").locator("summary").click();
    await part("Learning curve").locator("summary").focus();
    await panel.page.keyboard.press("Enter");
    await row(49).click();
    await detail().getByRole("heading", { name: "Trial 49" }).waitFor();
    expect([await isOpen("About the run"), await isOpen("Learning curve")]).toEqual([true, false]);
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { folds: object; selected: number } };
      return view?.selected === 49 && Object.keys(view.folds).length === 2;
    });
    const kept = await panel.kept();
    await open({ kept });
    await detail().getByRole("heading", { name: "Trial 49" }).waitFor();
    expect([await isOpen("About the run"), await isOpen("Learning curve")]).toEqual([true, false]);
    expect(await isOpen("Results")).toBe(true);
  });

  it("watches the trial that is shown, and no other", async () => {
    await open();
    const watched = async () => (await panel.sent()).filter(({ type }) => type === "watch");
    await row(50).click();
    await expect.poll(watched).toEqual([{ type: "watch", trial: 50 }]);
    await row(49).click();
    await expect.poll(watched).toHaveLength(2);
    await button("Deselect the trial").click();
    await expect.poll(async () => (await watched()).at(-1)).toEqual({ type: "watch", trial: null });
  });

  it("shows the log live, with places in the code that can be opened", async () => {
    await open();
    await row(50).click();
    const log = panel.page.getByRole("log");
    await panel.send({ type: "log", trial: 50, restart: true, skipped: 2_000_000, text: "epoch 1\n10 %\r20 %" });
    await log.getByText("20 %").waitFor();
    await panel.send({ type: "log", trial: 49, restart: false, skipped: 0, text: "of another trial\n" });
    await panel.send({
      type: "log",
      trial: 50,
      restart: false,
      skipped: 0,
      text: '\n  File "train.py", line 41, in f\n',
    });
    await log.getByRole("button", { name: 'File "train.py", line 41' }).click();
    expect(await lastSent()).toEqual({ type: "openSource", trial: 50, file: "train.py", line: 41 });
    expect(await log.innerText()).not.toContain("another");
    await detail().getByText("2.0 MB before this are in the log file.").waitFor();
  });

  it("opens places in a traceback", async () => {
    await open();
    await panel.page.getByRole("searchbox").fill("failed");
    await panel.page.locator(".grid-body .row:not([hidden])").first().click();
    await detail().getByRole("button", { name: 'File "train.py", line 41' }).click();
    expect(await lastSent()).toMatchObject({ type: "openSource", file: "train.py", line: 41 });
  });

  it("shows files and pictures of its folder, and opens them", async () => {
    await open();
    await row(50).click();
    await panel.send({
      type: "files",
      trial: 50,
      files: [
        { name: "plots/roc.png", bytes: 70, picture: PIXEL },
        { name: "model.pt", bytes: 12_000_000, picture: null },
      ],
    });
    const picture = detail().getByRole("img", { name: "plots/roc.png" });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await detail()
      .getByRole("button", { name: /model\.pt 12 MB/ })
      .click();
    expect(await lastSent()).toEqual({ type: "openFile", trial: 50, name: "model.pt" });
  });
});

describe("how good the winner is", () => {
  it("is told by the repeats, with what of it was luck", async () => {
    await open();
    const confirmed = [
      {
        trial: 50,
        metric: null,
        found: 0.953,
        repeats: [0.94, 0.945],
        mean: 0.9425,
        standardError: 0.0025,
        luck: 0.0105,
      },
      { trial: 40, metric: null, found: 0.951, repeats: [], mean: null, standardError: null, luck: null },
    ];
    await panel.send({ type: "confirmed", confirmed });
    await panel.page.getByRole("tab", { name: "Overview" }).click();
    const card = panel.page.getByRole("region", { name: "How good the winner is" });
    expect(await card.innerText()).toContain("accuracy 0.9425 ± 0.0025 over 2 repeats");
    expect(await card.innerText()).toContain("0.011 of what it was found with was luck");
    const held = confirmed.map((each) => ({ ...each, metric: "held_out", luck: null }));
    await panel.send({ type: "confirmed", confirmed: held });
    await expect.poll(() => card.innerText()).toContain("held_out 0.9425 ± 0.0025 over 2 repeats.");
    await card.getByRole("button", { name: "Trial 50" }).click();
    await expect.poll(async () => (await panel.kept())?.view.selected).toBe(50);
  });
});
