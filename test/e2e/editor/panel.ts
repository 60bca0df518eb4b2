import type { FrameLocator, Locator, Page } from "playwright-core";
import { plain } from "./palette.js";

/** The results panel, a page within the page. */
export class ResultsPanel {
  private readonly frame: FrameLocator;

  constructor(private readonly page: Page) {
    this.frame = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  get body(): Locator {
    return this.frame.locator("body");
  }

  /** The study's name, as the heading says it. */
  get heading(): Locator {
    return this.frame.getByRole("heading", { level: 1 });
  }

  /** How the study stands: running, finished and the like. */
  get standing(): Locator {
    return this.frame.locator(".study-header .badge");
  }

  get progress(): Locator {
    return this.frame.locator(".study-header .progress-text");
  }

  /** The card of the best trial, or of the one that is selected. */
  get card(): Locator {
    return this.frame.getByRole("region", { name: /trial/i }).first();
  }

  get chart(): Locator {
    return this.frame.getByRole("figure").first();
  }

  get table(): Locator {
    return this.frame.getByRole("grid", { name: "Trials" });
  }

  /** What stands beside the table: the selected trial in full. */
  get detail(): Locator {
    return this.frame.getByRole("complementary");
  }

  /** Shows another tab of the panel. */
  async tab(name: string): Promise<void> {
    await this.frame.getByRole("tab", { name }).click();
    await this.frame.getByRole("tab", { name, selected: true }).waitFor();
  }

  /** Waits until the window knows that the page has the focus, which it learns a moment after a click in it. */
  async focused(): Promise<void> {
    await this.page.locator('.editor-group-container.active .tab.active[aria-label^="Results: "]').waitFor();
  }

  /** Chooses an entry of the menu that is open. */
  async choose(entry: string): Promise<void> {
    await this.frame.getByRole("menuitem", { name: entry }).click();
  }

  /** Opens the menu of a trial's row. */
  async openTrialMenu(trial: number): Promise<void> {
    await this.table.locator(`.row[data-trial="${trial}"]`).click({ button: "right" });
  }

  locator(selector: string): Locator {
    return this.frame.locator(selector);
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name });
  }

  /** Titles of the table's columns. */
  async columns(): Promise<string[]> {
    const titles = await this.table.locator(".row-header [data-column]").allInnerTexts();
    return titles.map(plain);
  }

  /** Numbers of the trials in the table, from top to bottom. */
  async order(): Promise<number[]> {
    return this.table
      .locator(".grid-body .row:not([hidden])")
      .evaluateAll((rows) =>
        rows
          .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
          .map((row) => Number((row as HTMLElement).dataset.trial)),
      );
  }

  /** Clicks a title of the table, which sorts by that column. */
  async sortBy(title: string): Promise<void> {
    await this.table.getByRole("columnheader", { name: title, exact: true }).click();
  }

  async select(trial: number): Promise<void> {
    await this.table.locator(`.row[data-trial="${trial}"]`).click();
  }

  /** Closes the panel by its tab. */
  async close(): Promise<void> {
    const tab = this.page.locator('.tab[data-resource-name^="Results: "], .tab[aria-label^="Results: "]').first();
    await tab.hover();
    await tab.locator(".tab-actions a").click();
  }

  /** How many panels are open. */
  async count(): Promise<number> {
    return this.page.locator("iframe.webview.ready").count();
  }
}
