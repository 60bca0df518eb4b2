import type { Locator, Page } from "playwright-core";
import { plain } from "./palette.js";

/** The question that must be answered before anything else. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator(".monaco-dialog-box");
  }

  async text(): Promise<string> {
    return plain(await this.box.innerText());
  }

  async press(button: string | RegExp): Promise<void> {
    await this.box.getByRole("button", { name: button }).click();
    await this.box.waitFor({ state: "hidden" });
  }
}
