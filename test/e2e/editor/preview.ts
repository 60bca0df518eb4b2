import type { Locator, Page } from "playwright-core";
import { plain } from "./palette.js";

/** VS Code's own preview of changes, which asks whether to make them. */
export class Preview {
  readonly box: Locator;

  constructor(private readonly page: Page) {
    this.box = page.locator(".bulk-edit-panel, .refactor-preview").first();
  }

  /** The changes, as they are listed; empty while there is no preview. */
  async text(): Promise<string> {
    return plain((await this.box.allInnerTexts()).join(" "));
  }

  async accept(): Promise<void> {
    await this.press("Apply");
  }

  async discard(): Promise<void> {
    await this.press("Discard");
  }

  private async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).first().click();
    await this.box.waitFor({ state: "hidden" });
  }
}
