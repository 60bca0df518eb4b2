import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import { EXAMPLE } from "./source.js";

const NAME = "hyperlens_example";

/** Writes a small study into the workspace and opens it; an existing file is left alone. */
export async function createExample(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    const open = t("Open Folder");
    const picked = await vscode.window.showInformationMessage(
      t("The example is written into a folder: open one first."),
      open,
    );
    if (picked === open) await vscode.commands.executeCommand("workbench.action.files.openFolder");
    return;
  }
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(folder, `${NAME}${number === 1 ? "" : `_${number}`}.py`);
    if (await exists(uri)) continue;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(EXAMPLE));
    await vscode.window.showTextDocument(uri);
    return;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
