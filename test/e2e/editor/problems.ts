import type { Page } from "playwright-core";
import { type Palette, plain } from "./palette.js";

export interface Problem {
  readonly message: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** The list of problems, and the squiggles of the editor. */
export class Problems {
  constructor(
    private readonly page: Page,
    private readonly palette: Palette,
  ) {}

  async open(): Promise<void> {
    await this.palette.run("Problems: Focus on Problems View");
  }

  async list(): Promise<Problem[]> {
    const rows = await this.page.locator(".markers-panel .monaco-list-row:has(.marker-line)").allInnerTexts();
    return rows.map(plain).flatMap((text) => {
      const at = /\[Ln (\d+), Col (\d+)\]/.exec(text);
      return at ? [{ message: text.slice(0, at.index).trim(), line: Number(at[1]), column: Number(at[2]) }] : [];
    });
  }

  /** How many characters each squiggle of a kind is wide. */
  async widths(kind: "error" | "warning" | "info"): Promise<number[]> {
    const wide = await this.page
      .locator(`.monaco-editor .squiggly-${kind}`)
      .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().width));
    const character = await this.characterWidth();
    return wide.map((width) => Math.round(width / character));
  }

  private async characterWidth(): Promise<number> {
    const line = this.page.locator(".monaco-editor .view-line > span").filter({ hasText: /\S/ }).first();
    return line.evaluate((span) => span.getBoundingClientRect().width / (span.textContent?.length ?? 1));
  }
}
