import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import type { Studies } from "../store/studies.js";
import { isRunning, type StudyDigest } from "../studies/digest.js";
import { statusText, statusTooltip } from "./text.js";

/** The entry in the status bar, there while a study runs. */
export class StatusBar implements vscode.Disposable {
  private item: vscode.StatusBarItem | null = null;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly studies: Studies) {
    this.subscription = studies.onDidChange(() => this.update());
  }

  dispose(): void {
    this.subscription.dispose();
    this.item?.dispose();
  }

  private update(): void {
    const running = this.studies
      .entries()
      .flatMap(({ digest }) => (digest !== null && isRunning(digest) ? [digest] : []));
    const [first] = running;
    if (first === undefined) this.item?.hide();
    else this.show(first, running);
  }

  private show(first: StudyDigest, running: readonly StudyDigest[]): void {
    if (this.item === null) {
      this.item = vscode.window.createStatusBarItem("study", vscode.StatusBarAlignment.Left, 0);
      this.item.name = "Hyperlens";
    }
    const text = statusText(running);
    this.item.text = text;
    this.item.tooltip = statusTooltip(running, Date.now() * 1000);
    this.item.accessibilityInformation = { label: t("Running study {0}", text.replace(/\$\([^)]*\)\s*/g, "")) };
    this.item.command = { title: t("Open Results"), command: "hyperlens.showResults", arguments: [first.ref] };
    this.item.show();
  }
}
