import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { PanelMessage } from "../../src/core/protocol/panel.js";
import { contrast, distance, oklab } from "./colours.js";
import type { PanelOptions, TestPanel } from "./harness.js";
import { JOURNAL, lines, opening } from "./messages.js";
import { type RichOptions, richStudy } from "./rich-study.js";
import { THEMES } from "./themes.js";
import { usePanels } from "./use-panels.js";

const panels = usePanels();
let panel: TestPanel;

/** Opens a realistic study on the tab of charts. */
async function open(study: RichOptions = {}, options: PanelOptions = {}): Promise<void> {
  panel = await panels.open(options);
  await panel.send(opening(), lines(richStudy(study), true));
  await panel.page.locator(".grid-body .row").first().waitFor();
  await panel.page.locator("#tab-charts").click();
}

const chart = (id: string) => panel.page.locator(`#chart-${id}`);

/** Brings a chart into view and waits for its sentence. */
async function sentence(id: string, expected = said(id)): Promise<void> {
  await chart(id).scrollIntoViewIfNeeded();
  await expect.poll(() => chart(id).locator(".chart-summary").textContent(), { message: id }).toMatch(expected);
}

/** Chooses an entry of a list on a chart. */
async function choose(id: string, list: string, entry: string): Promise<void> {
  await chart(id).getByRole("combobox", { name: list }).click();
  await chart(id).getByRole("option", { name: entry }).last().click();
}

/** Focuses the brush of an axis. */
async function brushed(id: string, axis: string | RegExp): Promise<Locator> {
  const brush = chart(id).getByRole("slider", { name: axis });
  await brush.focus();
  return brush;
}

/** Presses keys on an axis, and waits after each for what it says. */
async function press(axis: Locator, keys: readonly (readonly [key: string, says: string | RegExp])[]): Promise<void> {
  for (const [key, says] of keys) {
    await axis.page().keyboard.press(key);
    await expect.poll(() => axis.getAttribute("aria-valuetext"), { message: key }).toMatch(wholly(says));
  }
}

