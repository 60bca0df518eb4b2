import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW, type PanelState } from "../../src/core/protocol/panel.js";
import type { PanelOptions, TestPanel } from "./harness.js";
import { JournalText } from "./journal-text.js";
import { IDLE, JOURNAL, lines, opening, RUNNING } from "./messages.js";
import { population } from "./population.js";
import { THEMES } from "./themes.js";
import { usePanels } from "./use-panels.js";

const panels = usePanels();
let panel: TestPanel;

/** Ten trials: the baseline first, the best number 7, one failed, one pruned. */
function ten(journal: JournalText): string {
  const values = [0.8, 0.5, 0.7, 0, 0.85, 0.6, 0, 0.9, 0.75, 0.65];
  const trials = values.map((value, number) => {
    const params = { rate: 0.5 ** number, units: 8 + number, model: number % 2 };
    if (number === 3) return journal.trial({ state: "failed", failure: "ValueError: it went wrong", params });
    if (number === 6) return journal.trial({ state: "pruned", params });
    const folds = number === 7 ? { folds: [0.88, 0.9, 0.92] } : {};
    return journal.trial({ values: [value], params, baseline: number === 0, ...folds });
  });
  return journal.study() + trials.join("");
}

async function openTen(options: PanelOptions = {}, status = IDLE): Promise<JournalText> {
  const journal = new JournalText();
  panel = await panels.open(options);
  await panel.send(opening(status), lines(ten(journal), true));
  await panel.page.locator('[data-trial="9"]').waitFor();
  return journal;
}

/** The numbers of the trials from the top of the table. */
async function order(): Promise<number[]> {
  return panel.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".grid-body .row:not([hidden])")]
      .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((row) => Number(row.dataset.trial)),
  );
}

const text = (selector: string): Promise<string | null> => panel.page.locator(selector).textContent();

describe("the results panel", () => {
  it("is below 600 kB", async () => {
    panel = await panels.open();
    expect(panels.bytes).toBeLessThan(600_000);
  });

  it("says once that it listens, and shows that it waits", async () => {
    panel = await panels.open();
    expect(await panel.sent()).toEqual([{ type: "ready", version: 1 }]);
    expect(await text(".empty")).toContain("Reading the journal");
  });

  it("shows study, goal, progress, best trial, gain, folds and parameters in the code's spelling", async () => {
    await openTen();
    expect(await text("h1 >> nth=1")).toBe("digits");
    expect(await text(".study-facts")).toContain("Maximise accuracy");
    expect(await text(".study-facts")).toContain("10 of 50 trials");
    const card = await text(".card >> nth=0");
    expect(card).toContain("Best trial");
    expect(card).toContain("Trial 7");
    expect(card).toContain("0.9");
    expect(card).toContain("± 0.02");
    expect(card).toContain("+0.1 (+12.5 %)");
    expect(card).toContain('"forest"');
    expect(card).toContain('was "svm"');
    expect(await text("#chart-history .chart-summary")).toContain("trial 7 has the highest accuracy: 0.9");
    expect(await text("#chart-history .legend")).toContain("Complete 8");
  });

  it("ignores messages of another shape", async () => {
    await openTen();
    await panel.send(null, 5, "open", {}, { type: "lines", text: 5 }, { type: "open" }, { type: "unheard" });
    await panel.send({ type: "status", status: { running: "yes" } }, opening(RUNNING));
    await panel.page.locator(".empty", { hasText: "Reading" }).waitFor();
  });

  it("asks for actions by name, and for values by trial", async () => {
    await openTen({}, RUNNING);
    await panel.page.getByRole("button", { name: "Stop" }).click();
    await panel.page.getByRole("button", { name: "Apply values" }).click();
    await panel.page.getByRole("button", { name: "Copy" }).click();
    await panel.page.getByRole("button", { name: "Reveal in code" }).first().click();
    await panel.page.locator('[data-trial="8"]').hover();
    await panel.page.getByRole("button", { name: "Apply the values of trial 8" }).click();
    const copied = `rate = ${0.5 ** 7}\nunits = 15\nmodel = "forest"`;
    expect((await panel.sent()).slice(1)).toEqual([
      { type: "action", action: "stop" },
      { type: "apply", trial: 7 },
      { type: "copy", text: copied },
      { type: "action", action: "reveal" },
      { type: "apply", trial: 8 },
    ]);
  });

  it("offers to run what does not run, and nothing that it cannot do", async () => {
    await openTen();
    await panel.page.getByRole("button", { name: "Run" }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: "action", action: "run" });
    await panel.send({ type: "status", status: { running: false, annotated: false, note: "Open the file first." } });
    await panel.page.getByText("Open the file first.").waitFor();
    await panel.page.getByRole("button", { name: "Apply values" }).click({ force: true });
    expect((await panel.sent()).at(-1)).toEqual({ type: "action", action: "run" });
  });
});

