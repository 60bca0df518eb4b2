import * as vscode from "vscode";
import type { Diagnostic } from "../../core/annotations/study.js";
import { worded } from "../../core/l10n/phrase.js";
import { t } from "../l10n/translation.js";
import { workspaceEdit } from "./edit.js";
import { placedIn, rangeIn } from "./places.js";
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
  private readonly waiting = new Map<vscode.TextDocument | vscode.NotebookDocument, NodeJS.Timeout>();
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
      vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.soon(sourceOf(document))),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.soon(sourceOfNotebook(notebook));
      }),
    ];
  }

  /** Looks at the documents that are open, at the beginning or because more is known of them. */
  begin(): void {
    for (const source of new Set(vscode.workspace.textDocuments.map(sourceOf))) this.show(source);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const source = sourceOf(document);
    if (source === null) return [];
    const shown = this.collection.get(document.uri) ?? [];
    return this.found(document).flatMap((diagnostic) => {
      const place = rangeIn(document, diagnostic.range);
      if (!place?.intersection(range)) return [];
      return diagnostic.fixes.map((fix) => {
        const action = new vscode.CodeAction(worded(fix.title, t), vscode.CodeActionKind.QuickFix);
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

  private opened(document: vscode.TextDocument): void {
    const source = sourceOf(document);
    // Of a notebook all cells open at once.
    if (source?.notebook != null) this.soon(source);
    else this.show(source);
  }

  private soon(source: OpenSource | null): void {
    const key = source === null ? undefined : keyOf(source);
    if (key === undefined) return;
    clearTimeout(this.waiting.get(key));
    const look = () => this.show("getCells" in key ? sourceOfNotebook(key) : sourceOf(key));
    this.waiting.set(key, setTimeout(look, PAUSE));
  }

  /** What stands in one cell of a notebook may be a mistake because of another, so all are looked at together. */
  private show(source: OpenSource | null): void {
    const key = source === null ? undefined : keyOf(source);
    if (source === null || key === undefined) return;
    this.waiting.delete(key);
    const [first] = source.parts;
    if (key.isClosed || first === undefined) return;
    const diagnostics = new Map<vscode.TextDocument, vscode.Diagnostic[]>();
    for (const diagnostic of this.found(first.document)) {
      const { document, range } = placedIn(source, diagnostic.range);
      diagnostics.set(document, [...(diagnostics.get(document) ?? []), shownAs(range, diagnostic)]);
    }
    for (const { document } of source.parts) {
      const own = diagnostics.get(document);
      if (own !== undefined) this.collection.set(document.uri, own);
      else if (this.collection.has(document.uri)) this.collection.delete(document.uri);
    }
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.waiting.get(document));
    this.waiting.delete(document);
    this.collection.delete(document.uri);
  }
}

/** What stands for a source as long as that is open; undefined where the source has nothing to look at. */
function keyOf({ notebook, parts }: OpenSource): vscode.NotebookDocument | vscode.TextDocument | undefined {
  return notebook ?? parts[0]?.document;
}

function shownAs(place: vscode.Range, { severity, code, message }: Diagnostic): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(place, worded(message, t), SEVERITIES[severity]);
  shown.source = "Hyperlens";
  shown.code = code;
  return shown;
}
