import * as vscode from "vscode";
import type { Studies } from "../store/studies.js";
import { isRunning } from "../studies/digest.js";
import type { ContextKey } from "./context-keys.js";

/** Keeps the context keys true to what is known of studies. */
export class Contexts implements vscode.Disposable {
  private readonly values = new Map<ContextKey, unknown>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly studies: Studies) {
    this.subscription = studies.onDidChange(() => this.update());
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private update(): void {
    const entries = this.studies.entries();
    const searched = this.studies.scanState === "done" || this.studies.scanState === "stopped";
    this.set(
      "hyperlens.running",
      entries.some(({ digest }) => isRunning(digest)),
    );
    this.set(
      "hyperlens.paused",
      entries.some(({ digest }) => digest?.activity.kind === "running" && digest.activity.paused),
    );
    this.set("hyperlens.scan", this.studies.scanState);
    // While the workspace was not searched there may be studies that nobody has seen.
    this.set("hyperlens.noStudies", searched && !entries.some(({ annotated }) => annotated !== null));
    this.set("hyperlens.noResults", searched && !entries.some(({ digest }) => digest !== null));
  }

  private set(key: ContextKey, value: unknown): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  }
}
