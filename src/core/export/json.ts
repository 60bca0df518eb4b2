import { writeInstant } from "../journal/instant.js";
import { type PlainValue, plainValue } from "../space/literal.js";
import type { SearchSpace } from "../space/space.js";
import type { Json } from "../study/json.js";
import { marksOf } from "../study/marks.js";
import { literalIn, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import { failureOf, foldsOf } from "../study/summary.js";
import type { Direction, Outcome, Trial } from "../study/trial.js";

/** The states of a trial as Optuna spells them. */
const STATES = {
  waiting: "WAITING",
  running: "RUNNING",
  complete: "COMPLETE",
  pruned: "PRUNED",
  failed: "FAIL",
} as const satisfies Record<Outcome["kind"], string>;

/** A study in strict JSON: non-finite numbers are the strings NaN and ±Infinity. */
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

/** The study as `hyperlens show --json` prints it. */
export function showStudy(study: StudyState): ShownStudy {
  const space = spaceOf(study);
  const trials = study.trials.map((trial) => showTrial(space, trial));
  return { name: study.name, directions: study.directions, trials };
}

/** The same with everything that was kept of its trials: further metrics, folds, failures, and what people noted. */
export function jsonOf(study: StudyState): string {
  const { trials, ...head } = showStudy(study);
  const marks = marksOf(study);
  const full = trials.map((shown, i) => {
    const trial = study.trials[i]!;
    const failure = failureOf(trial);
    const folds = foldsOf(trial);
    const mark = marks.get(trial.number);
    return {
      ...shown,
      ...(trial.userAttributes.size === 0 ? {} : { userAttributes: strict(Object.fromEntries(trial.userAttributes)) }),
      ...(folds === null ? {} : { folds: folds.map(finite) }),
      ...(failure === null ? {} : { failure }),
      ...(mark ?? {}),
    };
  });
  return `${JSON.stringify({ ...head, trials: full })}\n`;
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
    if (literal !== undefined) params.push([name, strict(plainValue(literal))]);
  }
  return Object.fromEntries(params);
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function strict(value: Json | PlainValue): Json {
  if (typeof value === "number") return finite(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(strict);
  if (typeof value !== "object" || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value as { readonly [name: string]: Json }).map(([k, v]) => [k, strict(v)]));
}
