import type * as vscode from "vscode";

/** Somebody who looks at a page waits so long for its first sign of life (milliseconds). */
const PATIENCE = 10_000;

/** Calls `lost` once where a panel is in view and its page does not answer. A page that is not in view is not loaded. */
export class Patience implements vscode.Disposable {
  private timer: NodeJS.Timeout | null = null;
  private answered = false;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly lost: () => void,
  ) {
    this.subscription = panel.onDidChangeViewState(() => this.look());
    this.look();
  }

  /** The page has said that it is there. */
  answer(): void {
    this.answered = true;
    this.dispose();
  }

  dispose(): void {
    this.subscription.dispose();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private look(): void {
    if (this.answered) return;
    if (this.panel.visible)
      this.timer ??= setTimeout(() => {
        this.dispose();
        this.lost();
      }, PATIENCE);
    else if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
