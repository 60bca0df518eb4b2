import { writeInstant } from "../../core/journal/instant.js";
import type { JournalError } from "../../core/journal/replay.js";
import { plainValue } from "../../core/space/literal.js";
import type { SearchSpace } from "../../core/space/space.js";
import type { JournalState } from "../../core/study/journal-state.js";
import type { Json } from "../../core/study/json.js";
import { literalIn, spaceOf } from "../../core/study/setup.js";
import type { Direction, Outcome, Trial } from "../../core/study/trial.js";

/** The states of a trial as Optuna spells them. */
const STATES = {
  waiting: "WAITING",
  running: "RUNNING",
  complete: "COMPLETE",
  pruned: "PRUNED",
  failed: "FAIL",
} as const satisfies Record<Outcome["kind"], string>;

/** A journal as `hyperlens show --json` prints it: strict JSON, non-finite numbers as the strings NaN and ±Infinity. */
export interface ShownJournal {
  readonly studies: readonly ShownStudy[];
  /** Only where the journal cannot be read to its end. */
  readonly error?: JournalError;
}

export interface ShownStudy {
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly trials: readonly ShownTrial[];
}

export interface ShownTrial {
  readonly number: number;
  readonly state: (typeof STATES)[Outcome["kind"]];
  readonly params: { readonly [name: string]: Json };
  readonly values: readonly (number | string)[] | null;
  readonly intermediate: readonly (readonly [number, number | string])[];
  /** ISO 8601, UTC; null where the trial has not come so far. */
  readonly started: string | null;
  readonly finished: string | null;
}

export function showJournal(state: JournalState, error: JournalError | null): ShownJournal {
  const studies = state.studies.map((study) => {
    const space = spaceOf(study);
    const trials = study.trials.map((trial) => showTrial(space, trial));
    return { name: study.name, directions: study.directions, trials };
  });
  return error === null ? { studies } : { studies, error };
}

function showTrial(space: SearchSpace, trial: Trial): ShownTrial {
  const { outcome } = trial;
  const values = "values" in outcome ? outcome.values : [];
  return {
    number: trial.number,
    state: STATES[outcome.kind],
    params: paramsOf(space, trial),
    values: values.length === 0 ? null : values.map(finite),
    intermediate: [...trial.intermediate].map(([step, value]) => [step, finite(value)]),
    started: trial.started === null ? null : writeInstant(trial.started),
    finished: trial.finished === null ? null : writeInstant(trial.finished),
  };
}

/** Parameters in the order in which the trial has them; then those that only its set-up knows. */
function paramsOf(space: SearchSpace, trial: Trial): { readonly [name: string]: Json } {
  const names = new Set([...trial.params.entries()].map(([name]) => name));
  for (const { name } of space.parameters) names.add(name);
  const params: [string, Json][] = [];
  for (const name of names) {
    const literal = literalIn(space, trial, name);
    if (literal !== undefined) params.push([name, strict(plainValue(literal) as Json)]);
  }
  return Object.fromEntries(params);
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function strict(value: Json): Json {
  if (typeof value === "number") return finite(value);
  return Array.isArray(value) ? (value as readonly Json[]).map(strict) : value;
}
