import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { logPath, trialFolder } from "../../driver/places/studies.js";
import { t } from "../l10n/translation.js";
import { besidePanel } from "../panel/beside-panel.js";
import type { StudyRef } from "../studies/digest.js";

/** Opens what a trial has printed, at its end. */
export async function openTrialLog({ journal, study }: StudyRef, trial: number): Promise<void> {
  const path = logPath(journal, trial);
  if (!existsSync(path)) {
    void vscode.window.showInformationMessage(
      t("Trial {0} of {1} has left no log: it has printed nothing.", trial, study),
    );
    return;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const editor = await vscode.window.showTextDocument(document, { ...besidePanel(), preview: true });
  const last = new vscode.Position(Math.max(0, document.lineCount - 1), 0);
  editor.selection = new vscode.Selection(last, last);
  editor.revealRange(new vscode.Range(last, last));
}

/** Shows the folder of a trial, where its files are. */
export async function openTrialFolder({ journal, study }: StudyRef, trial: number): Promise<void> {
  const path = trialFolder(journal, trial);
  if (!existsSync(path)) {
    void vscode.window.showInformationMessage(t("Trial {0} of {1} has left no files.", trial, study));
    return;
  }
  const uri = vscode.Uri.file(path);
  const within = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(within ? "revealInExplorer" : "revealFileInOS", uri);
}
