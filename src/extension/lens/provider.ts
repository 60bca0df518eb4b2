import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { cellOf } from "../documents/places.js";
import { trialsSetting } from "../run/settings.js";
import type { Studies } from "../store/studies.js";
import { hasValues } from "../studies/applied.js";
import type { AnnotatedEntry } from "../studies/digest.js";
import { isEdited } from "./edited.js";
import { type LensAction, type LensText, lensTexts } from "./texts.js";

/** Lenses are asked for anew this often at most while a study runs (milliseconds). */
const COALESCE = 250;
/** How often, and after how many milliseconds, the editor is reminded of lenses that it has not asked for. */
const REMINDERS = 5;
const REMIND_AFTER = 1_000;

interface PlacedLens {
  readonly entry: AnnotatedEntry;
  readonly text: LensText;
}

/** The lenses above each study of a document. */
export class LensProvider implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly subscriptions: vscode.Disposable[];
  /** What stands in the lenses of each document now. */
  private readonly shown = new Map<vscode.TextDocument, string>();
  private timer: NodeJS.Timeout | null = null;
  private reminders = 0;

  constructor(private readonly studies: Studies) {
    const soon = () => this.soon();
    this.subscriptions = [
      this.changes,
      studies.onDidChange(soon),
      vscode.workspace.onDidChangeTextDocument(soon),
      vscode.workspace.onDidChangeNotebookDocument(soon),
      vscode.workspace.onDidSaveTextDocument(soon),
      vscode.workspace.onDidGrantWorkspaceTrust(soon),
      vscode.workspace.onDidChangeConfiguration(soon),
      vscode.workspace.onDidCloseTextDocument((document) => this.shown.delete(document)),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const journals = this.annotatedHere(document).map(({ ref }) => ref.journal);
    if (journals.length === 0) {
      this.shown.delete(document);
      return [];
    }
    // A lens that offers to run what has run already would be corrected a moment later, before everybody's eyes.
    await this.studies.whenKnown(journals.filter((journal) => existsSync(journal)));
    const lenses = this.lenses(document);
    this.shown.set(document, signature(lenses));
    return lenses.map(({ entry, text: { title, tooltip, action } }) => {
      const range = new vscode.Range(entry.place.line, 0, entry.place.line, 0);
      return new vscode.CodeLens(range, { title, tooltip, ...commandOf(action, entry) });
    });
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The studies whose annotations stand in the very document. */
  private annotatedHere(document: vscode.TextDocument): readonly AnnotatedEntry[] {
    const entries = this.studies.annotatedIn(document);
    const cell = entries.length === 0 ? null : cellOf(document);
    return entries.filter(({ place }) => place.cell === cell);
  }

  private lenses(document: vscode.TextDocument): readonly PlacedLens[] {
    if (!vscode.workspace.getConfiguration("hyperlens", document.uri).get("codeLens.enabled", true)) return [];
    return this.annotatedHere(document).flatMap((entry) => {
      const digest = this.studies.digest(entry.ref);
      const texts = lensTexts({
        study: entry.study,
        digest,
        trialsSetting: trialsSetting(entry.file),
        trusted: vscode.workspace.isTrusted,
        edited: isEdited(document, digest),
        applied: hasValues(entry, digest?.best?.params ?? []),
      });
      return texts.map((text) => ({ entry, text }));
    });
  }

  private soon(): void {
    this.timer ??= setTimeout(() => this.refresh(), COALESCE);
  }

  /** Lenses that would say the same stay untouched: each refresh draws them anew, under the pointer of whoever clicks. */
  private refresh(): void {
    this.timer = null;
    const changed = [...this.shown].some(
      ([document, signed]) => !document.isClosed && signature(this.lenses(document)) !== signed,
    );
    const missing = this.isMissing();
    if (changed || missing) this.changes.fire();
    if (!missing) this.reminders = 0;
    else if (this.reminders++ < REMINDERS) this.timer = setTimeout(() => this.refresh(), REMIND_AFTER);
  }

  /**
   * The editor now and then forgets to ask a provider that was registered after a file was opened, and what it is told
   * in that moment is lost, too.
   */
  private isMissing(): boolean {
    return vscode.window.visibleTextEditors.some(
      ({ document }) => !this.shown.has(document) && this.annotatedHere(document).length > 0,
    );
  }
}

function signature(lenses: readonly PlacedLens[]): string {
  return JSON.stringify(lenses.map(({ entry: { ref }, text }) => [ref, text]));
}

function commandOf(action: LensAction, { ref }: AnnotatedEntry): { command: string; arguments?: unknown[] } {
  switch (action.kind) {
    case "run":
      return { command: "hyperlens.run", arguments: [ref, action.trials] };
    case "pause":
    case "resume":
    case "stop":
    case "stopNow":
      return { command: `hyperlens.${action.kind}`, arguments: [ref] };
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
