import { describe, expect, it } from "vitest";
import type { TestPanel } from "./harness.js";
import { JournalText } from "./journal-text.js";
import { usePanels } from "./use-panels.js";

/** Characters of a message, about as many as the extension sends at once. */
const CHUNK = 1 << 18;

const panels = usePanels();
let panel: TestPanel;

function journalOf(count: number): string {
  const journal = new JournalText();
  const parts = [journal.study({ total: count })];
  for (let i = 0; i < count; i++) {
    const value = 0.9 - 0.5 * Math.abs(Math.sin(i * 12.9898)) ** 2;
    const state = i % 17 === 16 ? "failed" : i % 11 === 10 ? "pruned" : "complete";
    const params = { rate: 10 ** (-5 * Math.abs(Math.sin(i * 78.233))), units: 8 + (i % 249), model: i % 2 };
    parts.push(
      journal.trial({ state, params, baseline: i === 0, ...(state === "complete" ? { values: [value] } : {}) }),
    );
  }
  return parts.join("");
}

interface Opening {
  readonly first: number;
  readonly whole: number;
  readonly longest: number;
}

/** Sends a journal and measures in the page: milliseconds to the first rows, to the last, and the longest freeze. */
async function open(text: string, count: number): Promise<Opening> {
  panel = await panels.open();
  return panel.page.evaluate(
    async ({ text, count, size }) => {
      let longest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
      }).observe({ entryTypes: ["longtask"] });
      const start = performance.now();
      const status = { running: false, annotated: true, note: null };
      window.postMessage({ type: "open", version: 1, journal: "/j.log", study: "digits", status }, "*");
      for (let at = 0; at < text.length; at += size) {
        window.postMessage(
          { type: "lines", restart: at === 0, more: at + size < text.length, text: text.slice(at, at + size) },
          "*",
        );
      }
      const rows = (): number => Number(document.querySelector(".grid")?.getAttribute("aria-rowcount") ?? 0) - 1;
      let first = 0;
      return new Promise<Opening>((resolve) => {
        const look = (): void => {
          const now = performance.now() - start;
          if (first === 0 && rows() > 0) first = now;
          if (rows() === count) resolve({ first, whole: now, longest });
          else requestAnimationFrame(look);
        };
        look();
      });
    },
    { text, count, size: CHUNK },
  );
}

describe("a large study", () => {
  it("of 10,000 trials opens at once, and the page answers meanwhile", async () => {
    const opening = await open(journalOf(10_000), 10_000);
    const { first, whole, longest } = opening;
    console.log(
      `10,000 trials: first rows after ${first.toFixed(0)} ms, all after ${whole.toFixed(0)} ms, longest task ${longest.toFixed(0)} ms`,
    );
    // How fast is printed, not tested: that says more of the machine than of the page.
    expect(first).toBeLessThanOrEqual(whole);
    expect(await panel.page.locator("#chart-history .chart-canvas").isVisible()).toBe(true);
  }, 60_000);

  it("of 50,000 trials scrolls with a handful of rows, and sorts", async () => {
    await open(journalOf(50_000), 50_000);
    // The page's own part of a frame, layout included. The fastest tells what it costs, whatever else the machine does.
    const frames = await panel.page.evaluate(() => {
      const grid = document.querySelector(".grid")!;
      const times: number[] = [];
      for (let i = 0; i < 200; i++) {
        const start = performance.now();
        grid.scrollTop += 777;
        grid.dispatchEvent(new Event("scroll"));
        grid.getBoundingClientRect();
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b);
    });
    const elements = await panel.page.locator(".grid-body .row").count();
    const memory = await panel.page.evaluate(async () => {
      const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } };
      return memory.usedJSHeapSize / 2 ** 20;
    });
    console.log(
      `50,000 trials: a scrolled frame takes ${frames[20]!.toFixed(1)} ms (10 %), ${frames[100]!.toFixed(1)} ms (median); ` +
        `${elements} rows in the page; heap ${memory.toFixed(0)} MB`,
    );
    expect(elements).toBeLessThan(80);
    await panel.page.getByRole("columnheader", { name: "accuracy" }).click();
    await panel.page.locator('[aria-sort="ascending"]', { hasText: "accuracy" }).waitFor();
  }, 120_000);

  it("of 50,000 trials has its charts drawn from a part, which they say, and its page answers meanwhile", async () => {
    await open(journalOf(50_000), 50_000);
    const times = await panel.page.evaluate(async () => {
      const tasks: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ entryTypes: ["longtask"] });
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const start = performance.now();
      document.querySelector<HTMLElement>("#tab-charts")!.click();
      while (document.querySelector("#chart-parallel .chart-summary")!.textContent === "") await frame();
      const first = performance.now() - start;
      const charts = [...document.querySelectorAll<HTMLElement>(".gallery-charts > .chart:not([hidden])")];
      for (const chart of charts.filter(({ id }) => id !== "chart-comparison")) {
        chart.scrollIntoView();
        while (chart.querySelector(".chart-summary")!.textContent === "") await frame();
      }
      return { first, all: performance.now() - start, longest: Math.max(0, ...tasks) };
    });
    console.log(
      `50,000 trials: the first chart after ${times.first.toFixed(0)} ms, all after ${times.all.toFixed(0)} ms, ` +
        `longest task ${times.longest.toFixed(0)} ms`,
    );
    expect(await panel.page.locator("#chart-parallel .chart-summary").textContent()).toMatch(
      /of which 1,500 are drawn/,
    );
    // What is out of sight is not drawn anew when its model has learnt.
    await panel.page.locator("#chart-contour").scrollIntoViewIfNeeded();
    await panel.page.waitForFunction(() =>
      document.querySelector("#chart-contour .chart-summary")!.textContent!.includes("The model expects"),
    );
  }, 120_000);
});
