import { type LocalOffset, parseInstant } from "../journal/instant.js";
import type { Json } from "../study/json.js";
import type { Direction, Instant } from "../study/trial.js";

/** A finished trial of another program, before it is fitted into a search space: values are what a person would write. */
export interface ForeignTrial {
  /** What its source calls it; unique there. */
  readonly key: string;
  readonly state: "complete" | "pruned" | "failed";
  /** One per direction; empty where there are none. */
  readonly values: readonly number[];
  /** Scores of the folds whose mean is the value, or null. */
  readonly folds: readonly number[] | null;
  /** By the names that the study has for them. */
  readonly params: ReadonlyMap<string, string>;
  /** What else is worth keeping with the trial: further metrics, parameters that the study does not have. */
  readonly extra: ReadonlyMap<string, Json>;
  /** Step and value, for one direction. */
  readonly intermediate: readonly (readonly [number, number])[];
  readonly started: Instant | null;
  readonly finished: Instant | null;
}

export interface ForeignStudy {
  readonly trials: readonly ForeignTrial[];
  /** null where the source does not tell. */
  readonly directions: readonly Direction[] | null;
  /** Trials that have not come to an end. */
  readonly unfinished: number;
  /** Parameters of the study of which the source says nothing. */
  readonly missing: readonly string[];
}

/** The same trials where the source minimises what the study maximises, or the other way round. */
export function negated(study: ForeignStudy): ForeignStudy {
  const turned: Readonly<Record<Direction, Direction>> = { minimize: "maximize", maximize: "minimize" };
  return {
    ...study,
    directions: study.directions?.map((direction) => turned[direction]) ?? null,
    trials: study.trials.map((trial) => ({
      ...trial,
      values: trial.values.map((value) => -value),
      folds: trial.folds?.map((fold) => -fold) ?? null,
      intermediate: trial.intermediate.map(([step, value]) => [step, -value] as const),
    })),
  };
}

/** What is asked of a source. */
export interface Wanted {
  /** Names of the study's parameters. */
  readonly parameters: readonly string[];
  /** The metric of each direction; null where it has no name. */
  readonly metrics: readonly (string | null)[];
  /** What the source calls these metrics, where a person has said so. */
  readonly called: readonly string[] | null;
  /** What the source calls parameters that have another name there, by the names of the study. */
  readonly others: ReadonlyMap<string, string>;
}

/** What a source calls a parameter of the study. */
export function nameThere(wanted: Wanted, parameter: string): string {
  return wanted.others.get(parameter) ?? parameter;
}

/** What a person has to choose before a source can be read: one of its studies, what it calls the metric, whether its values have the other sign. */
export type ImportChoice =
  | { readonly flag: "from" | "metric"; readonly names: readonly string[] }
  | { readonly flag: "negate" };

/** A source holds nothing that could be imported; the message says what was looked for and what is there. */
export class ImportError extends Error {
  override readonly name = "ImportError";

  constructor(
    message: string,
    readonly choice: ImportChoice | null = null,
  ) {
    super(message);
  }
}

const COMPLETE = new Set(["complete", "completed", "finished", "terminated", "success", "succeeded", "ok", "done"]);
const PRUNED = new Set(["pruned", "early_stopped", "earlystopped", "stopped"]);
const FAILED = new Set(["fail", "failed", "crashed", "crash", "error", "killed", "invalid", "fatal"]);
const OPEN = new Set(["running", "waiting", "queued", "pending", "paused", "idle"]);

/**
 * What came of a trial, by the word that its source has for its state, or, without a word that is known, by whether it has
 * values. null: it has not come to an end.
 */
export function outcomeFrom(word: string, values: readonly number[]): Pick<ForeignTrial, "state" | "values"> | null {
  const plain = word.trim().toLowerCase().replace(/^.*\./, "");
  const valued = isValued(values);
  if (OPEN.has(plain)) return null;
  if (FAILED.has(plain)) return { state: "failed", values: [] };
  if (PRUNED.has(plain)) return { state: "pruned", values: valued ? values : [] };
  if (valued) return { state: "complete", values };
  return COMPLETE.has(plain) || plain === "" ? { state: "failed", values: [] } : null;
}

/** Whether every direction has a number. */
export function isValued(values: readonly number[]): boolean {
  return values.length > 0 && !values.some(Number.isNaN);
}

/** Scores of a cross-validation; null where there are fewer than two, or one is no number. */
export function foldsFrom(scores: readonly number[]): readonly number[] | null {
  return scores.length > 1 && scores.every(Number.isFinite) ? scores : null;
}

/** A time that cannot be read is none: nothing depends on it. */
export function instantFrom(text: string, localOffset: LocalOffset): Instant | null {
  try {
    return text === "" ? null : parseInstant(text, localOffset);
  } catch {
    return null;
  }
}

const NOT_FINITE: { readonly [word: string]: number } = {
  inf: 1 / 0,
  infinity: 1 / 0,
  "-inf": -1 / 0,
  "-infinity": -1 / 0,
};

/** A number as any of the sources writes it; NaN where it is none. */
export function numberFrom(text: string): number {
  const plain = text.trim();
  return plain === "" ? Number.NaN : (NOT_FINITE[plain.toLowerCase()] ?? Number(plain));
}
