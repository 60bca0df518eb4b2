import type { Page } from "playwright-core";
import type { Palette } from "./palette.js";

const ACTIVE = ".terminal-wrapper.active";

/** The integrated terminal in view. */
export class Terminal {
  constructor(
    private readonly page: Page,
    private readonly palette: Palette,
  ) {}

  /** All lines, also those scrolled away; empty while there is no terminal. */
  async text(): Promise<string> {
    const lines = await this.page.evaluate((selector) => driver.getTerminalBuffer(selector).catch(() => []), ACTIVE);
    return lines
      .map((line) => line.trimEnd())
      .join("\n")
      .trim();
  }

  /** How many terminals there are. */
  async count(): Promise<number> {
    return this.page.locator(".terminal-wrapper").count();
  }

  /** Closes the terminal in view with its process, as its bin does. */
  async kill(): Promise<void> {
    await this.palette.run("Terminal: Kill the Active Terminal Instance");
  }

  async press(text: string): Promise<void> {
    await this.page.evaluate(([selector, words]) => driver.writeInTerminal(selector, words), [ACTIVE, text] as const);
  }
}