function wholly(text: string | RegExp): RegExp {
  return typeof text === "string" ? new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`) : text;
}

/** What is said to those who do not see the charts. */
const live = () => panel.page.locator(".gallery > [role='status']").textContent();

/** The switch between a chart and its table. */
const turn = (id: string) => chart(id).getByRole("button", { name: /as a table/ });

async function saved(): Promise<Extract<PanelMessage, { type: "save" }>> {
  await panel.page.waitForFunction(() => window.editor.sent.at(-1)?.type === "save");
  // Bytes do not travel between the processes as they are.
  return panel.page.evaluate(() => {
    const message = window.editor.sent.at(-1) as Extract<PanelMessage, { type: "save" }>;
    const data = typeof message.data === "string" ? message.data : String.fromCharCode(...message.data.slice(0, 24));
    return { ...message, data };
  });
}

function said(id: string): RegExp {
  const found = SENTENCES.find(([known]) => known === id);
  if (found === undefined) throw new Error(`No sentence of the chart "${id}" is known.`);
  return found[1];
}

/** What each chart of a study with one objective says. */
const SENTENCES: readonly (readonly [id: string, RegExp])[] = [
  ["parallel", /^\d+ complete trials; the best of them is trial \d+ with accuracy 0\.97/],
  ["slice", /^In the best trial, \d+, \S+ is \S+\./],
  ["contour", /^The model expects the best accuracy, about 0\.9\d+, near /],
  ["rank", /^\d+ complete trials; the best tenth of all: \S+ .+, \S+ .+\.$/],
  ["curves", /^300 trials have reported values on the way; \d+ were pruned, half of them by step \d+\./],
  ["distribution", /^Half of the trials have accuracy of at most 0\.9\d+; \d+ % are better than the baseline’s 0\.9/],
  ["ranking", /^Trial \d+ is (not clearly )?better than trial \d+/],
  ["timeline", /^300 trials in 1\d min .*, up to 4 at a time; the slots were busy for 9\d % of that time\.$/],
];

interface Brushed {
  readonly chart: string;
  /** What is said after the first key on each axis, and after the next one. */
  readonly axes: readonly (readonly [name: string, first: RegExp, next: RegExp])[];
  readonly objectives?: 1 | 2;
  readonly charts?: object;
}

/** The charts that are brushed by a drag over their plot. */
const BRUSHED: readonly Brushed[] = [
  { chart: "slice", axes: [["layers", /^5 – 6$/, /^4 – 6$/]], charts: { parameter: "layers" } },
  {
    chart: "contour",
    axes: [
      ["learning_rate", /^0\.01 – 0\.1$/, /^0\.00794 – 0\.1$/],
      ["layers", /^5 – 6$/, /^4 – 6$/],
    ],
    charts: { pair: ["learning_rate", "layers"] },
  },
  {
    chart: "rank",
    axes: [
      ["optimizer", /^"rmsprop"$/, /^"sgd", "rmsprop"$/],
      ["momentum", /^0\.74\d – 0\.99$/, /^0\.71\d – 0\.99$/],
    ],
    charts: { pair: ["optimizer", "momentum"] },
  },
  {
    chart: "front",
    axes: [
      ["accuracy", /^≥ 0\.9\d+$/, /^≥ 0\.9\d+$/],
      ["latency", /^≥ \d+(\.\d+)?$/, /^≥ \d+(\.\d+)?$/],
    ],
    objectives: 2,
  },
  { chart: "distribution", axes: [["accuracy", /^≥ 0\.9\d+$/, /^≥ 0\.9\d+$/]] },
];

/** A kept state in which these choices were made in the charts. */
function keptWith(charts: object): unknown {
  return { journal: JOURNAL, study: "digits", view: { charts } };
}

describe("every chart", () => {
  it("has a title, a legend, a sentence and the place of a keyboard", async () => {
    await open();
    for (const [id, expected] of SENTENCES) {
      await sentence(id, expected);
      expect(await chart(id).locator("h2").textContent(), id).not.toBe("");
      expect(await chart(id).locator(".legend li").count(), id).toBeGreaterThan(0);
      expect(await chart(id).locator("[tabindex='0']").count(), id).toBeGreaterThan(0);
    }
  });

  it("can be read as a table", async () => {
    await open();
    for (const [id, expected] of SENTENCES) {
      await sentence(id, expected);
      await turn(id).click();
      const twin = chart(id).getByRole("table");
      expect(await twin.locator("th").count(), id).toBeGreaterThan(1);
      expect(await twin.locator("tbody tr").count(), id).toBeGreaterThan(3);
      await turn(id).click();
      await twin.waitFor({ state: "detached" }).catch(() => twin.waitFor({ state: "hidden" }));
    }
  });

  it("becomes an SVG that depends on nothing else", async () => {
    await open();
    for (const [id, expected] of SENTENCES) {
      await sentence(id, expected);
      await chart(id)
        .getByRole("button", { name: /as SVG/ })
        .click();
      const file = await saved();
      expect(file).toMatchObject({ name: `digits-${id}.svg`, mime: "image/svg+xml" });
      const found = await panel.page.evaluate((text) => {
        const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
        return {
          name: root.nodeName,
          title: root.querySelector("title")?.textContent,
          texts: [...root.querySelectorAll("text")].map((text) => text.textContent),
          shapes: root.querySelectorAll("path,rect,image").length,
        };
      }, file.data as string);
      expect(found.name, id).toBe("svg");
      expect(found.title, id).toBe(await chart(id).locator("h2").textContent());
      expect(found.shapes, id).toBeGreaterThan(3);
      if (id === "parallel")
        expect(found.texts).toEqual(expect.arrayContaining(["learning_rate", "optimizer", "accuracy", "not set"]));
      expect(file.data, id).not.toMatch(/var\(|color-mix|class=|currentcolor|href="http|color\(srgb/i);
      await panel.page.evaluate(() => window.editor.sent.pop());
    }
  }, 60_000);

  it("becomes a PNG", async () => {
    await open();
    for (const [id, expected] of SENTENCES) {
      await sentence(id, expected);
      await chart(id)
        .getByRole("button", { name: /as PNG/ })
        .click();
      const file = await saved();
      expect(file).toMatchObject({ name: `digits-${id}.png`, mime: "image/png" });
      expect((file.data as string).slice(1, 4), id).toBe("PNG");
      const bytes = [...(file.data as string)].map((character) => character.charCodeAt(0));
      // The width stands behind the header's name: twice that of the page, for fine screens and print.
      expect(bytes[16]! * 2 ** 24 + bytes[17]! * 2 ** 16 + bytes[18]! * 2 ** 8 + bytes[19]!, id).toBeGreaterThan(700);
      await panel.page.evaluate(() => window.editor.sent.pop());
    }
  }, 60_000);

  it("says why it is not there where the study has nothing for it", async () => {
    await open({ curves: false });
    const absent = panel.page.locator(".gallery-absent");
    await expect
      .poll(() => absent.textContent())
      .toContain("Learning curves: no trial has reported values on the way.");
    expect(await absent.textContent()).toContain("Pareto front: it needs several objectives.");
    expect(await chart("curves").isVisible()).toBe(false);
    await panel.page.getByRole("button", { name: "Timeline", exact: true }).click();
    await expect.poll(() => chart("timeline").evaluate((node) => node.getBoundingClientRect().top)).toBeLessThan(900);
  });
});

describe("the charts together", () => {
  it("follow a brush on an axis, and so does the table", async () => {
    await open();
    await sentence("parallel");
    const axis = chart("parallel").getByRole("slider", { name: "momentum" });
    const box = (await axis.boundingBox())!;
    const x = box.x + box.width / 2;
    // From the foot of the axis, where "not set" has its slot.
    await panel.page.mouse.move(x, box.y + box.height - 26);
    await panel.page.mouse.down();
    await panel.page.mouse.move(x, box.y + box.height - 6, { steps: 4 });
    await panel.page.mouse.up();
    await expect.poll(() => axis.getAttribute("aria-valuetext")).toBe("not set");
    await sentence("parallel", /^\d+ of \d+ complete trials pass the filters/);
    expect((await panel.kept())?.view.selected ?? null).toBeNull();
    await panel.page.locator("#tab-trials").click();
    const shown = panel.page.locator('.grid-body .row:not([hidden]) .cell-parameter:has-text("sgd")');
    await expect.poll(() => shown.count()).toBe(0);
    await panel.page.locator("#tab-charts").click();
    // A press on the axis takes its brush back.
    await axis.click({ position: { x: box.width / 2, y: 20 } });
    await expect.poll(() => axis.getAttribute("aria-valuetext")).toBe("all values");
  });

  it("are brushed from the keyboard too: arrows move, Shift and Ctrl stretch, Escape clears", async () => {
    await open();
    await sentence("parallel");
    const axis = await brushed("parallel", "layers");
    await press(axis, [
      ["ArrowUp", "5 – 6"],
      ["Shift+ArrowDown", "5 – 5"],
      ["ArrowDown", "4 – 4"],
      ["Control+ArrowDown", "3 – 4"],
      ["PageDown", "2 – 3"],
      ["End", "5 – 6"],
      ["Control+Home", "1 – 6"],
      ["Escape", "all values"],
    ]);
  });

  it("walk through the lines of parallel coordinates from the best on, and select one from the keyboard", async () => {
    await open();
    await sentence("parallel");
    const [, best] = /the best of them is trial (\d+)/.exec(
      (await chart("parallel").locator(".chart-summary").textContent()) ?? "",
    )!;
    const list = chart("parallel").getByRole("listbox", { name: /^Parallel coordinates\./ });
    await list.focus();
    await panel.page.keyboard.press("Home");
    await expect.poll(() => list.getAttribute("aria-activedescendant")).toBe(`parallel-line-${best}`);
    expect(await chart("parallel").getByRole("option").getAttribute("aria-label")).toMatch(`Trial ${best}, complete`);
    expect(await chart("parallel").locator(".stroke-hovered").first().getAttribute("d")).toMatch(/^M/);
    expect(await chart("parallel").locator(".tooltip:visible").textContent()).toContain(`Trial ${best}`);
    await panel.page.keyboard.press("Enter");
    await expect.poll(async () => (await panel.kept())?.view.selected).toBe(Number(best));
    await expect.poll(() => chart("parallel").locator(".stroke-selected").isVisible()).toBe(true);
  });

  it("choose the trials without a value below the low end of an axis, from the keyboard", async () => {
    await open();
    await sentence("parallel");
    const axis = await brushed("parallel", "momentum");
    await press(axis, [
      ["ArrowDown", /^0 – 0\.24\d$/],
      ["ArrowDown", "not set"],
      ["ArrowDown", "not set"],
      ["ArrowUp", /^0 – 0\.24\d$/],
      ["Delete", "all values"],
    ]);
  });

  it.each(BRUSHED)("are brushed in the chart $chart by its axes, from the keyboard alone", async (options) => {
    const { chart: id, axes, objectives = 1, charts = {} } = options;
    await open({ objectives }, { kept: keptWith(charts) });
    await sentence(id, objectives === 1 ? said(id) : /on the front/);
    // Into the chart, and from its list of trials on to its axes.
    await chart(id).getByRole("listbox").focus();
    for (const [name, first, next] of axes) {
      await panel.page.keyboard.press("Tab");
      const axis = chart(id).getByRole("slider", { name });
      await expect.poll(() => axis.evaluate((node) => node === document.activeElement)).toBe(true);
      await press(axis, [
        ["ArrowUp", first],
        ["Control+ArrowLeft", next],
      ]);
      expect(await chart(id).locator(".chart-hint:visible").textContent()).toMatch(
        /Arrows brush, Shift moves the upper end/,
      );
    }
    const strip = panel.page.locator(".filter-strip");
    for (const [name] of axes) await expect.poll(() => strip.textContent()).toMatch(new RegExp(`${name}(:| ≥)`));
    await expect.poll(() => live()).toMatch(/^\d+ of 300 trials pass the filters: /);
    await expect.poll(() => chart(id).locator(".chart-stage .brush-kept").isVisible()).toBe(true);
    for (const _ of axes) {
      await panel.page.keyboard.press("Escape");
      await panel.page.keyboard.press("Shift+Tab");
    }
    await strip.waitFor({ state: "hidden" });
    await expect.poll(live).toBe("All 300 trials pass.");
    await expect.poll(() => chart(id).locator(".chart-stage .brush-kept").isVisible()).toBe(false);
  });

  it("follow keys that come faster than the charts are drawn anew", async () => {
    await open({ objectives: 2 }, { kept: keptWith({}) });
    await sentence("front", /on the front/);
    const said = await chart("front")
      .getByRole("slider", { name: "accuracy" })
      .evaluate(async (axis) => {
        const press = (key: string, ctrlKey: boolean) =>
          axis.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
        const texts = [];
        for (const [key, ctrl] of [
          ["ArrowUp", false],
          ["ArrowLeft", true],
        ] as const) {
          press(key, ctrl);
          // A change of theme draws the chart at once, with the filters that the page was last drawn with.
          document.body.setAttribute("data-vscode-theme-id", key);
          await Promise.resolve();
          texts.push(axis.getAttribute("aria-valuetext"));
        }
        return texts;
      });
    expect(said).toEqual([expect.stringMatching(/^≥ 0\.9\d+$/), expect.stringMatching(/^≥ 0\.9\d+$/)]);
    expect(said[1]).not.toBe(said[0]);
  });

  it("are brushed in the history too, where the table below follows", async () => {
    await open();
    await panel.page.locator("#tab-overview").click();
    const stage = chart("history").getByRole("listbox");
    await stage.focus();
    await panel.page.keyboard.press("Tab");
    await press(chart("history").getByRole("slider", { name: "Trial" }), [
      ["Home", /^0 – \d+$/],
      ["Shift+ArrowLeft", /^0 – \d+$/],
    ]);
    await panel.page.keyboard.press("Tab");
    await press(chart("history").getByRole("slider", { name: "accuracy" }), [["End", /^≥ 0\.\d+$/]]);
    const count = panel.page.locator(".toolbar [role='status']");
    await expect.poll(() => count.textContent()).toMatch(/^\d+ of 300$/);
    await expect.poll(() => panel.page.locator(".chip-text").allTextContents()).toHaveLength(2);
    // A drag takes the place of both.
    const box = (await stage.boundingBox())!;
    await panel.page.mouse.move(box.x + box.width * 0.3, box.y + 40);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + box.width * 0.5, box.y + 120, { steps: 4 });
    await panel.page.mouse.up();
    const trials = chart("history").getByRole("slider", { name: "Trial" });
    await expect.poll(() => trials.getAttribute("aria-valuetext")).not.toMatch(/^0 –/);
    expect(await panel.page.locator(".chip-text").count()).toBe(2);
  });

  it("take in what lies beyond an axis where a brush goes to its end", async () => {
    await open();
    await sentence("parallel");
    const [complete] = /^\d+/.exec((await chart("parallel").locator(".chart-summary").textContent()) ?? "") ?? [];
    await sentence("distribution");
    const axis = await brushed("distribution", "accuracy");
    await panel.page.keyboard.press("End");
    await panel.page.keyboard.press("Control+Home");
    await expect.poll(live).toMatch(new RegExp(`^${complete} of 300 trials pass`));
    expect(await axis.getAttribute("aria-valuetext")).toBe("any number");
  });

  it("say what passes where somebody brushes, and not with every trial that comes in", async () => {
    await open();
    await sentence("slice");
    await brushed("slice", /./);
    await panel.page.keyboard.press("ArrowUp");
    await expect.poll(live).toMatch(/^\d+ of 300 trials pass/);
    const said = await live();
    await panel.send(lines(richStudy({ trials: 320 }), true));
    await expect.poll(() => panel.page.locator(".filter-strip").textContent()).toMatch(/^\d+ of 320 trials pass/);
    expect(await live()).toBe(said);
  });

  it("leave the axes to those who look at a plot, not at a table", async () => {
    await open();
    await sentence("slice");
    await turn("slice").click();
    await chart("slice").getByRole("table").waitFor();
    expect(await chart("slice").getByRole("slider").count()).toBe(0);
    await turn("slice").click();
    await expect.poll(() => chart("slice").getByRole("slider").count()).toBe(1);
  });

  it.each(THEMES.map(({ name }) => name))(
    "show which axis has the focus, and where it is brushed: %s",
    async (theme) => {
      await open({ trials: 30, curves: false }, { theme });
      await sentence("slice", /./);
      const axis = chart("slice").getByRole("slider");
      await chart("slice").getByRole("listbox").focus();
      await panel.page.keyboard.press("Tab");
      await panel.page.keyboard.press("ArrowUp");
      await expect.poll(() => axis.locator(".brush-range").isVisible()).toBe(true);
      const look = await axis.evaluate((node) => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node);
        return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth), seen: !/, 0\)$/.test(outlineColor) };
      });
      expect(look).toMatchObject({ outlineStyle: "solid", seen: true });
      expect(look.outlineWidth).toBeGreaterThanOrEqual(1);
    },
  );

  it("brush by a drag over a plot, and clear all at once", async () => {
    await open();
    await sentence("distribution");
    const stage = chart("distribution").locator(".chart-stage");
    const box = (await stage.boundingBox())!;
    await panel.page.mouse.move(box.x + box.width * 0.8, box.y + 120);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + box.width - 16, box.y + 140, { steps: 5 });
    await panel.page.mouse.up();
    const strip = panel.page.locator(".filter-strip");
    await expect.poll(() => strip.textContent()).toMatch(/\d+ of 300 trials pass the filters: accuracy: 0\.9/);
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { filters: unknown[] } };
      return view?.filters.length === 1;
    });
    await panel.page.getByRole("button", { name: "Clear filters" }).click();
    await strip.waitFor({ state: "hidden" });
  });

  it("select a trial for each other from the keyboard", async () => {
    await open();
    await sentence("ranking");
    const stage = panel.page.getByRole("listbox", { name: /^The best trials in order/ });
    await stage.focus();
    await panel.page.keyboard.press("End");
    const active = await stage.getAttribute("aria-activedescendant");
    const best = Number(active!.split("-").at(-1));
    await panel.page.keyboard.press("Enter");
    await expect.poll(() => chart("ranking").locator(".halo-selected").isVisible()).toBe(true);
    await sentence("slice");
    await expect.poll(() => chart("slice").locator(".halo-selected").isVisible()).toBe(true);
    await panel.page.locator("#tab-trials").click();
    await panel.page.locator(`[data-trial="${best}"][aria-selected="true"]`).waitFor();
  });

  it("keep what was chosen over a reload, which of them are tables, and the place of the page", async () => {
    await open();
    await choose("slice", "Parameter of the slice", "dropout");
    await sentence("slice", /dropout is /);
    await choose("contour", "Parameter across", "layers");
    await sentence("rank", /of all: layers /);
    for (const id of ["contour", "rank"]) await turn(id).click();
    // One is turned back: it is to be a chart again.
    await turn("contour").click();
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { top: number; charts: { tables: readonly string[] } } };
      return view?.charts.tables.join() === "rank" && view.top > 0;
    });
    const kept = await panel.kept();
    expect(kept?.view.charts).toMatchObject({ parameter: "dropout", pair: ["layers", expect.any(String)] });
    panel = await panels.open({ kept });
    await panel.send(opening(), lines(richStudy(), true));
    await chart("rank").getByRole("table").waitFor();
    expect(await turn("rank").getAttribute("aria-pressed")).toBe("true");
    expect(await chart("rank").locator("th").nth(2).textContent()).toBe("layers");
    const top = await panel.page.locator("main.page").evaluate((page) => page.scrollTop);
    // What is drawn above moves the page by a line or two.
    expect(Math.abs(top - kept!.view.top)).toBeLessThan(60);
    await sentence("contour");
    expect(await chart("contour").getByRole("table").count()).toBe(0);
    await sentence("slice", /dropout is /);
    await turn("rank").click();
    await expect.poll(() => chart("rank").locator(".marks path").first().isVisible()).toBe(true);
  });
});

describe("importances", () => {
  it("are worked out by either method, and name what matters most", async () => {
    await open();
    await panel.page.locator("#tab-overview").click();
    await sentence("importances", /matters most for being among the best trials/);
    expect(await chart("importances").getByRole("listitem").count()).toBe(7);
    await chart("importances").getByRole("combobox").click();
    await panel.page.getByRole("option", { name: "For all values" }).click();
    await sentence(
      "importances",
      /^learning_rate matters most for the variation of accuracy over the space: [5-9]\d %/,
    );
  });

  it("lead to the slice of a parameter, by a press and from the keyboard", async () => {
    await open({}, { reducedMotion: true });
    await panel.page.locator("#tab-overview").click();
    await sentence("importances", /matters most/);
    await chart("importances")
      .getByRole("button", { name: /^dropout / })
      .click();
    await sentence("slice", /dropout is /);
    await expect
      .poll(() =>
        chart("slice")
          .getByRole("listbox")
          .evaluate((node) => node === document.activeElement),
      )
      .toBe(true);
    const top = () => chart("slice").evaluate((node) => node.getBoundingClientRect().top);
    await expect.poll(top).toBeLessThan(120);
    await panel.page.locator("#tab-overview").click();
    await chart("importances")
      .getByRole("button", { name: /^units / })
      .press("Enter");
    await sentence("slice", /units is /);
  });

  it("lead there, too, where trials come in between the two halves of a press", async () => {
    const text = richStudy();
    const cut = text.lastIndexOf("\n", text.length * 0.95) + 1;
    panel = await panels.open({ reducedMotion: true });
    await panel.send(opening(), lines(text.slice(0, cut)));
    await sentence("importances", /matters most/);
    const row = chart("importances").getByRole("button", { name: /^units / });
    const before = await chart("importances").locator(".chart-summary").textContent();
    await row.hover();
    await panel.page.mouse.down();
    await panel.send(lines(text.slice(cut)));
    await expect.poll(() => chart("importances").locator(".chart-summary").textContent()).not.toBe(before);
    await panel.page.mouse.up();
    await sentence("slice", /units is /);
  });

  it("are renewed once trials have come in", async () => {
    await open({ trials: 40 });
    await panel.page.locator("#tab-overview").click();
    await sentence("importances", /matters most/);
    const before = await chart("importances").locator(".chart-summary").textContent();
    await panel.send(lines(richStudy({ trials: 300 }), true));
    await expect.poll(() => chart("importances").locator(".chart-summary").textContent()).not.toBe(before);
  });

  it("caution against few trials", async () => {
    await open({ trials: 4, curves: false });
    await panel.page.locator("#tab-overview").click();
    await sentence("importances", /complete trials for 7 parameters: .* little more than a guess/);
  });
});

describe("the Pareto front", () => {
  it("is drawn as a line between two objectives", async () => {
    await open({ objectives: 2 });
    await sentence("front", /^\d+ of \d+ complete trials are on the front: accuracy from .*, latency from /);
    expect(await chart("front").locator(".line-best").first().getAttribute("d")).toMatch(/^M.*H.*V/);
    expect(await chart("front").locator(".axis-label").first().textContent()).toBe("accuracy (higher is better)");
    await expect
      .poll(() => panel.page.locator(".gallery-absent").textContent())
      .toContain("Best trials: several objectives");
  });

  it("shows a third objective by shades, and any two of three", async () => {
    await open({ objectives: 3 });
    await sentence("front", /size from /);
    expect(await chart("front").locator(".legend").textContent()).toContain("On the front, best size");
    const legend = () => chart("front").locator(".legend").textContent();
    await choose("front", "Value upwards", "size");
    await expect.poll(legend).toContain("On the front, best latency");
    // The other one gives way to a value that both would have.
    await choose("front", "Value across", "size");
    const axes = () => chart("front").locator(".axis-label").allTextContents();
    const exchanged = ["size (lower is better)", "accuracy (higher is better)"];
    await expect.poll(axes).toEqual(exchanged);
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { charts: { front: unknown } } };
      return JSON.stringify(view?.charts.front) === "[2,0]";
    });
    const kept = await panel.kept();
    panel = await panels.open({ kept });
    await panel.send(opening(), lines(richStudy({ objectives: 3 }), true));
    await expect.poll(axes).toEqual(exchanged);
    await expect.poll(legend).toContain("On the front, best latency");
  });
});

describe("the ranks over two parameters", () => {
  const colours = () =>
    panel.page.evaluate(() => {
      const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
      const drawn = (colour: string): readonly number[] => {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const computed = (variable: string): readonly number[] => {
        const probe = document.createElement("i");
        probe.style.color = `var(${variable})`;
        document.body.append(probe);
        const { color } = getComputedStyle(probe);
        probe.remove();
        return drawn(color);
      };
      return {
        paper: computed("--paper"),
        outline: computed("--mark-complete"),
        steps: Array.from({ length: 9 }, (_, step) => computed(`--scale-${step}`)),
      };
    });

  it.each(THEMES.map(({ name }) => name))(
    "have colours in even steps, and an outline that is seen: %s",
    async (theme) => {
      await open({ trials: 20, curves: false }, { theme });
      const { paper, outline, steps } = await colours();
      const labs = steps.map(oklab);
      const strides = labs.slice(1).map((lab, i) => distance(lab, labs[i]!));
      const mean = strides.reduce((sum, stride) => sum + stride, 0) / strides.length;
      expect(mean).toBeGreaterThan(0.04);
      for (const stride of strides) expect(Math.abs(stride / mean - 1)).toBeLessThan(0.1);
      const away = labs.map((lab) => distance(lab, oklab(paper)));
      expect(away).toEqual([...away].sort((a, b) => b - a));
      expect(contrast(outline, paper)).toBeGreaterThan(2.5);
    },
  );

  it("are told by size too, and in words: the tooltip, the name of a point, and a table from the best on", async () => {
    await open();
    await sentence("rank");
    const stage = panel.page.getByRole("listbox", { name: /^Trials over two parameters, by their rank/ });
    await stage.focus();
    await panel.page.keyboard.press("Home");
    const active = panel.page.locator(`#${await stage.getAttribute("aria-activedescendant")}`);
    const name = await active.getAttribute("aria-label");
    const [, position, count] = /^Rank (\d+) of (\d+), Trial \d+, complete, accuracy/.exec(name ?? "") ?? [];
    expect(Number(position)).toBeGreaterThan(0);
    expect(await chart("rank").locator(".tooltip dl").textContent()).toMatch(`Rank${position} of ${count}accuracy`);
    await turn("rank").click();
    const rows = chart("rank").locator("tbody tr");
    const [first = [], second = []] = await Promise.all(
      [0, 1].map((row) => rows.nth(row).locator("td").allTextContents()),
    );
    expect([first[0], second[0]]).toEqual(["1", "2"]);
    expect(Number(first[4])).toBeGreaterThanOrEqual(Number(second[4]));
    expect(await rows.count()).toBe(Number(count));
  });

  it("are of the same two parameters as the contour, whichever of them is asked", async () => {
    await open();
    await sentence("rank");
    await choose("rank", "Parameter across", "optimizer");
    await sentence("rank", /of all: optimizer "sgd"/);
    await expect.poll(() => chart("contour").locator(".axis-label").first().textContent()).toBe("optimizer");
    await choose("contour", "Parameter upwards", "units");
    await sentence("rank", /of all: optimizer "sgd".*, units \d/);
  });

  it("filter by both parameters with one drag", async () => {
    await open({}, { kept: keptWith({ pair: ["learning_rate", "momentum"] }) });
    await sentence("rank", /of all: learning_rate .*, momentum /);
    const stage = chart("rank").locator(".chart-stage");
    const box = (await stage.boundingBox())!;
    await panel.page.mouse.move(box.x + box.width * 0.4, box.y + 40);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + box.width * 0.8, box.y + 120, { steps: 5 });
    await panel.page.mouse.up();
    const strip = panel.page.locator(".filter-strip");
    await expect.poll(() => strip.textContent()).toMatch(/trials pass the filters: learning_rate: .* · momentum: 0\./);
    await sentence("rank", /^\d+ of \d+ complete trials pass the filters; the best tenth of all: /);
    expect(await chart("rank").locator(".legend").textContent()).toContain("Filtered out");
  });
});

