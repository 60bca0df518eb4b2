import * as vscode from "vscode";
import type { Diagnostic } from "../../core/annotations/study.js";
import { workspaceEdit } from "./edit.js";
import { rangeIn } from "./places.js";
import { type OpenSource, sourceOf, sourceOfNotebook } from "./source.js";

const SEVERITIES: Readonly<Record<Diagnostic["severity"], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Someone who types is left alone for so long (milliseconds). */
const PAUSE = 200;

/** Shows the mistakes in the annotations of open documents, and offers what mends them. */
export class Mistakes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly collection: vscode.DiagnosticCollection;
  private readonly waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  /**
   * @param name Of the collection.
   * @param found What is to be said of a document.
   */
  constructor(
    name: string,
    private readonly found: (document: vscode.TextDocument) => readonly Diagnostic[],
  ) {
    this.collection = vscode.languages.createDiagnosticCollection(name);
    this.subscriptions = [
      this.collection,
      vscode.workspace.onDidOpenTextDocument((document) => this.show(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.soonAll(sourceOf(document))),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.soonAll(sourceOfNotebook(notebook));
      }),
    ];
  }

  /** Looks at the documents that are open, at the beginning or because more is known of them. */
  begin(): void {
    for (const document of vscode.workspace.textDocuments) this.show(document);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const source = sourceOf(document);
    if (source === null) return [];
    const shown = this.collection.get(document.uri) ?? [];
    return this.found(document).flatMap((diagnostic) => {
      const place = rangeIn(document, diagnostic.range);
      if (!place?.intersection(range)) return [];
      return diagnostic.fixes.map((fix) => {
        const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
        action.edit = workspaceEdit(source, fix.edits);
        action.diagnostics = shown.filter((one) => one.range.isEqual(place) && one.code === diagnostic.code);
        action.isPreferred = diagnostic.fixes.length === 1;
        return action;
      });
    });
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What stands in one cell of a notebook may be a mistake because of another. */
  private soonAll(source: OpenSource | null): void {
    for (const { document } of source?.parts ?? []) this.soon(document);
  }

  private soon(document: vscode.TextDocument): void {
    clearTimeout(this.waiting.get(document));
    this.waiting.set(
      document,
      setTimeout(() => this.show(document), PAUSE),
    );
  }

  private show(document: vscode.TextDocument): void {
    this.waiting.delete(document);
    if (sourceOf(document) === null || document.isClosed) return;
    const diagnostics = this.found(document).flatMap((diagnostic) => shownAs(document, diagnostic) ?? []);
    if (diagnostics.length > 0) this.collection.set(document.uri, diagnostics);
    else if (this.collection.has(document.uri)) this.collection.delete(document.uri);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.waiting.get(document));
    this.waiting.delete(document);
    this.collection.delete(document.uri);
  }
}

/** null for what stands in another cell. */
function shownAs(
  document: vscode.TextDocument,
  { range, severity, code, message }: Diagnostic,
): vscode.Diagnostic | null {
  const place = rangeIn(document, range);
  if (place === null) return null;
  const shown = new vscode.Diagnostic(place, message, SEVERITIES[severity]);
  shown.source = "Hyperlens";
  shown.code = code;
  return shown;
}
