import type { AnnotatedStudy } from "../../core/annotations/study.js";
import type { SourcePlace } from "../../core/notebooks/source-text.js";
import type { RunControl } from "../../core/study/control.js";
import type { RunOutlook } from "../../core/study/outlook.js";
import type { NamedRange } from "../../core/study/renames.js";
import type { Direction, Instant } from "../../core/study/trial.js";

/** Which study a command is about. Plain data, so that lenses, tree nodes, links and panels can carry it. */
export interface StudyRef {
  /** Absolute path of the journal, whether it exists yet or not. */
  readonly journal: string;
  /** The study's name within it. */
  readonly study: string;
}

/** A study as a file's comments define it, with where its journal is or would be. */
export interface AnnotatedEntry {
  readonly ref: StudyRef;
  /** Absolute path of the annotated file. */
  readonly file: string;
  /** Where the `@study` comment stands. */
  readonly place: SourcePlace;
  readonly study: AnnotatedStudy;
}

/** What the editor shows of one trial. */
export interface TrialDigest {
  readonly number: number;
  readonly state: "waiting" | "running" | "complete" | "pruned" | "failed";
  readonly values: readonly number[];
  /** Active parameters in the order of the space, each value as the host language spells it. */
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly baseline: boolean;
  /** It ran an older version of the code than the newest trial did. */
  readonly older: boolean;
  readonly started: Instant | null;
  readonly finished: Instant | null;
  /** The last intermediate value, where the trial reported any. */
  readonly latest: { readonly step: number; readonly value: number } | null;
  readonly failure: { readonly kind: string; readonly message: string; readonly traceback: string | null } | null;
  /** Fold scores of the first direction; null where the objective gave none. */
  readonly folds: readonly number[] | null;
}

/** What is known about the process that works on a study. */
export type Activity =
  | { readonly kind: "idle" }
  /** A driver is alive. `pid` is null where it runs on another machine. */
  | ({
      readonly kind: "running";
      readonly host: string;
      readonly pid: number | null;
    } & RunControl)
  /** The last run has no end and its driver is dead: trials may be lost, and the next run takes them over. */
  | { readonly kind: "interrupted" };

/** What lens, tree, status bar and panel need to know of one study of a journal. */
export interface StudyDigest {
  readonly ref: StudyRef;
  readonly directions: readonly Direction[];
  /** One name or null per direction. */
  readonly metrics: readonly (string | null)[];
  /** Where the annotation stood when the study last ran: absolute path, cell and line; null for a foreign study. */
  readonly source: ({ readonly file: string } & SourcePlace) | null;
  /** The parameters of the space as the study was last set up; none of a foreign study. */
  readonly space: readonly NamedRange[];
  readonly counts: Readonly<Record<TrialDigest["state"], number>>;
  /** All trials that stand in the journal, those that were queued again included. */
  readonly recorded: number;
  /** Trials that count towards the total: finished ones without those that were queued again or imported. */
  readonly finished: number;
  /** Trials that were imported. */
  readonly imported: number;
  /** Total of the present or last run; null where it had none. */
  readonly total: number | null;
  /** How many trials run at once; null where nobody has said so. */
  readonly parallel: number | null;
  /** What can be expected of the present run; null where none goes on, or nothing can be told yet. */
  readonly outlook: RunOutlook | null;
  readonly best: TrialDigest | null;
  readonly baseline: TrialDigest | null;
  /** Number of Pareto-optimal trials; 0 with one direction. */
  readonly front: number;
  readonly activity: Activity;
  /** When the last run began; null where none did. */
  readonly started: Instant | null;
  /** Why the last run ended, in words; null where it did not, or there was none. */
  readonly ended: string | null;
  /** What is wrong with the journal; null where all is well. */
  readonly error: string | null;
}

/** A study as the editor knows it: from its annotation, from its journal, or from both. */
export interface StudyEntry {
  readonly ref: StudyRef;
  readonly annotated: AnnotatedEntry | null;
  readonly digest: StudyDigest | null;
}

/** One string per study, for maps and for the tree's stable identifiers. */
export function studyKey(ref: StudyRef): string {
  return `${ref.journal}\u0000${ref.study}`;
}

export function isRunning(digest: StudyDigest | null): boolean {
  return digest?.activity.kind === "running";
}
