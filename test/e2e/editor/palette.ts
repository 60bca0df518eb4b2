import { errors, type Locator, type Page } from "playwright-core";

/** The command palette and its relatives. */
export class Palette {
  readonly input: Locator;
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.input = page.locator(".quick-input-widget:visible input.input");
    this.rows = page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }

  /** Runs a command by its full title, `Category: Title`. */
  async run(title: string): Promise<void> {
    // A palette that was opened while extensions were still being found never learns of their commands.
    for (let tries = 1; ; tries++) {
      await this.show(`>${title}`);
      if (tries === TRIES || (await succeeds(this.row(title).waitFor({ timeout: LOOK })))) break;
      await this.hide();
    }
    await this.choose(title);
  }

  /** Titles that the palette offers for a text, best first. */
  async offers(text: string): Promise<string[]> {
    await this.show(`>${text}`);
    await this.rows.first().waitFor();
    const titles = new Set<string>();
    // Only the rows in view are there; the list is leafed through to its end.
    for (;;) {
      for (const title of await this.rows.locator(".quick-input-list-label .label-name").allInnerTexts()) {
        titles.add(plain(title));
      }
      const end = this.page.locator('.quick-input-widget:visible .monaco-list-row[data-last-element="true"]');
      if ((await end.count()) > 0) break;
      const focused = this.page.locator(".quick-input-widget:visible .monaco-list-row.focused");
      const index = await focused.getAttribute("data-index");
      await this.page.keyboard.press("PageDown");
      await this.page
        .locator(`.quick-input-widget:visible .monaco-list-row.focused:not([data-index="${index}"])`)
        .waitFor();
    }
    await this.hide();
    return [...titles];
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    const base = name.split("/").at(-1) ?? name;
    for (let tries = 1; ; tries++) {
      await this.type("Control+P", name);
      if (tries === TRIES || (await succeeds(this.row(base).waitFor({ timeout: LOOK })))) break;
      // The list of files was made before this one came into being; the next one is made anew.
      await this.hide();
    }
    await this.choose(base);
    await this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${base}"]`).waitFor();
  }

  /** Picks the row with exactly this label in the list that is open. */
  async choose(label: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    // With the keys, since the hover of the row above may lie over this one.
    const rows = await this.rows.count();
    for (let step = 0; step <= rows && !(await isFocused(row)); step++) await this.page.keyboard.press("ArrowDown");
    if (!(await isFocused(row))) throw new Error(`The list's entry ${label} does not get the focus.`);
    await this.page.keyboard.press("Enter");
  }

  /** Answers a question that takes a text. */
  async answer(text: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /**
   * Chooses a path in the dialog for files, and waits for the list that it leads to.
   * @param title Of the dialog.
   * @param then A row of the list.
   */
  async path(title: string, path: string, then: string): Promise<void> {
    await this.input.waitFor();
    const dialog = this.page.locator(".quick-input-widget:visible .quick-input-title", { hasText: title });
    // The dialog takes a moment to understand a path; Enter means nothing to it before.
    for (let tries = 1; !(await succeeds(this.row(then).waitFor({ timeout: LOOK / 4 }))); tries++) {
      if (tries === TRIES * 4) throw new Error(`The dialog for files does not take ${path}.`);
      const wanted = (await dialog.isVisible()) ? path : "";
      // What was meant for the dialog may have come to the list behind it, and would hide its rows.
      if ((await this.input.inputValue()) !== wanted) await this.input.fill(wanted);
      else if (wanted !== "") await this.page.keyboard.press("Enter");
    }
  }

  /** What is said about the text that stands in the input. */
  async message(): Promise<string> {
    return plain(await this.page.locator(".quick-input-widget:visible .quick-input-message").innerText());
  }

  async hide(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.input.waitFor({ state: "hidden" });
  }

  private row(label: string): Locator {
    return this.rows.filter({ has: this.page.getByText(label, { exact: true }) }).first();
  }

  private async show(text: string): Promise<void> {
    await this.type("F1", text);
  }

  /** Opens a list with a key, and types into it. A part of the window that gets the focus just then closes it again. */
  private async type(key: string, text: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.page.keyboard.press(key);
      const typed = this.input.fill(text, { timeout: LOOK });
      if (tries === TRIES) return typed;
      if (await succeeds(typed)) return;
    }
  }
}

/** How often a list is tried, and how long each time (milliseconds). */
const TRIES = 10;
const LOOK = 2_000;

async function succeeds(act: Promise<void>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

async function isFocused(row: Locator): Promise<boolean> {
  return (await row.getAttribute("class"))?.split(" ").includes("focused") ?? false;
}

/** Text as a person reads it: VS Code puts no-break spaces where it draws a space. */
export function plain(text: string): string {
  return text
    .replace(/\u00a0/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
