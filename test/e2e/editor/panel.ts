import type { FrameLocator, Locator, Page } from "playwright-core";

/** The results panel, a page within the page. */
export class ResultsPanel {
  private readonly frame: FrameLocator;

  constructor(private readonly page: Page) {
    this.frame = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  locator(selector: string): Locator {
    return this.frame.locator(selector);
  }

  byText(text: string | RegExp): Locator {
    return this.frame.getByText(text);
  }

  get body(): Locator {
    return this.frame.locator("body");
  }

  async text(): Promise<string> {
    return this.body.innerText();
  }

  /** How many panels are open. */
  async count(): Promise<number> {
    return this.page.locator("iframe.webview.ready").count();
  }
}
