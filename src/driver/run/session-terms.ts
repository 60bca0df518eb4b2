import type { Literal } from "../../core/space/literal.js";
import type { Continuation } from "../../core/study/continuation.js";
import type { Json } from "../../core/study/json.js";
import type { Judge } from "../../core/study/judge.js";
import type { StudyOptions } from "../../core/study/options.js";
import type { StudySetup } from "../../core/study/setup.js";
import type { Suggester } from "../../core/study/suggest.js";
import type { Instant, Trial } from "../../core/study/trial.js";
import type { Journal } from "../journal/journal.js";
import type { Ending } from "./outcome.js";
import type { PlannedResource } from "./plan.js";
import type { TrialBudget } from "./trial-budget.js";

/** Somebody has deleted the study, or its journal, while it was running. */
export class StudyGoneError extends Error {
  override readonly name = "StudyGoneError";

  constructor(study: string, journal: string) {
    super(`The study ${study} has been deleted from ${journal} while it was running; nothing more is run.`);
  }
}

export interface SessionSetup {
  readonly journal: Journal;
  readonly worker: string;
  readonly study: string;
  readonly setup: StudySetup;
  readonly options: StudyOptions;
  readonly suggester: Suggester;
  readonly judge: Judge;
  readonly resource: PlannedResource | null;
  /** Total of trials; null where the sampler, time or a rule ends the study. */
  readonly total: number | null;
  /** System attributes of every trial of this run: the hash of the code. */
  readonly attributes: readonly (readonly [string, Json])[];
  readonly started: Instant;
}

/** A trial that is to run now. */
export interface Assigned {
  readonly trial: Trial;
  readonly values: ReadonlyMap<string, Literal>;
  /** The sampler's sentence; null where the trial was waiting. */
  readonly reason: string | null;
  /** How much of the study's resource the trial gets; null where the study has none. */
  readonly budget: TrialBudget | null;
  /** The trial from whose folder it goes on; null where it begins anew. */
  readonly continues: Continuation | null;
}

export interface Ended {
  readonly trial: Trial;
  readonly ending: Ending;
  /** The most memory that it was seen to hold, in bytes; null where it was not measured. */
  readonly memory: number | null;
}

export type Turn =
  | { readonly kind: "run"; readonly assigned: Assigned }
  /** Nothing can be begun before a running trial has ended. */
  | { readonly kind: "wait" }
  /** Nothing more for this slot; a reason where the whole run ends, null where its total is reached. */
  | { readonly kind: "end"; readonly reason: string | null };
