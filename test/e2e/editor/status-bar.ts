import type { Locator, Page } from "playwright-core";
import { plain } from "./palette.js";

/** The bar at the bottom of the window. */
export class StatusBar {
  /** Hyperlens's own entry. */
  readonly study: Locator;

  constructor(private readonly page: Page) {
    this.study = page.locator('.statusbar-item[id^="hyperlens.hyperlens"]');
  }

  /** Where the caret stands, as the bar says it: `Ln 3, Col 1`. */
  async caret(): Promise<string> {
    return plain((await this.page.locator(".statusbar-item[id='status.editor.selection']").allInnerTexts()).join(" "));
  }

  /** What Hyperlens says there; null where it says nothing. */
  async text(): Promise<string | null> {
    const texts = await this.study.allInnerTexts();
    return texts.length === 0 ? null : plain(texts.join(" "));
  }
}
