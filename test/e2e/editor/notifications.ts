import type { Locator, Page } from "playwright-core";
import { type Palette, plain } from "./palette.js";

/**
 * The list behind the bell. Under VS Code's test driver nothing pops up by itself, so every message is looked for here.
 */
export class Notifications {
  readonly items: Locator;

  constructor(
    page: Page,
    private readonly palette: Palette,
  ) {
    this.items = page.locator(".notifications-center .notification-list-item");
  }

  async open(): Promise<void> {
    await this.palette.run("Notifications: Show Notifications");
  }

  async texts(): Promise<string[]> {
    return (await this.items.locator(".notification-list-item-message").allInnerTexts()).map(plain);
  }

  /** Presses a button of the message that holds this text. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const item = this.items.filter({ hasText: text }).first();
    await item.click();
    await item.getByRole("button", { name: button }).click();
  }

  async clear(): Promise<void> {
    await this.palette.run("Notifications: Clear All Notifications");
  }
}
