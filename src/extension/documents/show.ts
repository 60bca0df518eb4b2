import * as vscode from "vscode";
import { isNotebook } from "../../core/notebooks/cell.js";
import type { SourcePlace } from "../../core/notebooks/source-text.js";

export interface ShowOptions {
  /** The column where the file is not shown yet; the active one where it is left out. */
  readonly viewColumn?: vscode.ViewColumn;
  readonly preserveFocus?: boolean;
}

/** Shows a place of a file or of a notebook, in the column that shows it already or else in the given one. */
export async function showPlace(file: string, place: SourcePlace, options: ShowOptions): Promise<void> {
  const uri = vscode.Uri.file(file);
  if (isNotebook(file)) return showCell(uri, place, options);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const start = new vscode.Position(place.line, 0);
  await vscode.window.showTextDocument(uri, {
    ...options,
    viewColumn: shown?.viewColumn ?? options.viewColumn ?? vscode.ViewColumn.Active,
    selection: new vscode.Range(start, start),
  });
}

async function showCell(uri: vscode.Uri, { cell, line }: SourcePlace, options: ShowOptions): Promise<void> {
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  const shown = vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
  const index = (cell ?? 1) - 1;
  const range = new vscode.NotebookRange(index, index + 1);
  const editor = await vscode.window.showNotebookDocument(notebook, {
    ...options,
    viewColumn: shown?.viewColumn ?? options.viewColumn ?? vscode.ViewColumn.Active,
    selections: [range],
  });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  if (options.preserveFocus || index >= notebook.cellCount) return;
  // The editor knows the way into a cell by the address of the cell's own document.
  const start = new vscode.Position(line, 0);
  const selection = new vscode.Range(start, start);
  const { viewColumn } = editor;
  await vscode.commands.executeCommand("vscode.open", notebook.cellAt(index).document.uri, { viewColumn, selection });
}
