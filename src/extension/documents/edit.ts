import * as vscode from "vscode";
import type { TextEdit } from "../../core/annotations/study.js";
import { proposalSnippet } from "../../core/assist/complete/tune.js";
import { placedIn } from "./places.js";
import type { OpenSource } from "./source.js";

/**
 * The edits as one step of undo.
 *
 * @param blank A text in one of the edits that only the person knows: it is selected, to be typed over.
 */
export function workspaceEdit(
  source: OpenSource,
  edits: readonly TextEdit[],
  blank: string | null = null,
): vscode.WorkspaceEdit {
  const byDocument = new Map<vscode.TextDocument, (vscode.TextEdit | vscode.SnippetTextEdit)[]>();
  for (const { range: stretch, text } of edits) {
    const { document, range } = placedIn(source, stretch);
    const list = byDocument.get(document) ?? [];
    byDocument.set(document, list);
    list.push(
      blank !== null && text.includes(`"${blank}"`)
        ? new vscode.SnippetTextEdit(range, new vscode.SnippetString(proposalSnippet(text, blank)))
        : new vscode.TextEdit(range, text),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  for (const [document, list] of byDocument) edit.set(document.uri, list);
  return edit;
}

/**
 * The edits with a name and, where `preview` is shown, as the editor shows them before they are made, each ticked.
 */
export function labelledEdit(
  source: OpenSource,
  edits: readonly TextEdit[],
  label: string,
  preview: "shown" | "skipped",
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  // The editor shows its preview where an edit asks for it, and leaves such edits out unless each is ticked by hand.
  // So it is asked for by one that does nothing and is not shown: the creation of a file that exists.
  if (preview === "shown") {
    const uri = vscode.Uri.file(source.file);
    edit.createFile(uri, { ignoreIfExists: true }, { needsConfirmation: true, label });
  }
  for (const { range: stretch, text } of edits) {
    const { document, range } = placedIn(source, stretch);
    edit.replace(document.uri, range, text, {
      needsConfirmation: false,
      label,
      description: `${document.getText(range)} → ${text}`,
    });
  }
  return edit;
}