describe("the table", () => {
  it("sorts by click, and tells the order to readers", async () => {
    await openTen();
    expect(await order()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    const title = panel.page.getByRole("columnheader", { name: "accuracy" });
    await title.click();
    await panel.page.locator('[aria-sort="ascending"]', { hasText: "accuracy" }).waitFor();
    expect(await order()).toEqual([1, 5, 9, 2, 8, 0, 4, 7, 3, 6]);
    await title.click();
    await panel.page.locator('[aria-sort="descending"]', { hasText: "accuracy" }).waitFor();
    expect(await order()).toEqual([7, 4, 0, 8, 2, 9, 5, 1, 3, 6]);
  });

  it("is walked, sorted, selected and applied from the keyboard", async () => {
    await openTen();
    const grid = panel.page.getByRole("grid");
    await grid.focus();
    const active = (): Promise<string | null> => grid.getAttribute("aria-activedescendant");
    await panel.page.keyboard.press("ArrowDown");
    expect(await active()).toBe("cell-9-0");
    await panel.page.keyboard.press("ArrowUp");
    await panel.page.keyboard.press("ArrowRight");
    await panel.page.keyboard.press("ArrowRight");
    expect(await active()).toBe("title-2");
    await panel.page.keyboard.press("Enter");
    await panel.page.locator('[aria-sort="ascending"]', { hasText: "accuracy" }).waitFor();
    await panel.page.keyboard.press("Control+End");
    await panel.page.keyboard.press("ArrowUp");
    expect(await active()).toMatch(/^cell-3-/);
    await panel.page.keyboard.press("Home");
    await panel.page.keyboard.press(" ");
    await panel.page.locator('[data-trial="3"][aria-selected="true"]').waitFor();
    await panel.page.keyboard.press("End");
    await panel.page.keyboard.press("Enter");
    await panel.page.getByRole("menuitem", { name: "Apply Values" }).waitFor();
    await panel.page.keyboard.press("Enter");
    await panel.page.waitForFunction(() => window.editor.sent.at(-1)?.type === "apply");
    expect((await panel.sent()).at(-1)).toEqual({ type: "apply", trial: 3 });
  });

  it("shows why a trial failed, in its row and with its traceback when it is selected", async () => {
    await openTen();
    await panel.page.locator('[data-trial="3"]').click();
    const card = panel.page.locator(".card", { hasText: "Selected trial" });
    await card.getByText("ValueError: it went wrong").first().waitFor();
    await card.getByText("Traceback", { exact: true }).click();
    await card.getByText("Traceback (most recent call last):").waitFor();
    expect(await panel.page.locator('[data-trial="3"] .cell-note').innerText()).toBe("ValueError: it went wrong");
    // It stays unfolded, over a reload too.
    await expect.poll(async () => (await panel.kept())?.view.folds).toEqual({ "card-traceback": true });
    await openTen({ kept: await panel.kept() });
    await card.getByText("Traceback (most recent call last):").waitFor();
    await card.getByText("Traceback", { exact: true }).click();
    await card.getByText("Traceback (most recent call last):").waitFor({ state: "hidden" });
  });
});

describe("a running study", () => {
  it("grows without losing selection and place, and announces a new best", async () => {
    const journal = new JournalText();
    panel = await panels.open();
    const first = journal.study() + Array.from({ length: 200 }, (_, i) => journal.trial({ values: [i % 7] })).join("");
    await panel.send(opening(RUNNING), lines(first, true));
    await panel.page.locator('[data-trial="199"]').click();
    await panel.page.evaluate(() => {
      document.querySelector(".grid")!.scrollTop = 26 * 50 + 5;
    });
    await panel.page.locator('[data-trial="149"]').waitFor();
    const place = (): Promise<number> =>
      panel.page.locator('[data-trial="145"]').evaluate((row) => row.getBoundingClientRect().top);
    const before = await place();
    await panel.send(lines(journal.trial({ values: [42] }) + journal.trial({ state: "running" })));
    await panel.page.locator(".card", { hasText: "Selected trial" }).waitFor();
    await panel.page.getByRole("status").getByText("New best: trial 200, accuracy 42.").waitFor({ state: "attached" });
    expect(await place()).toBe(before);
    expect(await text(".progress-text")).toContain("1 running");
    await panel.page.waitForFunction(() => (window.editor.kept as PanelState).view.selected === 199);
  });

  it("completes a running trial in place", async () => {
    const journal = await openTen({}, RUNNING);
    await panel.send(lines(journal.trial({ state: "running" })));
    await panel.page.locator('[data-trial="10"] .state-running').waitFor();
    const whole = journal.finish(10, { values: [0.95] });
    await panel.send(lines(whole.slice(0, 40)), lines(whole.slice(40)));
    await panel.page.locator('[data-trial="10"].row-best .state-complete').waitFor();
  });
});

describe("what a person has set", () => {
  it("is kept, and taken up again after a reload", async () => {
    const journal = new JournalText();
    const all = journal.study() + Array.from({ length: 300 }, (_, i) => journal.trial({ values: [i + 1] })).join("");
    panel = await panels.open();
    await panel.send(opening(), lines(all, true));
    await panel.page.getByRole("columnheader", { name: "accuracy" }).click();
    await panel.page.locator('[data-trial="5"]').click();
    await panel.page.getByText("Log scale").click();
    await panel.page.evaluate(() => {
      document.querySelector(".grid")!.scrollTop = 2600;
    });
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { scroll: number; logScale: boolean } };
      return view?.scroll === 2600 && view.logScale;
    });
    const kept = await panel.kept();
    expect(kept).toEqual({
      journal: JOURNAL,
      study: "digits",
      view: {
        ...DEFAULT_VIEW,
        sort: [{ column: "value:0", descending: false }],
        selected: 5,
        logScale: true,
        scroll: 2600,
      },
    });

    panel = await panels.open({ kept });
    await panel.send(opening(), lines(all, true));
    await panel.page.locator('[data-trial="100"]').waitFor();
    expect(await panel.page.locator(".grid").evaluate((grid) => grid.scrollTop)).toBe(2600);
    await panel.page.locator(".card", { hasText: "Selected trial" }).waitFor();
    expect(await panel.kept()).toEqual(kept);
  });

  it("is not taken over to another study, nor from a damaged state", async () => {
    const kept = { journal: "/studies/other.log", study: "digits", view: { selected: 3 } };
    await openTen({ kept });
    expect((await panel.kept())?.view.selected).toBeNull();
    await openTen({
      kept: { journal: JOURNAL, study: "digits", view: { sort: 5, selected: -1 } },
    });
    expect(await order()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });
});

