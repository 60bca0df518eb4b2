import * as vscode from "vscode";
import { type CompletionEntry, completeAt } from "../../core/assist/complete/complete.js";
import { offsetIn, rangeIn } from "../documents/places.js";
import { t } from "../l10n/translation.js";
import { annotatedOf } from "./annotated.js";

const KINDS: Readonly<Record<CompletionEntry["kind"], vscode.CompletionItemKind>> = {
  tag: vscode.CompletionItemKind.Keyword,
  direction: vscode.CompletionItemKind.Keyword,
  metric: vscode.CompletionItemKind.Field,
  option: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  method: vscode.CompletionItemKind.Module,
  distribution: vscode.CompletionItemKind.Function,
  parameter: vscode.CompletionItemKind.Variable,
  word: vscode.CompletionItemKind.Operator,
};

/** What opens the list by itself; it stays closed wherever nothing fits, such as in code. */
export const COMPLETION_TRIGGERS = ["@", " ", "=", "(", ","];

/** Completes annotations as they are written. */
export class AnnotationCompletion implements vscode.CompletionItemProvider {
  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const annotated = annotatedOf(document);
    if (annotated === null) return [];
    return completeAt(annotated, offsetIn(document, position), t).map((entry, i) => {
      const { label, kind, detail, documentation, insert, snippet, again } = entry;
      // What a distribution takes stands right behind its name; everything else to the right.
      const shown =
        kind === "distribution" && detail.startsWith("(") ? { label, detail } : { label, description: detail };
      const item = new vscode.CompletionItem(shown, KINDS[kind]);
      item.range = rangeIn(document, entry.range) ?? new vscode.Range(position, position);
      item.insertText = snippet ? new vscode.SnippetString(insert) : insert;
      item.documentation = new vscode.MarkdownString(documentation);
      item.filterText = label;
      item.sortText = String(i).padStart(3, "0");
      if (again) item.command = { command: "editor.action.triggerSuggest", title: "" };
      return item;
    });
  }
}
