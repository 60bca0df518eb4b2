import * as vscode from "vscode";
import type { Diagnostic, TextRange } from "../../core/annotations/study.js";

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
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.soon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    ];
  }

  /** Looks at the documents that are open, at the beginning or because more is known of them. */
  begin(): void {
    for (const document of vscode.workspace.textDocuments) this.show(document);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const shown = this.collection.get(document.uri) ?? [];
    return this.found(document).flatMap((diagnostic) => {
      const place = rangeOf(document, diagnostic.range);
      if (!place.intersection(range)) return [];
      return diagnostic.fixes.map((fix) => {
        const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        for (const edit of fix.edits) action.edit.replace(document.uri, rangeOf(document, edit.range), edit.text);
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

  private soon(document: vscode.TextDocument): void {
    if (document.uri.scheme !== "file") return;
    clearTimeout(this.waiting.get(document));
    this.waiting.set(
      document,
      setTimeout(() => this.show(document), PAUSE),
    );
  }

  private show(document: vscode.TextDocument): void {
    this.waiting.delete(document);
    if (document.uri.scheme !== "file" || document.isClosed) return;
    const diagnostics = this.found(document);
    if (diagnostics.length > 0) {
      this.collection.set(
        document.uri,
        diagnostics.map((diagnostic) => shownAs(document, diagnostic)),
      );
    } else if (this.collection.has(document.uri)) this.collection.delete(document.uri);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.waiting.get(document));
    this.waiting.delete(document);
    this.collection.delete(document.uri);
  }
}

function shownAs(document: vscode.TextDocument, { range, severity, code, message }: Diagnostic): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(rangeOf(document, range), message, SEVERITIES[severity]);
  shown.source = "Hyperlens";
  shown.code = code;
  return shown;
}

export function rangeOf(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