/** Opens the study of a population, whose trial 3 has a schedule. */
async function openPopulation(options: PanelOptions = {}): Promise<void> {
  panel = await panels.open(options);
  await panel.send(opening(), lines(population(), true));
  await panel.page.locator('[data-trial="3"]').waitFor();
}

describe("the schedule of a population", () => {
  const card = () => panel.page.getByRole("region", { name: /^Schedule of trial/ });

  it("stands on the overview for the best trial, stage by stage, and says that its last values are not enough", async () => {
    await openPopulation();
    expect(await card().getByRole("heading").textContent()).toBe("Schedule of trial 3");
    expect(await card().locator(".sentence").textContent()).toBe(
      "It went on from the checkpoints of other trials, in 3 stages with different values of rate. Its last values alone do not give its result again.",
    );
    expect(await card().locator("tr").allInnerTexts()).toEqual(
      [
        ["Step", "Trial", "rate", "accuracy"],
        ["0 – 2", "0", "0.1", "0.5"],
        ["2 – 4", "2", "0.01235", "0.7"],
        ["4 – 8", "3", "0.02", "0.9"],
      ].map((cells) => cells.join("\t")),
    );
  });

  it("follows the selection, and is not there for a trial that began anew", async () => {
    await openPopulation();
    await card().getByRole("button", { name: "Trial 2" }).click();
    await expect.poll(() => card().getByRole("heading").textContent()).toBe("Schedule of trial 2");
    expect(await card().locator("tr").count()).toBe(3);
    await panel.page.locator('[data-trial="1"]').click();
    await card().waitFor({ state: "hidden" });
  });
});

