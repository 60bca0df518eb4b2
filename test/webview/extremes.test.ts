import { describe, expect, it } from "vitest";
import type { TestPanel } from "./harness.js";
import { JOURNAL, lines, opening } from "./messages.js";
import { ODD_NAMES, type OddKind, oddStudy } from "./odd-study.js";
import { THEMES } from "./themes.js";
import { usePanels } from "./use-panels.js";

const panels = usePanels();
let panel: TestPanel;

interface Look {
  readonly kind: OddKind;
  readonly trials: number;
  readonly width: number;
  readonly theme: string;
  readonly view?: object;
}

/** Where pictures go, for somebody who wants to look at them. */
const PICTURES = process.env.HYPERLENS_PICTURES;
const LONG = { charts: { pair: [ODD_NAMES.strength, ODD_NAMES.optimiser], parameter: ODD_NAMES.optimiser } };
/** Each width of a panel, and each theme, at least once. */
const LOOKS: readonly Look[] = [
  { kind: "plain", trials: 300, width: 420, theme: "light", view: LONG },
  { kind: "plain", trials: 1, width: 420, theme: "dark" },
  { kind: "plain", trials: 30, width: 1600, theme: "dark", view: LONG },
  { kind: "equal", trials: 30, width: 900, theme: "light" },
  { kind: "tiny", trials: 30, width: 420, theme: "high-contrast", view: LONG },
  { kind: "huge", trials: 3, width: 900, theme: "high-contrast-light" },
  { kind: "wide", trials: 300, width: 900, theme: "light", view: { logScale: true } },
  { kind: "negative", trials: 30, width: 1600, theme: "high-contrast" },
  { kind: "failed", trials: 3, width: 420, theme: "dark" },
];

/** Opens the study in a window so tall that every chart is drawn. */
async function open({ kind, trials, width, theme, view = {} }: Look, tab: "overview" | "charts"): Promise<void> {
  const kept = { journal: JOURNAL, study: "digits", view: { ...view, tab } };
  panel = await panels.open({ width, theme, height: width < 500 ? 5600 : 3400, kept });
  await panel.send(opening(), lines(oddStudy(kind, trials), true));
  await panel.page.locator("h1:visible", { hasText: "digits" }).waitFor();
  // A chart that is drawn has a sentence, or a note in its place.
  await expect
    .poll(() =>
      panel.page.evaluate(
        () =>
          [...document.querySelectorAll(".chart")].filter((chart) => {
            if (!chart.checkVisibility() || chart.id === "chart-comparison") return false;
            const said = chart.querySelector(".chart-summary")?.textContent ?? "";
            const note = chart.querySelector(".chart-note:not([hidden])")?.textContent ?? "";
            return said.includes("model is being made") || note.startsWith("Working") || said + note === "";
          }).length,
      ),
    )
    .toBe(0);
}

/** Texts of charts that end outside of their picture, or cover a neighbour on the same axis. */
async function misplaced(): Promise<readonly string[]> {
  return panel.page.evaluate(() => {
    const wrong: string[] = [];
    for (const chart of document.querySelectorAll(".chart")) {
      const svg = chart.querySelector(".chart-svg");
      if (svg === null || !chart.checkVisibility() || chart.classList.contains("chart-vacant")) continue;
      const stage = svg.getBoundingClientRect();
      const say = (text: Element, why: string) => wrong.push(`${chart.id}: “${text.textContent}” ${why}`);
      for (const text of svg.querySelectorAll("text")) {
        if (!text.checkVisibility() || text.textContent === "") continue;
        const box = text.getBoundingClientRect();
        if (box.left < stage.left - 1 || box.right > stage.right + 1) say(text, "is cut off at the side");
        if (box.top < stage.top - 1 || box.bottom > stage.bottom + 1) say(text, "is cut off above or below");
      }
      for (const axis of ["axis-x", "axis-y"]) {
        const boxes = [...svg.querySelectorAll(`.${axis} .tick text`)].map((text) => text.getBoundingClientRect());
        const [from, to] = axis === "axis-x" ? (["left", "right"] as const) : (["top", "bottom"] as const);
        boxes.sort((a, b) => a[from] - b[from]);
        if (boxes.some((box, i) => i > 0 && box[from] < boxes[i - 1]![to] - 1))
          wrong.push(`${chart.id}: ${axis} is crowded`);
      }
      const titles = [...svg.querySelectorAll(".parallel-title")].map((text) => text.getBoundingClientRect());
      titles.sort((a, b) => a.left - b.left);
      if (titles.some((box, i) => i > 0 && box.left < titles[i - 1]!.right)) wrong.push(`${chart.id}: titles touch`);
    }
    return wrong;
  });
}

/** Charts whose buttons have left the line of the title, and parts of the page that it is too narrow for. */
async function untidy(): Promise<readonly string[]> {
  return panel.page.evaluate(() => {
    const charts = [...document.querySelectorAll(".chart")].filter((chart) => chart.checkVisibility());
    const astray = charts.filter((chart) => {
      const [title, exports] = ["h2", ".chart-exports"].map((part) =>
        chart.querySelector(part)!.getBoundingClientRect(),
      );
      return Math.abs(title!.top + title!.bottom - exports!.top - exports!.bottom) > 6;
    });
    const wide = [...document.querySelectorAll(".chart .section-header *, .legend")].filter((part) => {
      return part.checkVisibility() && part.getBoundingClientRect().right > innerWidth;
    });
    return [
      ...astray.map(({ id }) => `${id}: its buttons stand below its title`),
      ...wide.map(({ className }) => `${className} is wider than the page`),
    ];
  });
}

describe.each(LOOKS)("$trials trials with $kind values, $width pixels wide, $theme,", (look) => {
  it.each(["overview", "charts"] as const)("have their charts whole and tidy: %s", async (tab) => {
    await open(look, tab);
    const { kind, trials, width, theme } = look;
    if (PICTURES !== undefined) {
      await panel.page.screenshot({ path: `${PICTURES}/${tab}-${kind}-${trials}-${width}-${theme}.png` });
    }
    expect(await misplaced()).toEqual([]);
    expect(await untidy()).toEqual([]);
  });
});

describe("the looks", () => {
  it("are of every theme, and of every width", () => {
    expect(new Set(LOOKS.map(({ theme }) => theme))).toEqual(new Set(THEMES.map(({ name }) => name)));
    expect(new Set(LOOKS.map(({ width }) => width))).toEqual(new Set([420, 900, 1600]));
  });
});

describe("a study without a complete trial", () => {
  it("says so in each chart once, and keeps little room for it", async () => {
    await open({ kind: "failed", trials: 3, width: 900, theme: "dark" }, "charts");
    const vacant = panel.page.locator(".chart-vacant:visible");
    expect(await vacant.count()).toBe(7);
    for (const chart of await vacant.all()) {
      expect(await chart.innerText()).not.toMatch(/passes|pass the filters|Best\n/);
      expect((await chart.locator(".chart-stage").boundingBox())!.height).toBeLessThan(140);
      expect(await chart.locator(".legend").isVisible()).toBe(false);
    }
  });

  it("has no numbers on the axis of values", async () => {
    await open({ kind: "failed", trials: 3, width: 900, theme: "dark" }, "overview");
    expect(await panel.page.locator("#chart-history .axis-y text").count()).toBe(0);
    expect(await panel.page.locator("#chart-history .axis-x text").count()).toBeGreaterThan(2);
  });
});
