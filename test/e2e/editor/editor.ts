import type { Locator, Page } from "playwright-core";
import { type Palette, plain } from "./palette.js";

/** The text editor that has the focus, with its lenses. */
export class Editor {
  readonly lenses: Locator;

  constructor(
    private readonly page: Page,
    private readonly palette: Palette,
  ) {
    this.lenses = page.locator(".codelens-decoration a");
  }

  async open(file: string): Promise<void> {
    await this.palette.openFile(file);
  }

  /** Texts of the lenses in view, clickable or not, from left to right and top to bottom. */
  async lensTexts(): Promise<string[]> {
    const texts = await this.page.locator(".codelens-decoration > :is(a, span)").allInnerTexts();
    return texts.map(plain).filter((text) => text !== "" && text !== "|");
  }

  lens(text: string | RegExp): Locator {
    // A space of no width of its own stands between a lens's icon and its text.
    const plain = text instanceof RegExp ? new RegExp(text.source.replace(/^\^/, "^\\s*"), text.flags) : text;
    return this.lenses.filter({ hasText: plain }).first();
  }

  async clickLens(text: string | RegExp): Promise<void> {
    await this.lens(text).click();
  }

  /** Whether a file's tab says that it has changes that are not on the disk. */
  async isDirty(file: string): Promise<boolean> {
    return (await this.page.locator(`.tab.dirty[data-resource-name="${file}"]`).count()) > 0;
  }

  /** Puts the caret on a line, counted from 1, behind so many characters. */
  async goTo(line: number, behind = 0): Promise<void> {
    await this.page.keyboard.press("Control+G");
    await this.palette.input.waitFor();
    await this.palette.input.fill(`:${line}:${behind + 1}`);
    // Enter means nothing before the list has taken the line.
    await this.palette.rows
      .filter({ hasText: new RegExp(`line ${line}\\b`, "i") })
      .first()
      .waitFor();
    await this.page.keyboard.press("Enter");
    await this.palette.input.waitFor({ state: "hidden" });
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async undo(): Promise<void> {
    // From the palette, the command may still find the palette's own input in the focus, and undo there.
    await this.palette.run("View: Focus Active Editor Group");
    // The palette gives the focus back a moment after it has run the command; keys until then change nothing.
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
    await this.page.keyboard.press("Control+Z");
  }

  async save(): Promise<void> {
    await this.palette.run("File: Save");
  }

  /** Names on the tabs of all editor groups. */
  async tabs(): Promise<string[]> {
    return this.page
      .locator(".tab")
      .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute("data-resource-name") ?? ""));
  }

  /** The lines in view of the editor in front. */
  async text(): Promise<string> {
    const lines = this.page.locator(".editor-group-container.active .editor-instance .view-lines").last();
    return (await lines.innerText()).replace(/\u00a0/g, " ");
  }

  /** The line with the caret, from 1. */
  async line(): Promise<number> {
    const text = await this.page.locator(".statusbar-item", { hasText: /^Ln \d/ }).innerText();
    return Number(/Ln (\d+)/.exec(text)?.[1]);
  }
}
