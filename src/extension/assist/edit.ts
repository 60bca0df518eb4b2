import * as vscode from "vscode";
import type { TextEdit } from "../../core/annotations/study.js";
import { proposalSnippet } from "../../core/assist/complete/tune.js";
import { rangeOf } from "../documents/diagnostics.js";

/**
 * The edits as one step of undo.
 *
 * @param blank A text in one of the edits that only the person knows: it is selected, to be typed over.
 */
export function workspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
  blank: string | null = null,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    edits.map(({ range, text }) => {
      const place = rangeOf(document, range);
      return blank !== null && text.includes(`"${blank}"`)
        ? new vscode.SnippetTextEdit(place, new vscode.SnippetString(proposalSnippet(text, blank)))
        : new vscode.TextEdit(place, text);
    }),
  );
  return edit;
}

/** The edits as the editor shows them before they are made, each ticked. */
export function previewedEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
  label: string,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  // The preview is asked for by a change that does nothing, so that those that matter are ticked.
  edit.createFile(document.uri, { ignoreIfExists: true }, { needsConfirmation: true, label });
  for (const { range, text } of edits) {
    const place = rangeOf(document, range);
    edit.replace(document.uri, place, text, {
      needsConfirmation: false,
      label,
      description: `${document.getText(place)} → ${text}`,
    });
  }
  return edit;
}
