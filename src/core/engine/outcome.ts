import { OPTUNA_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../study/attributes.js";
import type { Json } from "../study/json.js";
import type { Outcome } from "../study/trial.js";
import { StudyError } from "./errors.js";

/** What may be known beside the values of a trial. */
export interface Evidence {
  /** Step and value of what was reported on the way; one direction only. */
  readonly intermediate?: readonly (readonly [step: number, value: number])[];
  /** Outcome constraints: each is kept where it is at most 0. */
  readonly constraints?: readonly number[];
}

/**
 * How a trial ended: its value, its values in the order of the directions, or an object that says more. A value that is
 * NaN makes the trial failed, as in Optuna; an infinite one is kept.
 */
export type TrialOutcome =
  | number
  | readonly number[]
  | (Evidence & {
      readonly kind: "complete";
      readonly values: number | readonly number[];
      /** The scores whose means are the values: of one direction, or a list for each. */
      readonly folds?: readonly number[] | readonly (readonly number[])[];
    })
  | (Evidence & { readonly kind: "pruned"; readonly values?: number | readonly number[] })
  | { readonly kind: "failed"; readonly message?: string };

export interface ReadOutcome {
  readonly outcome: Exclude<Outcome, { readonly kind: "running" | "waiting" }>;
  readonly intermediate: ReadonlyMap<number, number>;
  readonly attributes: ReadonlyMap<string, Json>;
}

/** @throws {StudyError} where there is not one number for each direction. */
export function readOutcome(number: number, told: TrialOutcome, directions: number): ReadOutcome {
  if (typeof told === "number" || Array.isArray(told)) {
    return readOutcome(number, { kind: "complete", values: told as number | readonly number[] }, directions);
  }
  if (!isOutcome(told)) {
    throw new StudyError(
      "bad-outcome",
      `Trial ${number} was told something that is no outcome; give a number, an array with one number for each direction, or an object whose kind is "complete", "pruned" or "failed".`,
    );
  }
  if (told.kind === "failed") {
    const failure = { kind: "exception", message: told.message ?? "The objective failed.", traceback: null };
    return failed(failure);
  }
  const attributes = new Map<string, Json>();
  if (told.constraints !== undefined) attributes.set(OPTUNA_ATTRIBUTES.constraints, [...told.constraints]);
  const intermediate = new Map(told.intermediate ?? []);
  if (told.kind === "pruned") {
    const last = [...intermediate].sort(([a], [b]) => b - a)[0];
    const values =
      told.values === undefined ? (last === undefined ? [] : [last[1]]) : valuesOf(number, told.values, directions);
    return { outcome: { kind: "pruned", values: values.some(Number.isNaN) ? [] : values }, intermediate, attributes };
  }
  const values = valuesOf(number, told.values, directions);
  if (values.some(Number.isNaN)) {
    return failed({ kind: "non-finite", message: "The objective's value is not a number.", traceback: null });
  }
  if (told.folds !== undefined)
    attributes.set(
      TRIAL_ATTRIBUTES.folds,
      told.folds.map((fold) => (isArray(fold) ? [...fold] : fold)),
    );
  return { outcome: { kind: "complete", values }, intermediate, attributes };
}

type Told = Extract<TrialOutcome, { readonly kind: string }>;

function isOutcome(told: TrialOutcome): told is Told {
  const kinds: readonly unknown[] = ["complete", "pruned", "failed"];
  return typeof told === "object" && told !== null && "kind" in told && kinds.includes(told.kind);
}

function failed(failure: Json): ReadOutcome {
  return {
    outcome: { kind: "failed", values: [] },
    intermediate: new Map(),
    attributes: new Map([[TRIAL_ATTRIBUTES.failure, failure]]),
  };
}

function valuesOf(number: number, told: number | readonly number[], directions: number): readonly number[] {
  const values = isArray(told) ? [...told] : [told];
  const wrong = values.find((value) => typeof value !== "number");
  if (wrong !== undefined) {
    throw new StudyError(
      "bad-outcome",
      `The values of trial ${number} must be numbers, but one is of type ${typeof wrong}.`,
    );
  }
  if (values.length !== directions) {
    throw new StudyError(
      "wrong-value-count",
      `Trial ${number} needs ${directions === 1 ? "one value" : `${directions} values, one for each direction`}, but was told ${values.length}.`,
    );
  }
  return values;
}

function isArray<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
