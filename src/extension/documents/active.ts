import * as vscode from "vscode";
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
  const editor = vscode.window.activeTextEditor;
  const source = editor === undefined ? null : sourceOf(editor.document);
  if (editor !== undefined && source !== null) {
    const { document, viewColumn } = editor;
    const start = source.parts.find((part) => part.document === document)?.start ?? 0;
    return { source, document, offset: start + document.offsetAt(editor.selection.active), viewColumn };
  }
  const shown = vscode.window.activeNotebookEditor;
  const cells = shown === undefined ? null : sourceOfNotebook(shown.notebook);
  const part = cells?.parts.find(({ number }) => number > (shown?.selection.start ?? 0)) ?? cells?.parts.at(-1);
  if (shown === undefined || cells === null || part === undefined) return null;
  return { source: cells, document: part.document, offset: part.start, viewColumn: shown.viewColumn };
}
