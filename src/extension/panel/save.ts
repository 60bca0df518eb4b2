import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { PanelMessage } from "../../core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import { messageOf } from "../log.js";
import type { StudyRef } from "../studies/digest.js";

/** What the dialog calls the kinds of files that a panel writes, with their ending. */
const kinds = (): Readonly<Record<string, readonly [name: string, ending: string]>> => ({
  "image/png": [t("PNG picture"), "png"],
  "image/svg+xml": [t("SVG picture"), "svg"],
  "text/csv": [t("Comma-separated values"), "csv"],
  "application/json": ["JSON", "json"],
  "application/yaml": ["YAML", "yaml"],
  "text/html": [t("Web page"), "html"],
  "text/markdown": ["Markdown", "md"],
  "text/x-python": ["Python", "py"],
});

/** The folder of the last file that was saved: the next one is likely to go there too. */
let last: vscode.Uri | null = null;

/** Asks where a panel's file shall go, beside the study at first, and writes it there. */
export async function saveFile(ref: StudyRef, file: Extract<PanelMessage, { type: "save" }>): Promise<void> {
  const kind = kinds()[file.mime];
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(last ?? folderOf(ref), file.name),
    ...(kind === undefined ? {} : { filters: { [kind[0]]: [kind[1]] } }),
  });
  if (chosen === undefined) return;
  last = vscode.Uri.joinPath(chosen, "..");
  const bytes = typeof file.data === "string" ? new TextEncoder().encode(file.data) : file.data;
  try {
    await vscode.workspace.fs.writeFile(chosen, bytes);
  } catch (error) {
    const text = t("{0} cannot be written: {1}", chosen.fsPath, messageOf(error));
    void vscode.window.showErrorMessage(text);
    return;
  }
  const open = t("Open");
  const saved = t("Saved {0}.", basename(chosen.path));
  if ((await vscode.window.showInformationMessage(saved, open)) === open) {
    await vscode.commands.executeCommand("vscode.open", chosen);
  }
}

/** The folder that the studies folder stands in; a person does not look into `.hyperlens`. */
function folderOf({ journal }: StudyRef): vscode.Uri {
  const folder = dirname(journal);
  return vscode.Uri.file(basename(folder) === ".hyperlens" ? dirname(folder) : folder);
}
