import type { AnnotatedStudy } from "../../core/annotations/study.js";
import type { CopyFormat } from "../../core/export/code.js";
import type { ExportFormat } from "../../core/export/formats.js";
import type { SourcePlace } from "../../core/notebooks/source-text.js";
import type { PackedText } from "../../core/protocol/panel.js";
import type { Literal } from "../../core/space/literal.js";
import type { Confirmed } from "../../core/study/confirm.js";
import type { ControlAction } from "../../core/study/control.js";
import type { MarkChange } from "../../core/study/marks.js";
import type { RenameOutcome } from "../../driver/control/rename.js";
import type { WishOutcome } from "../../driver/control/wish.js";
import type { StudyDigest, StudyRef, TrialDigest } from "../studies/digest.js";
import type { TrialGroup } from "../studies/groups.js";
import type { StudyInsight } from "../studies/insight.js";
import type { LeftFile } from "./trial-watch.js";

/** A study of a scanned file: where it stands and what it says. */
export interface ScannedStudy {
  /** Where the `@study` comment stands. */
  readonly place: SourcePlace;
  readonly study: AnnotatedStudy;
}

/** What the extension asks of its worker thread, and what it gets back. */
export interface WorkerCalls {
  /** Looks through folders for annotated files; `scanned` events tell what was found. */
  scan: { ask: { readonly roots: readonly string[] }; answer: { readonly files: number; readonly stopped: boolean } };
  /** Looks at files that have changed, appeared or vanished. */
  changed: { ask: { readonly roots: readonly string[]; readonly files: readonly string[] }; answer: null };
  /** The journals to follow from now on; others are let go. */
  follow: { ask: { readonly journals: readonly string[] }; answer: null };
  /** Something is about to happen to a journal: look at it at once and closely for a while. */
  expect: { ask: { readonly journal: string }; answer: null };
  /** The studies of a journal as they stand right now. */
  look: { ask: { readonly journal: string }; answer: readonly StudyDigest[] };
  /** A part of the trials of a study, in the order in which they are listed. */
  trials: {
    ask: { readonly ref: StudyRef; readonly group: TrialGroup; readonly offset: number; readonly limit: number };
    answer: { readonly trials: readonly TrialDigest[]; readonly total: number };
  };
  /** One trial by its number; null where there is none. */
  trial: { ask: { readonly ref: StudyRef; readonly trial: number }; answer: TrialDigest | null };
  /** The values of a trial, of the best one where no number is given; null where there is no such trial. */
  values: {
    ask: { readonly ref: StudyRef; readonly trial: number | null };
    answer: { readonly trial: number; readonly values: readonly (readonly [string, Literal])[] } | null;
  };
  /** Puts a star, tags or a note to a trial, or takes them away. */
  mark: { ask: { readonly ref: StudyRef; readonly trial: number; readonly change: MarkChange }; answer: null };
  /** A study written down; null where the journal has no such study. */
  export: { ask: { readonly ref: StudyRef; readonly format: ExportFormat }; answer: string | null };
  /** The values of a trial as code, of the best one where no number is given; null where there is no such trial. */
  code: {
    ask: { readonly ref: StudyRef; readonly trial: number | null; readonly format: CopyFormat };
    answer: string | null;
  };
  /** What repeats say of the best trials of a study. */
  confirmed: { ask: { readonly ref: StudyRef }; answer: readonly Confirmed[] };
  /** Where the trial ran: the folder that relative paths in its output start from; null where nobody knows. */
  cwd: { ask: { readonly ref: StudyRef; readonly trial: number }; answer: string | null };
  /** Starts to tell what a trial printed and left in its folder, as `log` and `files` events under this number. */
  watch: { ask: { readonly watch: number; readonly journal: string; readonly trial: number }; answer: null };
  unwatch: { ask: { readonly watch: number }; answer: null };
  /** Writes down what a person wants of the drivers of a study. */
  wish: { ask: { readonly ref: StudyRef; readonly action: ControlAction }; answer: WishOutcome };
  /** Queues a trial with values as a person writes them; those of parameters that are left out are the sampler's. */
  queue: {
    ask: { readonly ref: StudyRef; readonly values: Readonly<Record<string, string>> };
    answer: QueueOutcome;
  };
  /** Queues the values of a trial once more. */
  again: { ask: { readonly ref: StudyRef; readonly trial: number }; answer: QueueOutcome };
  /** A parameter has got another name in the code: its trials so far go with it. */
  rename: { ask: { readonly ref: StudyRef; readonly from: string; readonly to: string }; answer: RenameOutcome };
  /** The source files that a trial ran, with its values in them; null where nobody has kept what it ran. */
  sources: {
    ask: { readonly ref: StudyRef; readonly trial: number };
    answer: readonly TrialSource[] | null;
  };
  /** What the trials of a study teach about its parameters; null where there is no such study. */
  insight: { ask: { readonly ref: StudyRef }; answer: StudyInsight | null };
  /** Starts to send the lines of a journal as `lines` events under this number. */
  feed: { ask: { readonly feed: number; readonly journal: string }; answer: null };
  /** The piece of lines that came last has been dealt with. */
  fed: { ask: { readonly feed: number }; answer: null };
  unfeed: { ask: { readonly feed: number }; answer: null };
}

/** A source file that a trial ran; the annotated file is the first of them. */
export interface TrialSource {
  /** Absolute path of the file, whether it still exists or not. */
  readonly file: string;
  /** null where the copy is gone. */
  readonly text: string | null;
}

/** The number of a trial that was queued, or why it was not. */
export type QueueOutcome =
  | {
      readonly kind: "queued";
      readonly trial: number;
      /** Whether a run is alive, which takes it next. */
      readonly alive: boolean;
      /** How many trials wait now, and how many of the study's total are done. */
      readonly waiting: number;
      readonly finished: number;
    }
  | { readonly kind: "refused"; readonly message: string };

export type WorkerEvent =
  /** What a file defines now; nothing where it has gone or defines no study. */
  | { readonly type: "scanned"; readonly file: string; readonly studies: readonly ScannedStudy[] }
  /** A journal as it stands: empty where the file does not exist. */
  | { readonly type: "digests"; readonly journal: string; readonly digests: readonly StudyDigest[] }
  | {
      readonly type: "lines";
      readonly feed: number;
      readonly restart: boolean;
      readonly more: boolean;
      readonly text: PackedText;
    }
  | { readonly type: "unreadable"; readonly feed: number; readonly message: string }
  | {
      readonly type: "log";
      readonly watch: number;
      readonly restart: boolean;
      readonly skipped: number;
      readonly text: string;
    }
  | { readonly type: "files"; readonly watch: number; readonly files: readonly LeftFile[] };

export type CallName = keyof WorkerCalls;

export interface CallMessage {
  readonly call: number;
  readonly name: CallName;
  readonly ask: WorkerCalls[CallName]["ask"];
}

export type WorkerMessage =
  | { readonly type: "answer"; readonly call: number; readonly answer: WorkerCalls[CallName]["answer"] }
  | { readonly type: "refusal"; readonly call: number; readonly message: string }
  | WorkerEvent;
