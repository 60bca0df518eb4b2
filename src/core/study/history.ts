import type { Cube } from "../samplers/cube.js";
import type { Observation } from "../samplers/sampler.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import type { Point } from "../space/space.js";
import { fits, internalOf, literalOf } from "../space/value.js";
import { OPTUNA_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import { reportsOf } from "./reports.js";
import type { Direction, Trial } from "./trial.js";

/**
 * Trials as samplers see them. What is learnt of a finished trial, which never changes, is kept; whatever else a journal
 * says later, the same trials give the same observations.
 */
export class History {
  /** The finished trials at the front, of which everything is known. */
  readonly #settled: Trial[] = [];
  /** The usable ones of the settled trials, and behind them those that were asked for last. */
  readonly #usable: Observation[] = [];
  #settledUsable = 0;
  /** What is known of finished trials that stand behind one that is not. */
  readonly #known = new WeakMap<Trial, Observation | "unusable">();

  constructor(
    private readonly cube: Cube,
    private readonly directions: readonly Direction[],
  ) {}

  /** The usable trials in order of number. The list is valid until it is asked for again. */
  observations(trials: readonly Trial[]): readonly Observation[] {
    this.#forgetOthers(trials);
    const usable = this.#usable;
    usable.length = this.#settledUsable;
    for (let at = this.#settled.length; at < trials.length; at++) {
      const trial = trials[at]!;
      const isNext = at === this.#settled.length && isFinished(trial);
      const observation = this.#read(trial, isNext);
      if (observation !== "unusable") usable.push(observation);
      if (!isNext) continue;
      this.#settled.push(trial);
      this.#settledUsable = usable.length;
    }
    return usable;
  }

  /** What was known from where on the trials are others. */
  #forgetOthers(trials: readonly Trial[]): void {
    const settled = this.#settled;
    let first = 0;
    while (first < settled.length && settled[first] === trials[first]) first++;
    if (first === settled.length) return;
    const { number } = settled[first]!;
    const usable = this.#usable.findIndex((observation) => observation.number >= number);
    if (usable >= 0) this.#settledUsable = Math.min(this.#settledUsable, usable);
    settled.length = first;
  }

  #read(trial: Trial, settled: boolean): Observation | "unusable" {
    const observation = this.#known.get(trial) ?? observationOf(this.cube, this.directions, trial) ?? "unusable";
    if (settled) this.#known.delete(trial);
    else if (isFinished(trial)) this.#known.set(trial, observation);
    return observation;
  }
}

function isFinished({ outcome }: Trial): boolean {
  return outcome.kind !== "running" && outcome.kind !== "waiting";
}

const NO_LOSSES: Observation["losses"] = [];

type More = Pick<Observation, "whole" | "intermediate" | "reported" | "violation" | "variance">;

/** What most trials have nothing of. */
const NO_MORE: More = { whole: true, intermediate: [], reported: [], violation: 0, variance: null };

/** What the trial itself tells, and what is dear to hold for many of them, is worked out when it is asked for. */
class ObservedTrial implements Observation {
  #coordinates: Float64Array | null = null;

  constructor(
    private readonly cube: Cube,
    private readonly trial: Trial,
    readonly state: Observation["state"],
    readonly losses: readonly number[],
    /** null where it is the trial's own. */
    private readonly located: Point | null,
    private readonly more: More,
  ) {}

  get number(): number {
    return this.trial.number;
  }

  get point(): Point {
    return this.located ?? this.trial.params;
  }

  get coordinates(): Float64Array {
    this.#coordinates ??= this.cube.coordinatesOf(this.point);
    return this.#coordinates;
  }

  get whole(): boolean {
    return this.more.whole;
  }

  get intermediate(): Observation["intermediate"] {
    return this.more.intermediate;
  }

  get reported(): readonly number[] {
    return this.more.reported;
  }

  get violation(): number {
    return this.more.violation;
  }

  get variance(): number | null {
    return this.more.variance;
  }

  get seconds(): number | null {
    const { started, finished } = this.trial;
    return started === null || finished === null ? null : (finished - started) / 1e6;
  }

  get attributes(): ReadonlyMap<string, Json> {
    return this.trial.systemAttributes;
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
  const values = "values" in trial.outcome ? trial.outcome.values : [];
  const valued = values.length === directions.length && !values.some(Number.isNaN);
  const losses = trial.outcome.kind === "failed" || !valued ? NO_LOSSES : lossesOf(values, directions);
  const own = isSame(located.point, trial.params) ? null : located.point;
  return new ObservedTrial(cube, trial, stateOf(trial, valued), losses, own, moreOf(trial, directions, located.whole));
}

function moreOf(trial: Trial, directions: readonly Direction[], whole: boolean): More {
  const constraints = trial.systemAttributes.get(OPTUNA_ATTRIBUTES.constraints);
  const folds = directions.length === 1 ? trial.systemAttributes.get(TRIAL_ATTRIBUTES.folds) : undefined;
  const several = directions.length > 1 && trial.outcome.kind === "pruned";
  const lastReport = several ? lastReportOf(trial, directions) : [];
  const told = trial.intermediate.size > 0 || lastReport.length > 0 || constraints !== undefined || folds !== undefined;
  if (whole && !told) return NO_MORE;
  const intermediate = stepsOf(trial, directions[0]);
  return {
    whole,
    intermediate,
    reported: directions.length === 1 ? intermediate.slice(-1).map(([, loss]) => loss) : lastReport,
    violation: violationOf(constraints),
    variance: varianceOf(folds),
  };
}

/** The losses of the last report of a trial with several directions whose numbers are all there; empty without one. */
function lastReportOf(trial: Trial, directions: readonly Direction[]): readonly number[] {
  const whole = reportsOf(trial, directions.length).filter(([, values]) => !values.some(Number.isNaN));
  return lossesOf(whole.at(-1)?.[1] ?? [], directions);
}

/** The values themselves where all directions are to be minimised. */
function lossesOf(values: readonly number[], directions: readonly Direction[]): readonly number[] {
  if (!directions.includes("maximize")) return values;
  return values.map((value, i) => (directions[i] === "maximize" ? -value : value));
}

function stepsOf(trial: Trial, direction: Direction | undefined): Observation["intermediate"] {
  const sign = direction === "maximize" ? -1 : 1;
  return [...trial.intermediate]
    .filter(([, value]) => !Number.isNaN(value))
    .sort(([a], [b]) => a - b)
    .map(([step, value]) => [step, sign * value] as const);
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

/** Whether two configurations have the same values, so that one of them need not be kept. */
function isSame(a: Point, b: Point): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a.entries()) if (!Object.is(b.get(name), value)) return false;
  return true;
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
