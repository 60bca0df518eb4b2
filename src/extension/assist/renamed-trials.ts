import * as vscode from "vscode";
import { renamedParameters } from "../../core/assist/renamed.js";
import { parsedSource } from "../documents/parsed.js";
import { rangeIn } from "../documents/places.js";
import { openedSource } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import { log, messageOf } from "../log.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { isRunning, type StudyRef, studyKey } from "../studies/digest.js";
import { annotatedOf } from "./annotated.js";
import { factsIn } from "./facts.js";

interface Names {
  readonly from: string;
  readonly to: string;
}

/** Not for the palette: it is given what it is about. */
const COMMAND = "hyperlens.renameInTrials";

/** How long the status bar tells of it (milliseconds). */
const TOLD = 8_000;

/**
 * Lets the trials of a study go with a parameter that gets another name. Where it is renamed from its annotation they do so
 * once the file is saved and the study rests, and go back where the rename is undone; where it was renamed in some other
 * way, a light-bulb offers it.
 */
export class RenamedTrials implements vscode.CodeActionProvider, vscode.Disposable {
  /** The renames of this window by the studies that they concern. */
  private readonly made = new Map<string, { readonly ref: StudyRef; readonly names: Names[] }>();
  private readonly subscriptions: vscode.Disposable[];
  private carrying = false;
  /** Something has happened since the last look began. */
  private changed = false;

  constructor(
    private readonly studies: Studies,
    private readonly worker: WorkerClient,
  ) {
    const look = () => this.carry();
    this.subscriptions = [
      vscode.workspace.onDidSaveTextDocument(look),
      vscode.workspace.onDidSaveNotebookDocument(look),
      studies.onDidChange(look),
      vscode.commands.registerCommand(COMMAND, (ref: StudyRef, names: Names) => this.rename(ref, names)),
    ];
  }

  /** A parameter is being renamed from its annotation. */
  expect(document: vscode.TextDocument, study: string, names: Names): void {
    const ref = this.studies.annotatedIn(document).find((entry) => entry.study.name === study)?.ref;
    if (ref === undefined) return;
    const known = this.made.get(studyKey(ref)) ?? { ref, names: [] };
    this.made.set(studyKey(ref), known);
    // It may be undone.
    known.names.push(names, { from: names.to, to: names.from });
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const annotated = annotatedOf(document);
    if (annotated === null || annotated.tags.length === 0) return [];
    const facts = factsIn(document, this.studies);
    return this.studies.annotatedIn(document).flatMap(({ ref, study: { name } }) => {
      const study = annotated.parsed.studies.find((one) => one.name === name);
      if (study === undefined || isRunning(this.studies.digest(ref))) return [];
      return renamedParameters(annotated, study, facts(study)).flatMap(({ from, to, range: where }) => {
        if (!rangeIn(document, where)?.intersection(range)) return [];
        const title = t("Rename `{0}` to `{1}` in the trials so far", from, to);
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.command = { command: COMMAND, title, arguments: [ref, { from, to }] };
        return [action];
      });
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private carry(): void {
    if (this.made.size === 0) return;
    this.changed = true;
    if (this.carrying) return;
    this.carrying = true;
    void this.carryAll()
      .catch((error: unknown) => log().error(messageOf(error)))
      .finally(() => {
        this.carrying = false;
      });
  }

  private async carryAll(): Promise<void> {
    while (this.changed) {
      this.changed = false;
      for (const { ref, names } of this.made.values()) {
        for (const pair of names) if (await this.isDue(ref, pair)) await this.rename(ref, pair);
      }
    }
  }

  /** Whether the saved code has the new name, the trials have the old one, and nobody works on them. */
  private async isDue(ref: StudyRef, { from, to }: Names): Promise<boolean> {
    const annotated = this.studies.entry(ref)?.annotated;
    const digest = this.studies.digest(ref);
    if (annotated == null || digest === null || isRunning(digest)) return false;
    const then = digest.space.map(({ name }) => name);
    if (!then.includes(from) || then.includes(to)) return false;
    const source = await openedSource(annotated.file);
    if (source === null || source.parts.some(({ document }) => document.isDirty) || source.notebook?.isDirty)
      return false;
    const study = parsedSource(source).studies.find(({ name }) => name === ref.study);
    const now = study?.space.parameters.map(({ name }) => name) ?? [];
    return now.includes(to) && !now.includes(from);
  }

  private async rename(ref: StudyRef, { from, to }: Names): Promise<void> {
    const outcome = await this.worker.ask("rename", { ref, from, to });
    if (outcome.kind === "refused") {
      void vscode.window.showWarningMessage(outcome.message);
      return;
    }
    const { trials } = outcome;
    const text =
      trials === 1
        ? t("`{0}` is `{1}` in the trial of {2}, too.", from, to, ref.study)
        : t("`{0}` is `{1}` in the {3} trials of {2}, too.", from, to, ref.study, trials);
    log().info(text);
    vscode.window.setStatusBarMessage(text, TOLD);
  }
}
