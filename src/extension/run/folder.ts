import { dirname } from "node:path";
import * as vscode from "vscode";

/** The folder that a file's study runs in: the workspace folder that holds the file, else the file's own. */
export function runFolder(file: string): string {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath ?? dirname(file);
}

/** A setting with `${workspaceFolder}` replaced; null where it is empty. */
export function expandFolder(setting: string, file: vscode.Uri): string | null {
  const text = setting.trim();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of VS Code's settings.
  return text === "" ? null : text.replaceAll("${workspaceFolder}", runFolder(file.fsPath));
}
