import type { Locator, Page } from "playwright-core";
import { type Palette, plain } from "./palette.js";

/** The editor's debugger. */
export class Debugger {
  readonly toolbar: Locator;

  constructor(
    private readonly page: Page,
    private readonly palette: Palette,
  ) {
    this.toolbar = page.locator(".debug-toolbar");
  }

  /** Sets a breakpoint on the line with the caret, or takes it away. */
  async toggleBreakpoint(): Promise<void> {
    await this.palette.run("Debug: Toggle Breakpoint");
  }

  /** Whether the program stands on a line of the editor in view. */
  async isPaused(): Promise<boolean> {
    return (await this.page.locator(".debug-top-stack-frame-line").count()) > 0;
  }

  /** What an expression is where the program stands. */
  async evaluate(expression: string): Promise<string> {
    await this.palette.run("Debug Console: Focus on Debug Console View");
    const input = this.page.locator(".repl-input-wrapper");
    await input.click();
    await this.page.keyboard.type(expression);
    await this.page.keyboard.press("Enter");
    const results = this.page.locator(".repl .evaluation-result");
    await results.last().waitFor();
    return plain(await results.last().innerText());
  }

  async goOn(): Promise<void> {
    await this.palette.run("Debug: Continue");
  }
}
