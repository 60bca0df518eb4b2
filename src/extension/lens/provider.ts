import * as vscode from "vscode";
import { trialsSetting } from "../run/settings.js";
import type { Studies } from "../store/studies.js";
import { type AnnotatedEntry, studyKey } from "../studies/digest.js";
import { isEdited } from "./edited.js";
import { type LensAction, lensTexts } from "./texts.js";

/** Lenses are asked for anew this often at most while a study runs (milliseconds). */
const COALESCE = 250;

/** The lenses above each study of a document. */
export class LensProvider implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly subscriptions: vscode.Disposable[];
  /** Studies that stand in lenses now. */
  private shown = new Map<string, ReadonlySet<string>>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly studies: Studies) {
    this.subscriptions = [
      this.changes,
      studies.onDidChange((change) => {
        const keys = change.kind === "all" ? null : change.keys;
        const concerned = [...this.shown.values()].some(
          (shown) => keys === null || [...keys].some((key) => shown.has(key)),
        );
        if (concerned) this.refresh();
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.refreshIfShown(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document: { uri } }) => this.refreshIfShown(uri)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("hyperlens")) this.refresh();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.shown.delete(uri.toString())),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.getConfiguration("hyperlens", document.uri).get("codeLens.enabled", true)) return [];
    const entries = this.studies.annotatedIn(document);
    const shown = new Set(entries.map(({ ref }) => studyKey(ref)));
    if (shown.size === 0) this.shown.delete(document.uri.toString());
    else this.shown.set(document.uri.toString(), shown);
    // A lens that offers to run what has run already would be corrected a moment later, before everybody's eyes.
    await this.studies.whenKnown(entries.map(({ ref }) => ref.journal));
    return entries.flatMap((entry) => this.lenses(document, entry));
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private lenses(document: vscode.TextDocument, entry: AnnotatedEntry): vscode.CodeLens[] {
    const digest = this.studies.digest(entry.ref);
    const range = new vscode.Range(entry.line, 0, entry.line, 0);
    const texts = lensTexts({
      study: entry.study,
      digest,
      trialsSetting: trialsSetting(entry.file),
      trusted: vscode.workspace.isTrusted,
      edited: isEdited(document, digest),
    });
    return texts.map(
      ({ title, tooltip, action }) => new vscode.CodeLens(range, { title, tooltip, ...commandOf(action, entry) }),
    );
  }

  private refreshIfShown(uri: vscode.Uri): void {
    if (this.shown.has(uri.toString())) this.refresh();
  }

  private refresh(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.changes.fire();
    }, COALESCE);
  }
}

function commandOf(action: LensAction, { ref }: AnnotatedEntry): { command: string; arguments?: unknown[] } {
  switch (action.kind) {
    case "run":
      return { command: "hyperlens.run", arguments: [ref, action.trials] };
    case "stop":
      return { command: "hyperlens.stop", arguments: [ref] };
    case "results":
      return { command: "hyperlens.showResults", arguments: [ref] };
    case "applyBest":
      return { command: "hyperlens.applyBest", arguments: [ref] };
    case "terminal":
      return { command: "hyperlens.showTerminal", arguments: [ref] };
    case "problems":
      return { command: "workbench.actions.view.problems" };
    case "none":
      return { command: "" };
  }
}
