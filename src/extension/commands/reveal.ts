import * as vscode from "vscode";
import type { AnnotatedEntry } from "../studies/digest.js";

/** Shows the annotation of a study, in the column that shows its file already or else the first. */
export async function revealStudy({ file, place: { line } }: AnnotatedEntry): Promise<void> {
  const uri = vscode.Uri.file(file);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const start = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(start, start),
  });
}
