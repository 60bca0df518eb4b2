import * as vscode from "vscode";
import { offsetIn } from "./places.js";
import { type OpenSource, sourceOf, sourceOfNotebook } from "./source.js";

/** Where a person works: the source in front, and where the caret stands in it. */
export interface ActivePlace {
  readonly source: OpenSource;
  /** The file, or the cell of code. */
  readonly document: vscode.TextDocument;
  readonly offset: number;
  readonly viewColumn: vscode.ViewColumn | undefined;
}

/**
 * Where a person works; null where that is nothing that annotations are read from. In a notebook a cell of text may have
 * the focus, or none: then the next cell of code counts, or else the last one.
 */
export function activePlace(): ActivePlace | null {
  const shown = vscode.window.activeNotebookEditor;
  const editor = vscode.window.activeTextEditor;
  const source = editor === undefined ? null : sourceOf(editor.document);
  // Where no cell of the notebook in front is an editor, the window goes on to name the one that was active before.
  if (shown !== undefined && source?.notebook !== shown.notebook) return placeIn(shown);
  if (editor === undefined || source === null) return null;
  const { document, selection, viewColumn } = editor;
  return { source, document, offset: offsetIn(document, selection.active), viewColumn };
}

function placeIn({ notebook, selection, viewColumn }: vscode.NotebookEditor): ActivePlace | null {
  const source = sourceOfNotebook(notebook);
  const part = source?.parts.find(({ number }) => number > selection.start) ?? source?.parts.at(-1);
  if (source === null || part === undefined) return null;
  return { source, document: part.document, offset: part.start, viewColumn };
}
