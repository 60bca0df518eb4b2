import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
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
    const results = this.page.locator(".repl .evaluation-result");
    const before = await results.count();
    await input.click();
    await this.page.keyboard.type(expression);
    await this.page.keyboard.press("Enter");
    await results.nth(before).waitFor();
    return plain(await results.nth(before).innerText());
  }

  /** Waits until the program stands on the line, in a file or in a cell of a notebook, that holds a text. */
  async standsOn(text: string): Promise<void> {
    const mark = this.page.locator(".debug-top-stack-frame-line:visible").first();
    const line = async () => {
      if ((await mark.count()) === 0) return "";
      const top = (await mark.boundingBox())?.y ?? Number.NaN;
      const texts = await this.page
        .locator(".view-line:visible")
        .evaluateAll(
          (all, y) =>
            all.filter((one) => Math.abs(one.getBoundingClientRect().top - y) < 2).map((one) => one.textContent),
          top,
        );
      return plain(texts.join("\n"));
    };
    await expect.poll(line, { timeout: 40_000 }).toContain(text);
  }

  async stepInto(): Promise<void> {
    await this.palette.run("Debug: Step Into");
  }

  async goOn(): Promise<void> {
    await this.palette.run("Debug: Continue");
  }
}
