import type { Cube } from "../samplers/cube.js";
import type { Observation } from "../samplers/sampler.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import { fits, internalOf, literalOf } from "../space/value.js";
import { OPTUNA_ATTRIBUTES, REPORT_PREFIX, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import type { Direction, Trial } from "./trial.js";

/**
 * Trials as samplers see them. What is learnt of a finished trial, which never changes, is kept by the trial itself;
 * whatever else a journal says later, the same trials give the same observations.
 */
export class History {
  readonly #known = new WeakMap<Trial, Observation | "unusable">();

  constructor(
    private readonly cube: Cube,
    private readonly directions: readonly Direction[],
  ) {}

  /** The usable trials in order of number. */
  observations(trials: readonly Trial[]): readonly Observation[] {
    const usable: Observation[] = [];
    for (const trial of trials) {
      const observation = this.#known.get(trial) ?? this.#read(trial);
      if (observation !== "unusable") usable.push(observation);
    }
    return usable;
  }

  #read(trial: Trial): Observation | "unusable" {
    const observation = observationOf(this.cube, this.directions, trial) ?? "unusable";
    const { kind } = trial.outcome;
    if (kind !== "running" && kind !== "waiting") this.#known.set(trial, observation);
    return observation;
  }
}

/**
 * One trial in terms of the present space and of smaller-is-better. null for a trial that says nothing about it: values
 * that the present space cannot propose, values that the space could not represent even then, and interrupted trials,
 * which were queued again.
 */
export function observationOf(cube: Cube, directions: readonly Direction[], trial: Trial): Observation | null {
  const { systemAttributes } = trial;
  if (systemAttributes.has(TRIAL_ATTRIBUTES.values) || systemAttributes.get(TRIAL_ATTRIBUTES.requeued) === true) {
    return null;
  }
  const located = locate(cube, trial);
  if (located === null) return null;
  const sign = (direction: Direction | undefined) => (direction === "maximize" ? -1 : 1);
  const intermediate = [...trial.intermediate]
    .filter(([, value]) => !Number.isNaN(value))
    .sort(([a], [b]) => a - b)
    .map(([step, value]) => [step, sign(directions[0]) * value] as const);
  const values = "values" in trial.outcome ? trial.outcome.values : [];
  const valued = values.length === directions.length && !values.some(Number.isNaN);
  const losses = valued ? values.map((value, i) => sign(directions[i]) * value) : [];
  return {
    number: trial.number,
    ...located,
    coordinates: cube.coordinatesOf(located.point),
    state: stateOf(trial, valued),
    losses: trial.outcome.kind === "failed" ? [] : losses,
    intermediate,
    reported:
      directions.length === 1
        ? intermediate.slice(-1).map(([, loss]) => loss)
        : trial.outcome.kind === "pruned"
          ? lastReport(systemAttributes, directions.map(sign))
          : [],
    violation: violationOf(systemAttributes.get(OPTUNA_ATTRIBUTES.constraints)),
    variance: directions.length === 1 ? varianceOf(systemAttributes.get(TRIAL_ATTRIBUTES.folds)) : null,
    seconds: trial.started === null || trial.finished === null ? null : (trial.finished - trial.started) / 1e6,
    attributes: systemAttributes,
  };
}

/** The losses of the last report of a trial with several directions; empty where one of them is no number. */
function lastReport(attributes: ReadonlyMap<string, Json>, signs: readonly number[]): readonly number[] {
  let [last, losses]: [number, readonly number[]] = [Number.NEGATIVE_INFINITY, []];
  for (const [key, values] of attributes) {
    if (!key.startsWith(REPORT_PREFIX) || !Array.isArray(values) || values.length !== signs.length) continue;
    const step = Number(key.slice(REPORT_PREFIX.length));
    const numbers = values.map((value, i) => (typeof value === "number" ? signs[i]! * value : Number.NaN));
    if (step > last && !numbers.some(Number.isNaN)) [last, losses] = [step, numbers];
  }
  return losses;
}

function stateOf(trial: Trial, valued: boolean): Observation["state"] {
  switch (trial.outcome.kind) {
    case "waiting":
    case "running":
      return "running";
    case "complete":
      return valued ? "complete" : "failed";
    case "pruned":
    case "failed":
      return trial.outcome.kind;
  }
}

/** The values of the active parameters in the present space; null where one of them cannot be proposed in it. */
function locate(cube: Cube, trial: Trial): Pick<Observation, "point" | "whole"> | null {
  let misplaced = false;
  let whole = true;
  const point = cube.configure(({ parameter }) => {
    const stored = trial.params.get(parameter.name);
    const value = stored === undefined ? undefined : translated(parameter.distribution, trial, parameter.name, stored);
    if (value === undefined) whole = false;
    else if (value === null) misplaced = true;
    return value ?? undefined;
  });
  if (misplaced || (point.size === 0 && cube.dimensions.length > 0)) return null;
  return { point, whole };
}

/** A stored value as the present distribution holds it; null where that cannot propose it. */
function translated(present: Distribution, trial: Trial, name: string, stored: number): number | null {
  const then = trial.distributionOf(name);
  if (then === undefined || then === present) return fits(present, stored) ? stored : null;
  if (isCategorical(then) !== isCategorical(present)) return null;
  if (!isCategorical(then) || !isCategorical(present)) {
    const value = internalOf(present, { kind: "real", value: stored });
    return value !== null && fits(present, value) ? value : null;
  }
  if (!fits(then, stored)) return null;
  const literal = literalOf(then, stored);
  const index = internalOf(present, literal);
  if (index !== null || literal.kind !== "string") return index;
  // A journal keeps a list or tuple as the text of its source.
  const listed = choicesOf(present).findIndex((choice) => "text" in choice && choice.text === literal.value);
  return listed >= 0 ? listed : null;
}

/** The sum of what exceeds 0 in Optuna's list of constraint values; a value that is not a number counts as broken. */
function violationOf(constraints: Json | undefined): number {
  if (!Array.isArray(constraints)) return 0;
  return constraints.reduce<number>((sum, value) => {
    if (typeof value !== "number" || Number.isNaN(value)) return Number.POSITIVE_INFINITY;
    return sum + Math.max(0, value);
  }, 0);
}

/** The squared standard error of the mean of the folds. */
function varianceOf(folds: Json | undefined): number | null {
  const scores = Array.isArray(folds) && folds.length === 1 && Array.isArray(folds[0]) ? folds[0] : folds;
  if (!Array.isArray(scores) || scores.length < 2) return null;
  const numbers = scores.filter((score): score is number => typeof score === "number" && Number.isFinite(score));
  if (numbers.length !== scores.length) return null;
  const mean = numbers.reduce((sum, score) => sum + score, 0) / numbers.length;
  const squares = numbers.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return squares / (numbers.length - 1) / numbers.length;
}