describe("the schedule in a trial's detail", () => {
  it("leads from stage to stage, and is copied as JSON with all parameters", async () => {
    await openPopulation();
    await panel.page.locator("#tab-trials").click();
    await panel.page.locator('[data-trial="3"]').click();
    const detail = panel.page.getByRole("complementary");
    const stages = detail.getByRole("group", { name: "Schedule of trial 3" });
    await expect.poll(() => stages.locator("tbody tr").count()).toBe(3);
    await detail.getByRole("button", { name: "Copy as" }).click();
    await panel.page.getByRole("menuitem", { name: "Schedule as JSON" }).click();
    const [sent] = (await panel.sent()).slice(-1);
    const values = (rate: number) => ({ rate, units: 32, model: "forest" });
    expect(sent?.type === "copy" && JSON.parse(sent.text)).toEqual([
      { from: 0, to: 2, values: values(0.1) },
      { from: 2, to: 4, values: values(0.0123456) },
      { from: 4, to: 8, values: values(0.02) },
    ]);
    await stages.getByRole("button", { name: "Trial 2" }).click();
    await detail.getByRole("heading", { name: "Trial 2" }).waitFor();
    await detail.getByRole("group", { name: "Schedule of trial 2" }).waitFor();
    await panel.page.locator('[data-trial="1"]').click();
    await detail.getByRole("heading", { name: "Trial 1" }).waitFor();
    await detail.getByRole("button", { name: "Copy as" }).click();
    await panel.page.getByRole("menuitem", { name: "JSON", exact: true }).waitFor();
    expect(await panel.page.getByRole("menuitem", { name: "Schedule as JSON" }).count()).toBe(0);
  });
});

describe("the history", () => {
  it("is walked by keyboard, and selects for the table too", async () => {
    await openTen();
    const stage = panel.page.getByRole("listbox", { name: "Optimisation history" });
    await stage.focus();
    await panel.page.keyboard.press("End");
    await panel.page.keyboard.press("ArrowLeft");
    await panel.page.keyboard.press("ArrowLeft");
    const id = await stage.getAttribute("aria-activedescendant");
    expect(await panel.page.locator(`#${id}`).getAttribute("aria-label")).toBe(
      "Trial 7, complete, accuracy 0.9, 500 ms",
    );
    expect(await text("#chart-history .tooltip")).toContain("Trial 7 · complete");
    await panel.page.keyboard.press("Home");
    await panel.page.keyboard.press("Enter");
    await panel.page.locator('[data-trial="0"][aria-selected="true"]').waitFor();
    await panel.page.keyboard.press("Escape");
    await panel.page.locator("#chart-history .tooltip").waitFor({ state: "hidden" });
  });

  it("shows the Pareto front and one direction at a time where there are several", async () => {
    const journal = new JournalText();
    const study = journal.study({ directions: ["maximize", "minimize"], metrics: ["accuracy", "size"] });
    const trials = [
      [0.9, 30],
      [0.8, 10],
      [0.7, 20],
    ].map((values) => journal.trial({ values }));
    panel = await panels.open();
    await panel.send(opening(), lines(study + trials.join(""), true));
    const front = panel.page.locator(".card", { hasText: "Pareto front" });
    await front.waitFor();
    expect(await front.getByRole("button").count()).toBe(2);
    expect(await text(".axis-label >> nth=1")).toBe("accuracy");
    await panel.page.getByRole("combobox", { name: "Direction" }).click();
    await panel.page.getByRole("option", { name: "size" }).click();
    await panel.page.locator(".axis-label", { hasText: "size" }).waitFor();
    await front.getByRole("button", { name: "Trial 1" }).click();
    await panel.page.locator('[data-trial="1"][aria-selected="true"]').waitFor();
  });
});

