import { describe, expect, it } from "vitest";
import { languageById } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { wrongByAxe } from "../axe.js";
import type { TestPanel } from "../harness.js";
import { JournalText } from "../journal-text.js";
import { lines, opening } from "../messages.js";
import { THEMES } from "../themes.js";
import { usePanels } from "../use-panels.js";

const SPACE = parseSource(
  `# @study digits maximize accuracy
# @constraint units <= 200
def f(
    rate=0.01,  # @tune loguniform(1e-5, 1)
    units=32,  # @tune int(8, 256) if model == "forest"
    model="svm",  # @tune choice("svm", "forest")
):
    return 0
`,
  languageById("python")!,
).studies[0]!.space;

const panels = usePanels();
let panel: TestPanel;

/** Twelve trials: the smaller the rate, the better; the best is the last one. */
function twelve(): string {
  const journal = new JournalText();
  const trials = Array.from({ length: 12 }, (_, i) => {
    const model = i % 2;
    return journal.trial({
      values: [0.5 + i / 40],
      baseline: i === 0,
      params: model === 1 ? { rate: 0.5 ** i, units: 20 + i, model } : { rate: 0.5 ** i, model },
    });
  });
  return journal.study({ space: SPACE }) + trials.join("");
}

async function open(trial: number | null, theme = "dark"): Promise<void> {
  panel = await panels.open({ theme });
  await panel.send(opening(), { type: "form", trial }, lines(twelve(), true));
  await panel.page.locator("dialog.form[open]").waitFor();
}

/** The page after a reload of the window. */
async function reopen(kept: unknown): Promise<void> {
  panel = await panels.open({ kept });
  await panel.send(opening(), lines(twelve(), true));
}

const row = (name: string) => panel.page.locator(`.form-row[data-parameter="${name}"]`);
const field = (name: string) => row(name).locator("input[type=text]");
const queue = () => panel.page.locator("dialog").getByRole("button", { name: "Queue trial" });
const predicted = () => panel.page.locator(".form-outlook .value-number").innerText();

describe("the form that queues a trial", () => {
  it("begins with the best trial, and shows the active parameters with controls that fit them", async () => {
    await open(null);
    expect(await panel.page.locator("dialog h2").innerText()).toBe("Queue a trial");
    expect(await panel.page.locator("dialog header").innerText()).toContain("trial 11, the best so far");
    expect(await field("rate").inputValue()).toBe(String(0.5 ** 11));
    expect(await field("units").inputValue()).toBe("31");
    expect(await row("model").getByRole("radio", { name: '"forest"' }).isChecked()).toBe(true);
    expect(await row("rate").locator(".form-hint").innerText()).toBe("a number from 0.00001 to 1");
  });

  it("begins with the trial that somebody edits", async () => {
    await open(4);
    expect(await panel.page.locator("dialog h2").innerText()).toBe("Edit and queue trial 4");
    expect(await field("rate").inputValue()).toBe("0.0625");
    expect(await row("units").isVisible()).toBe(false);
    await panel.page.locator("dialog").getByRole("button", { name: "Best (trial 11)" }).click();
    expect(await field("units").inputValue()).toBe("31");
  });

  it("shows a parameter when its condition comes to hold", async () => {
    await open(4);
    await row("model").getByText('"forest"', { exact: true }).click();
    expect(await row("units").isVisible()).toBe(true);
    await queue().click();
    const [sent] = (await panel.sent()).slice(-1);
    expect(sent).toEqual({ type: "form", values: { rate: "0.0625", units: expect.any(String), model: '"forest"' } });
    expect(await panel.page.locator("dialog[open]").count()).toBe(0);
  });

  it("takes nothing that is outside a range, says why, and queues with the Enter key once it is mended", async () => {
    await open(null);
    await field("units").fill("9000");
    expect(await row("units").getByRole("alert").innerText()).toMatch(/outside its range; it is a whole number from 8/);
    expect(await queue().getAttribute("disabled")).not.toBeNull();
    await field("units").press("Enter");
    expect(await panel.page.locator("dialog[open]").count()).toBe(1);
    await field("units").fill("250");
    expect(await panel.page.locator(".form-main > .form-problem").innerText()).toContain("units <= 200");
    await field("units").fill("100");
    await field("units").press("Enter");
    expect((await panel.sent()).at(-1)).toMatchObject({ type: "form", values: { units: "100" } });
  });

  it("moves along the logarithm with the slider", async () => {
    await open(null);
    const slider = row("rate").locator("input[type=range]");
    await slider.focus();
    await slider.press("Home");
    expect(Number(await field("rate").inputValue())).toBe(1e-5);
    await slider.press("End");
    expect(Number(await field("rate").inputValue())).toBe(1);
    await slider.evaluate((node) => {
      (node as HTMLInputElement).value = "600";
      node.dispatchEvent(new Event("input", { bubbles: true }));
    });
    expect(Number(await field("rate").inputValue())).toBeCloseTo(0.01, 10);
  });

  it("predicts what the values would give, live", async () => {
    await open(null);
    await expect.poll(predicted).toMatch(/^0\.\d+$/);
    const good = Number(await predicted());
    await field("rate").fill("1.0");
    await expect.poll(async () => Number(await predicted())).toBeLessThan(good);
    await field("rate").fill("9");
    await expect.poll(predicted).toBe("–");
  });

  it("closes with Escape and queues nothing", async () => {
    await open(null);
    await panel.page.keyboard.press("Escape");
    await panel.page.locator("dialog[open]").waitFor({ state: "detached" });
    expect((await panel.sent()).map(({ type }) => type)).toEqual(["ready"]);
  });

  it("is as it was left after a reload, and stays closed once it was closed", async () => {
    await open(4);
    await row("model").getByText('"forest"', { exact: true }).click();
    await field("units").fill("9000");
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { form: { draft: Record<string, string> } | null } };
      return view?.form?.draft.units === "9000";
    });
    const state = await panel.kept();
    await reopen(state);
    await panel.page.locator("dialog.form[open]").waitFor();
    expect(await panel.page.locator("dialog h2").innerText()).toBe("Edit and queue trial 4");
    expect(await field("units").inputValue()).toBe("9000");
    expect(await row("units").getByRole("alert").innerText()).toMatch(/outside its range/);
    await panel.page.keyboard.press("Escape");
    await panel.page.waitForFunction(() => {
      const { view } = (window.editor.kept ?? {}) as { view?: { form: unknown } };
      return view?.form === null;
    });
    const closed = await panel.kept();
    await reopen(closed);
    await panel.page.locator(".grid-body .row").first().waitFor();
    expect(await panel.page.locator("dialog[open]").count()).toBe(0);
  });

  it.each(THEMES.map(({ name }) => name))("is accessible by axe's rules in the theme %s", async (theme) => {
    await open(null, theme);
    await expect.poll(predicted).toMatch(/^0\.\d+$/);
    const folder = process.env.HYPERLENS_PICTURES;
    if (folder !== undefined) await panel.page.screenshot({ path: `${folder}/form-${theme}.png` });
    await field("units").fill("9000");
    await row("units").getByRole("alert").waitFor();
    expect(await wrongByAxe(panel, "dialog")).toEqual([]);
  });
});
