import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** The notebook in front. */
export class Notebook {
  constructor(private readonly page: Page) {}

  /** Puts the caret behind the last character of the line, in whichever cell, that holds a text. */
  async clickLine(text: string): Promise<void> {
    const line = this.line(text);
    const caret = this.cellWith(text).locator(".cursors-layer .cursor").first();
    const top = async (element: Locator) => (await element.boundingBox())?.y ?? Number.NaN;
    // Lenses and outputs move the lines below them, and a cell that gets the focus is moved into view.
    const hit = async () => {
      await line.click();
      await this.hasCaret(text);
      return Math.abs((await top(caret)) - (await top(line))) < 3;
    };
    await expect.poll(hit).toBe(true);
    await this.page.keyboard.press("End");
  }

  /** Waits until the caret is in the cell that holds a text: that of another cell may still be there for a moment. */
  async hasCaret(text: string): Promise<void> {
    await this.cellWith(text).locator(".monaco-editor.focused").waitFor();
  }

  /** Chooses what the light-bulb at the caret offers: with the keys, since older windows lay something over the list. */
  async lightBulb(offer: string): Promise<void> {
    await this.page.keyboard.press("Control+.");
    const row = this.page.locator(".action-widget .monaco-list-row").filter({ hasText: offer }).first();
    await row.waitFor();
    for (let step = 0; step < 10 && !(await row.getAttribute("class"))?.includes("focused"); step++)
      await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
  }

  /** The lines in view of the cell that holds a text. */
  async cell(text: string): Promise<string> {
    const lines = await this.cellWith(text)
      .locator(".view-line")
      .evaluateAll((all) =>
        all
          .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? "" }))
          .sort((a, b) => a.top - b.top)
          .map((line) => line.text),
      );
    return lines.join("\n").replace(/\u00a0/g, " ");
  }

  private line(text: string): Locator {
    return this.cellWith(text)
      .locator(".view-line")
      .filter({ hasText: spaced(text) })
      .first();
  }

  /** Notebooks behind others keep their cells in the page. */
  private cellWith(text: string): Locator {
    return this.page
      .locator(".notebookOverlay .code-cell-row:visible")
      .filter({ has: this.page.locator(".view-line", { hasText: spaced(text) }) })
      .first();
  }
}

/** A text as the editor draws it, with spaces that do not break. */
function spaced(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "[ \u00a0]"));
}