describe("where there is nothing to show", () => {
  it("offers to run a study that was never run, and waits for a first trial", async () => {
    panel = await panels.open();
    await panel.send(opening(), lines("", true));
    await panel.page.getByRole("button", { name: "Run the study" }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: "action", action: "run" });
    await panel.send({ type: "status", status: RUNNING });
    await panel.page.getByText("its first trial is on its way").waitFor();
  });

  it("says why, and tries again when asked to", async () => {
    panel = await panels.open();
    await panel.send({ type: "unreadable", message: "The journal digits.log is gone." });
    await panel.page.getByText("The journal digits.log is gone.").waitFor();
    await panel.page.getByRole("button", { name: "Try again" }).click();
    expect((await panel.sent()).filter((message) => message.type === "ready")).toHaveLength(2);
  });

  it("is read from packed text as from plain, in the order in which it came", async () => {
    const journal = new JournalText();
    const packed = (text: string) => new Uint8Array(deflateRawSync(text));
    panel = await panels.open();
    await panel.send(
      opening(),
      { ...lines("", true), text: packed(journal.study()) },
      lines(journal.trial({ values: [0.5] })),
      { ...lines(""), text: packed(journal.trial({ values: [0.75] })) },
    );
    await panel.page.locator('[data-trial="1"]').waitFor();
    expect(await panel.page.locator('[data-trial="1"]').innerText()).toContain("0.75");
  });

  it("says so where packed text did not arrive whole, and asks for all of it again", async () => {
    const journal = new JournalText();
    panel = await panels.open();
    await panel.send(opening(), lines(journal.study(), true), { ...lines(""), text: new Uint8Array([255, 255, 255]) });
    await panel.page.getByText("did not arrive whole").waitFor();
    await panel.page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => panel.sent()).toEqual(Array(2).fill({ type: "ready", version: 1 }));
  });

  it("shows what stands before a broken line, and names the line", async () => {
    const journal = new JournalText();
    panel = await panels.open();
    await panel.send(opening(), lines(`${ten(journal)}{"op_code":\n${journal.trial({ values: [1] })}`, true));
    await panel.page.getByRole("alert").getByText("of the journal cannot be read").waitFor();
    expect(await order()).toHaveLength(10);
  });

  it("says that a study was made by another program", async () => {
    const journal = new JournalText();
    panel = await panels.open();
    const text = journal.study({ foreign: true }) + journal.trial({ values: [1] });
    await panel.send(opening({ ...IDLE, annotated: false }), lines(text, true));
    await panel.page.getByText("made by another program").waitFor();
  });
});

describe("the page", () => {
  for (const theme of THEMES) {
    it(`keeps to the policy and its colours in the theme ${theme.name}`, async () => {
      await openTen({ theme: theme.name });
      const colours = await panel.page.evaluate(() => {
        const colour = (selector: string): string => getComputedStyle(document.querySelector(selector)!).color;
        return {
          ink: colour("h1"),
          paper: getComputedStyle(document.body).backgroundColor,
          best: colour(".mark-best"),
        };
      });
      expect(colours).toEqual({
        ink: rgb(theme.colours["editor-foreground"]!),
        paper: rgb(theme.colours["editor-background"]!),
        // Where the charts' blue is the colour of the text, the accent is another.
        best: rgb(theme.colours[theme.name === "high-contrast-light" ? "contrastActiveBorder" : "charts-blue"]!),
      });
    });
  }

  it("moves nothing for people who asked for that", async () => {
    await openTen({ reducedMotion: true }, RUNNING);
    expect(await panel.page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  it("is not wider than a narrow window", async () => {
    await openTen({ width: 360 });
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await panel.page.locator(".page").evaluate((page) => page.scrollWidth - page.clientWidth)).toBe(0);
  });
});

function rgb(hex: string): string {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return `rgb(${part(1)}, ${part(3)}, ${part(5)})`;
}
