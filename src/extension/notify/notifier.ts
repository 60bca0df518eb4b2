import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import type { Studies } from "../store/studies.js";
import { type EndOfRun, RunEnds } from "./ends.js";
import { endText, offersBest } from "./text.js";

/**
 * One message at the end of each run. Extensions cannot reach the desktop's own notifications; VS Code raises one itself
 * where a task of more than a minute ends and no window has the focus (`task.notifyWindowOnTaskCompletion`), and a run is
 * one task.
 */
export class Notifier implements vscode.Disposable {
  private readonly ends = new RunEnds(Date.now() * 1000);
  private readonly subscription: vscode.Disposable;

  constructor(private readonly studies: Studies) {
    this.subscription = studies.onDidChange(() => {
      for (const end of this.ends.look(this.studies.entries())) void this.tell(end);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async tell(end: EndOfRun): Promise<void> {
    if (!vscode.workspace.getConfiguration("hyperlens").get("notifications.enabled", true)) return;
    const text = endText(end);
    const results = t("Open Results");
    const apply = t("Apply Best Values");
    const annotated = this.studies.entry(end.ref)?.annotated?.study.valid === true;
    const buttons = offersBest(end) && annotated ? [results, apply] : [results];
    const show = end.kind === "finished" ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    const picked = await show(text, ...buttons);
    if (picked === results) await vscode.commands.executeCommand("hyperlens.showResults", end.ref);
    else if (picked === apply) await vscode.commands.executeCommand("hyperlens.applyBest", end.ref);
  }
}
