import * as vscode from "vscode";
import { activePlace } from "../documents/active.js";
import { parsedSource } from "../documents/parsed.js";
import { t } from "../l10n/translation.js";
import type { ResultsPanels } from "../panel/results-panels.js";
import type { WorkspaceScan } from "../store/scan.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { studyDescription, trialDescription } from "../studies/describe.js";
import { isRunning, type StudyEntry, type StudyRef } from "../studies/digest.js";
import type { TrialGroup } from "../studies/groups.js";
import { studyArgument } from "./arguments.js";

/** Finds the study that a command is about, and asks where it cannot tell. */
export class Chooser {
  constructor(
    private readonly studies: Studies,
    private readonly scan: WorkspaceScan,
    private readonly panels: ResultsPanels,
    private readonly worker: WorkerClient,
  ) {}

  /**
   * The study of the argument, else of the panel or the code in front, else the only one that will do, else the one
   * that a person picks.
   */
  async study(argument: unknown, title: string, suits: (entry: StudyEntry) => boolean): Promise<StudyEntry | null> {
    const given = studyArgument(argument);
    if (given !== null) return this.known(given);
    const active = this.panels.active;
    const shown = active === null ? undefined : this.studies.entry(active);
    if (shown !== undefined && suits(shown)) return shown;
    const here = this.underCaret(suits);
    if (here !== null) return here;
    await this.scan.once();
    const entries = this.studies.entries().filter(suits);
    if (entries.length === 0) {
      void vscode.window.showInformationMessage(t("{0}: there is no study for this.", title));
      return null;
    }
    if (entries.length === 1) return entries[0]!;
    const items = [...entries]
      .sort((a, b) => Number(isRunning(b.digest)) - Number(isRunning(a.digest)))
      .map((entry) => ({
        label: entry.ref.study,
        description: studyDescription(entry),
        detail: vscode.workspace.asRelativePath(entry.annotated?.file ?? entry.ref.journal),
        entry,
      }));
    const picked = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
    return picked?.entry ?? null;
  }

  /** The trial of a study that a person picks, from the newest; of those groups where some are named. */
  async trial(ref: StudyRef, title: string, groups: readonly TrialGroup[] = ["all"]): Promise<number | null> {
    const pages = await Promise.all(
      groups.map((group) => this.worker.ask("trials", { ref, group, offset: 0, limit: 500 })),
    );
    const items = pages
      .flatMap(({ trials }) => trials)
      .filter(({ params }) => params.length > 0)
      .map((trial) => ({
        label: t("Trial {0}", trial.number),
        description: trialDescription(trial),
        number: trial.number,
      }));
    const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
    return picked?.number ?? null;
  }

  private known(ref: StudyRef): StudyEntry {
    return this.studies.entry(ref) ?? { ref, annotated: null, digest: this.studies.digest(ref) };
  }

  private underCaret(suits: (entry: StudyEntry) => boolean): StudyEntry | null {
    const place = activePlace();
    if (place === null) return null;
    const { offset: caret, source } = place;
    const entries = this.studies.annotatedIn(place.document);
    const { studies } = parsedSource(source);
    const suitable = entries
      .map((annotated, i) => ({ entry: this.known(annotated.ref), study: studies[i]! }))
      .filter(({ entry }) => suits(entry));
    const holding = suitable.filter(
      ({ study }) => caret >= Math.min(study.annotation.start, study.range.start) && caret <= study.range.end,
    );
    if (holding.length === 1) return holding[0]!.entry;
    return suitable.length === 1 ? suitable[0]!.entry : null;
  }
}
