import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongByAxe } from "./axe.js";
import { type PanelHost, startPanelHost, type TestPanel } from "./harness.js";
import { JournalText } from "./journal-text.js";
import { IDLE, lines, opening } from "./messages.js";
import { richStudy } from "./rich-study.js";
import { THEMES } from "./themes.js";

const TRIALS = 300;

let host: PanelHost;
beforeAll(async () => {
  host = await startPanelHost();
}, 300_000);
afterAll(() => host.close());

/** A study of 300 trials in every state, with folds, failures and a baseline. */
function single(): string {
  const journal = new JournalText();
  const text = journal.study({ total: TRIALS });
  const trials = Array.from({ length: TRIALS }, (_, i) => {
    const params = { rate: 10 ** -(1 + ((i * 7) % 40) / 10), units: 8 + ((i * 31) % 248), model: i % 2 };
    if (i % 23 === 22) return journal.trial({ state: "failed", failure: "ValueError: it went wrong", params });
    if (i % 11 === 3) return journal.trial({ state: "pruned", params });
    const value = 0.5 + 0.4 * Math.abs(Math.sin(i));
    const folds = i % 5 === 0 ? { folds: [value - 0.02, value, value + 0.02] } : {};
    return journal.trial({ values: [value], params, baseline: i === 0, ...folds });
  });
  return text + trials.join("") + journal.trial({ state: "running" }) + journal.trial({ state: "waiting" });
}

/** A study of 300 trials with two directions. */
function several(): string {
  const journal = new JournalText();
  const text = journal.study({ directions: ["maximize", "minimize"], metrics: ["accuracy", "seconds"], total: TRIALS });
  const trials = Array.from({ length: TRIALS }, (_, i) => {
    const angle = (i * 0.618 * Math.PI) / 2;
    const params = { rate: 10 ** -(1 + (i % 40) / 10), units: 8 + (i % 248), model: i % 2 };
    return journal.trial({ values: [Math.abs(Math.sin(angle)), 1 + Math.abs(Math.cos(angle)) * 3], params });
  });
  return text + trials.join("");
}

async function shown(text: string): Promise<TestPanel> {
  const panel = await host.open({ width: 1100, height: 1000 });
  await panel.send(opening({ ...IDLE, note: "The last run was cut off." }), lines(text, true));
  await panel.page.locator("h1:visible", { hasText: "digits" }).waitFor();
  return panel;
}

/** Every view by the names of the tabs that lead there, opened one after another, with what is wrong in each. */
async function wrongIn(panel: TestPanel): Promise<Readonly<Record<string, readonly string[]>>> {
  const wrong: Record<string, readonly string[]> = { first: await violations(panel) };
  const seen = new Set<string>();
  // Opening a tab may bring further tabs into view.
  for (;;) {
    const names = await tabs(panel);
    const next = names.findIndex((name) => !seen.has(name));
    if (next < 0) break;
    const name = names[next]!;
    seen.add(name);
    const tab = panel.page.locator('[role="tab"]:visible').nth(next);
    await tab.click();
    await panel.page.waitForFunction((at) => {
      const all = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].filter((one) => one.checkVisibility());
      return all[at]?.getAttribute("aria-selected") === "true";
    }, next);
    wrong[name] = await violations(panel);
  }
  return wrong;
}

async function tabs(panel: TestPanel): Promise<string[]> {
  return panel.page
    .locator('[role="tab"]:visible')
    .evaluateAll((all) =>
      all.map(
        (tab) => `${tab.closest('[role="tablist"]')?.getAttribute("aria-label") ?? ""} › ${tab.textContent?.trim()}`,
      ),
    );
}

/** What axe finds in each theme: rule, place, and why. */
async function violations(panel: TestPanel): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { name } of THEMES) {
    await panel.dress(name);
    // What is drawn in frames to come belongs to the view, too.
    await panel.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    for (const found of await wrongByAxe(panel, null)) wrong.push(`${name}, ${found}`);
  }
  return wrong;
}

