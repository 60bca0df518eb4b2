import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../src/core/journal/encode.js";
import { STUDY_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { englishAmong, spokenIn } from "./english.js";
import { type PanelOptions, type TestPanel, wordsOf } from "./harness.js";
import { JOURNAL, lines, opening } from "./messages.js";
import { richStudy } from "./rich-study.js";
import { usePanels } from "./use-panels.js";

const WORDS = wordsOf("de");
/** What samplers say is English for everybody: journals keep it. */
const FROM_THE_JOURNAL = /^tpe: /;
/** Where pictures go, for somebody who wants to look at them. */
const PICTURES = process.env.HYPERLENS_PICTURES;

const panels = usePanels();
let panel: TestPanel;

async function open(text: string, options: PanelOptions = {}): Promise<void> {
  panel = await panels.open({ width: 1300, language: "de", ...options });
  await panel.send(opening(), lines(text, true));
}

const tab = (name: string) => panel.page.getByRole("tab", { name });

async function picture(name: string): Promise<void> {
  if (PICTURES !== undefined) await panel.page.screenshot({ path: `${PICTURES}/german-${name}.png` });
}

/** Nothing that the page says by itself is English. */
async function expectGerman(): Promise<void> {
  const texts = await spokenIn(panel.page.locator("body"));
  expect(texts.length).toBeGreaterThan(20);
  expect(englishAmong(texts, WORDS).filter((text) => !FROM_THE_JOURNAL.test(text))).toEqual([]);
}

describe("the panel in a German window", () => {
  it("is given the words that it says, and not those of the editor alone", async () => {
    await open(richStudy({ trials: 1 }));
    const given = JSON.parse((await panel.page.locator("meta[name=words]").getAttribute("content")) ?? "{}");
    expect(given).toHaveProperty(["Best trial"], "Bester Versuch");
    expect(Object.keys(given).length).toBeLessThan(Object.keys(WORDS).length / 2);
    expect(given).not.toHaveProperty(["There is no distribution `{0}`."]);
  });

  it.each(["dark", "light"])("says everything in German on the overview, %s", async (theme) => {
    await open(richStudy({ trials: 60 }), { theme });
    await panel.page.getByRole("heading", { name: "Bester Versuch" }).waitFor();
    await panel.page.locator("#chart-importances .row-name").first().waitFor();
    await panel.page.locator(".grid-body .row").first().waitFor();
    expect(await panel.page.locator("html").getAttribute("lang")).toBe("de");
    await picture(`overview-${theme}`);
    await expectGerman();
  });

  it.each(["dark", "light"])("says everything in German of its charts, as tables too, %s", async (theme) => {
    await open(richStudy({ trials: 60, curves: true }), { theme, height: 2600 });
    await panel.page.locator(".grid-body .row").first().waitFor();
    await tab("Diagramme").click();
    await expect
      .poll(() => panel.page.locator("#chart-contour .chart-summary").textContent())
      .toMatch(/^Das Modell erwartet den Bestwert von accuracy, etwa 0\.9\d+, bei /);
    await expect
      .poll(() => panel.page.locator("#chart-timeline .chart-summary").textContent())
      .toMatch(/^60 Versuche in .*, bis zu 4 zugleich; die Plätze waren \d+ % dieser Zeit belegt\.$/);
    await picture(`charts-${theme}`);
    await expectGerman();
    for (const button of await panel.page.getByRole("button", { name: /als Tabelle zeigen$/ }).all()) {
      if (await button.isVisible()) await button.click();
    }
    await panel.page.locator("#chart-timeline .twin td").first().waitFor();
    await expectGerman();
  });

  it.each(["dark", "light"])(
    "says everything in German of its trials, their menu and their details, %s",
    async (theme) => {
      const star = { star: true, tags: ["neu"] };
      const marks = encodeEvent({
        ...{ kind: "studyAttribute", worker: "w", study: 0, scope: "system" },
        ...{ key: `${STUDY_ATTRIBUTES.mark}3`, value: star },
      } as Parameters<typeof encodeEvent>[0]);
      await open(`${richStudy({ trials: 60, running: true, curves: true })}${marks}\n`, { theme });
      await tab("Versuche").click();
      await panel.page.locator('.row[data-trial="59"]').waitFor();
      await panel.page.locator('.row[data-trial="59"]').click();
      await panel.page.getByRole("complementary").waitFor();
      await picture(`trials-${theme}`);
      await expectGerman();
      await panel.page.getByRole("button", { name: "Aktionen für Versuch 59" }).click();
      await panel.page.getByRole("menuitem", { name: "Debuggen" }).waitFor();
      await picture(`menu-${theme}`);
      await expectGerman();
    },
  );

  it("says everything in German of columns, filters and trials side by side", async () => {
    await open(richStudy({ trials: 60 }));
    await tab("Versuche").click();
    const title = panel.page.getByRole("columnheader", { name: "accuracy" });
    await title.click({ button: "right" });
    await panel.page.getByRole("menuitem", { name: "Links anheften" }).waitFor();
    await picture("column");
    await expectGerman();
    await panel.page.getByRole("menuitem", { name: "Filtern …" }).click();
    await panel.page.getByLabel("Von accuracy").fill("0.8");
    await expectGerman();
    await panel.page.getByRole("button", { name: "Fertig" }).click();
    await panel.page.getByRole("button", { name: "Exportieren" }).click();
    await panel.page.getByRole("menuitem", { name: "Bericht als Webseite" }).waitFor();
    await expectGerman();
    await panel.page.keyboard.press("Escape");
    const rows = panel.page.locator(".grid-body .row:not([hidden])");
    for (const place of [0, 1]) await rows.nth(place).click({ modifiers: ["Control"] });
    await panel.page.getByRole("button", { name: "2 vergleichen" }).click();
    await panel.page.getByText("Nur Unterschiede").waitFor();
    await picture("compare");
    await expectGerman();
  });

  it("says everything in German of the form that queues a trial", async () => {
    await open(richStudy({ trials: 60 }));
    await panel.page.locator(".grid-body .row").first().waitFor();
    await panel.send({ type: "form", trial: 3 });
    const form = panel.page.locator("dialog.form[open]");
    await form.getByText(/^Mittelwert und Standardabweichung eines Random Forest/).waitFor();
    await form.getByText("Mit den Werten von Versuch 3").waitFor();
    await picture("form");
    await expectGerman();
  });

  it("says everything in German of several objectives and their front", async () => {
    await open(richStudy({ trials: 60, objectives: 3 }), { height: 2600 });
    await panel.page.getByRole("heading", { name: "Pareto-Front", exact: true }).first().waitFor();
    await panel.page.getByText("Maximiert accuracy, minimiert latency, minimiert size").waitFor();
    await expectGerman();
    await tab("Diagramme").click();
    await expect
      .poll(() => panel.page.locator("#chart-front .chart-summary").textContent())
      .toMatch(/^\d+ von \d+ abgeschlossenen Versuchen liegen auf der Front: accuracy von /);
    await picture("front");
    await expectGerman();
  });

  it("says in German how a run goes, and how good its winner proves to be", async () => {
    await open(richStudy({ trials: 60, running: true }));
    await panel.page.locator(".grid-body .row").first().waitFor();
    for (const [control, word] of [
      ["paused", "Pausiert gleich"],
      ["stopping", "Hält an"],
    ]) {
      await panel.send({ type: "status", status: { running: true, annotated: true, note: null, control } });
      await expect.poll(() => panel.page.locator(".study-header .badge").innerText()).toBe(word);
      await expectGerman();
    }
    const repeats = [0.93, 0.95, 0.94];
    const confirmed = [
      { trial: 49, metric: null, found: 0.9514, repeats, mean: 0.94, standardError: 0.005, luck: 0.0114 },
      { trial: 51, metric: null, found: 0.949, repeats: [], mean: null, standardError: null, luck: null },
    ];
    await panel.send({ type: "confirmed", confirmed });
    await panel.page.getByText(/^Versuch 49 bleibt der beste: accuracy 0\.94 ± 0\.005 über 3 Wiederholungen/).waitFor();
    await picture("confirmed");
    await expectGerman();
  });

  it("says in German what a filter lets pass, by the words that stand in the table", async () => {
    await open(richStudy({ trials: 60 }), {
      kept: {
        ...{ journal: JOURNAL, study: "digits" },
        view: { tab: "trials", filters: [{ kind: "values", column: "state", values: ["pruned", "failed"] }] },
      },
    });
    await panel.page.getByText("Zustand: Früh beendet oder Fehlgeschlagen").waitFor();
    const states = panel.page.locator(".grid-body .row:not([hidden]) .cell-state");
    await states.first().waitFor();
    expect(new Set(await states.allInnerTexts())).toEqual(new Set(["Früh beendet", "Fehlgeschlagen"]));
  });

  it("says in German that there is nothing to show, and what is wrong", async () => {
    await open("");
    await panel.page.getByText("Noch keine Versuche.").waitFor();
    await panel.send({ type: "unreadable", message: "EACCES" });
    await panel.page.getByRole("heading", { name: "Die Studie kann nicht gezeigt werden" }).waitFor();
    expect(englishAmong(await spokenIn(panel.page.locator("body")), WORDS)).toEqual([]);
  });
});

describe("the look for English", () => {
  it("finds a text that has a translation, with whatever stands in it", () => {
    const words = { "Trial {0}": "Versuch {0}", Run: "Starten", Code: "Code" };
    expect(englishAmong(["Trial 12", "Versuch 12", "Run", "Starten", "Code", "Running"], words)).toEqual([
      "Trial 12",
      "Run",
    ]);
  });
});