describe("the comparison of studies", () => {
  it("asks for studies, follows their journals, and says how they compare", async () => {
    await open({ trials: 80 });
    await chart("comparison").scrollIntoViewIfNeeded();
    await chart("comparison").getByRole("button", { name: "Choose studies…" }).click();
    await panel.page.waitForFunction(() => window.editor.sent.at(-1)?.type === "compare");
    expect((await panel.sent()).at(-1)).toEqual({ type: "compare", chosen: [] });
    const place = { journal: "/studies/other.journal.log", study: "other" };
    await panel.send({ type: "compared", studies: [place] });
    await panel.page.waitForFunction(() => window.editor.sent.at(-1)?.type === "follow");
    expect((await panel.sent()).at(-1)).toEqual({ type: "follow", journals: [place.journal] });
    await sentence("comparison", /other is being read/);
    const text = richStudy({ name: "other", trials: 60, seed: "another" });
    await panel.send({ type: "other", journal: place.journal, restart: true, text });
    await sentence("comparison", /^The best values: digits 0\.9\d+, other 0\.9\d+\./);
    expect(await chart("comparison").locator(".line-end").allTextContents()).toHaveLength(2);
    await panel.send({ type: "otherUnreadable", journal: place.journal, message: "It is gone." });
    await sentence("comparison", /other: It is gone\./);
    await chart("comparison").getByRole("button", { name: "Clear" }).click();
    await panel.page.waitForFunction(() => {
      const last = window.editor.sent.at(-1);
      return last?.type === "follow" && last.journals.length === 0;
    });
  });

  it("does not compare what goes another way, and says so", async () => {
    await open({ trials: 20 });
    const place = { journal: "/studies/other.journal.log", study: "other" };
    await panel.send({ type: "compared", studies: [place] });
    await panel.page.waitForFunction(() => window.editor.sent.at(-1)?.type === "follow");
    const text = richStudy({ name: "other", trials: 20, objectives: 2 });
    await panel.send({ type: "other", journal: place.journal, restart: true, text });
    await sentence("comparison", /other has other directions\./);
  });
});