describe("every view of a study of 300 trials, in every theme,", () => {
  it("is accessible by axe's rules", async () => {
    const panel = await shown(single());
    const wrong = await wrongIn(panel);
    expect(wrong).toEqual(Object.fromEntries(Object.keys(wrong).map((view) => [view, []])));
  });

  it("is accessible with a failed trial opened, a menu, a filter and a comparison", async () => {
    const panel = await shown(single());
    const table = panel.page.getByRole("tab", { name: /trials/i });
    if ((await table.count()) > 0) await table.first().click();
    await panel.page.evaluate(() => {
      document.querySelector(".grid")!.scrollTop = 0;
    });
    await panel.page.locator('[data-trial="298"]').click();
    await panel.page.getByRole("complementary").getByText("ValueError: it went wrong").first().waitFor();
    await panel.send(
      { type: "log", trial: 298, restart: true, skipped: 5_000_000, text: 'File "a.py", line 3\n' },
      { type: "files", trial: 298, files: [{ name: "model.pt", bytes: 5, picture: null }] },
    );
    await panel.page.getByRole("log").waitFor();
    for (const details of await panel.page.locator(".detail details:visible:not([open]) > summary").all()) {
      await details.click();
    }
    expect(await violations(panel)).toEqual([]);
    await panel.page.locator('[data-trial="298"]').click({ button: "right" });
    await panel.page.getByRole("menu").waitFor();
    expect(await violations(panel)).toEqual([]);
    await panel.page.getByRole("menuitem", { name: "Choose to Compare" }).click();
    await panel.page.locator('[data-trial="297"]').click({ modifiers: ["Control"] });
    await panel.page.getByRole("columnheader", { name: "accuracy" }).click({ button: "right" });
    await panel.page.getByRole("menuitem", { name: "Filter…" }).click();
    await panel.page.getByLabel("From accuracy").fill("0.1");
    expect(await violations(panel)).toEqual([]);
    await panel.page.keyboard.press("Escape");
    await panel.page.getByRole("button", { name: "Compare 2" }).click();
    await panel.page.locator(".compare-table").waitFor();
    expect(await violations(panel)).toEqual([]);
  });

  it("is accessible with several directions", async () => {
    const panel = await shown(several());
    const wrong = await wrongIn(panel);
    expect(wrong).toEqual(Object.fromEntries(Object.keys(wrong).map((view) => [view, []])));
  });

  it("is accessible in every chart, brushed and as a table", async () => {
    const panel = await shown(richStudy({ running: true }));
    await panel.page.locator("#tab-charts").click();
    const axis = panel.page.getByRole("slider", { name: /^optimizer/ });
    await axis.focus();
    await panel.page.keyboard.press("ArrowUp");
    await panel.page.locator(".filter-strip:visible").waitFor();
    const charts = panel.page.locator(".gallery-charts > .chart:visible");
    for (const chart of await charts.all()) {
      await chart.scrollIntoViewIfNeeded();
      await panel.page.waitForFunction(
        (element) => element?.id === "chart-comparison" || element?.querySelector(".chart-summary")?.textContent !== "",
        await chart.elementHandle(),
      );
    }
    expect(await violations(panel)).toEqual([]);
    for (const chart of await charts.all()) await chart.getByRole("button", { name: /as a table/ }).click();
    expect(await violations(panel)).toEqual([]);
  });
});

describe("the check itself", () => {
  it("sees a picture without words, and text that cannot be told from its ground", async () => {
    const panel = await shown(single());
    await panel.page.evaluate(() => {
      const image = document.createElement("img");
      const text = document.createElement("p");
      text.textContent = "Hardly to be read";
      text.style.color = "#222222";
      [...document.querySelectorAll("main")].find((one) => one.checkVisibility())!.prepend(image, text);
    });
    const found = (await violations(panel)).join("\n");
    expect(found).toMatch(/image-alt/);
    expect(found).toMatch(/^dark, color-contrast/m);
    expect(found).toMatch(/^high-contrast, color-contrast/m);
  });
});
