import type { Locator, Page } from "playwright-core";

/** The notebook in front. */
export class Notebook {
  constructor(private readonly page: Page) {}

  /** Puts the caret behind the last character of the line, in whichever cell, that holds a text. */
  async clickLine(text: string): Promise<void> {
    await this.line(text).click();
    await this.hasCaret(text);
    await this.page.keyboard.press("End");
  }

  /** Waits until the caret is in the cell that holds a text: that of another cell may still be there for a moment. */
  async hasCaret(text: string): Promise<void> {
    await this.cellWith(text).locator(".monaco-editor.focused").waitFor();
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
