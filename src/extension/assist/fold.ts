import * as vscode from "vscode";
import { annotationBlocks } from "../../core/assist/blocks.js";
import { cellOf, rangeIn } from "../documents/places.js";
import { t } from "../l10n/translation.js";
import { annotatedOf } from "./annotated.js";

/**
 * Folds every run of annotation lines of the active editor. Ranges made by hand, and no provider of ranges: where a
 * language has none of its own, one of ours would switch off the editor's folding by indentation.
 */
export async function foldAnnotations(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const annotated = editor === undefined ? null : annotatedOf(editor.document);
  if (editor === undefined || annotated === null) return;
  const { document } = editor;
  const blocks = annotationBlocks(annotated).flatMap(({ first, last }) => {
    const range = rangeIn(document, {
      start: annotated.source.line(first).start,
      end: annotated.source.line(last).end,
    });
    return range === null ? [] : [range];
  });
  if (blocks.length === 0) {
    const isCell = cellOf(document) !== null;
    void vscode.window.showInformationMessage(
      isCell
        ? t("No annotation of this cell takes more than one line.")
        : t("No annotation of this file takes more than one line."),
    );
    return;
  }
  const { selections } = editor;
  editor.selections = blocks.map(({ start, end }) => new vscode.Selection(start, end));
  await vscode.commands.executeCommand("editor.createFoldingRangeFromSelection");
  // A caret among the lines that are hidden now would open them again.
  editor.selections = selections.map((selection) => {
    const block = blocks.find((range) => range.contains(selection.active));
    return block === undefined ? selection : new vscode.Selection(block.start, block.start);
  });
}
