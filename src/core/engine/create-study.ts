import { nondominationRanks } from "../math/pareto.js";
import type { Decision } from "../pruners/pruner.js";
import { plainValue } from "../space/literal.js";
import { literalOf } from "../space/value.js";
import { OPTUNA_ATTRIBUTES } from "../study/attributes.js";
import { shareOf } from "../study/budget.js";
import { createJudge } from "../study/judge.js";
import { nextTrial } from "../study/next-trial.js";
import type { MethodChoice } from "../study/options.js";
import { reportAttribute } from "../study/reports.js";
import { createSuggester } from "../study/suggester.js";
import type { Direction, Trial } from "../study/trial.js";
import { StudyError } from "./errors.js";
import { readOutcome, type TrialOutcome } from "./outcome.js";
import { beginning, keptOutcome, type ResourceSetting, resourceOf, scheduleOf } from "./resource.js";
import { type Params, type Space, searchSpaceOf } from "./space.js";

/** A method's name, or its name with its options: `{ name: "tpe", candidates: 48 }`. */
export type MethodSetting = string | ({ readonly name: string } & Readonly<Record<string, string | number | boolean>>);

export interface StudySettings<S extends Space> {
  readonly space: S;
  /** Rules over the parameters that no proposal breaks, such as `width * depth <= 512`. */
  readonly constraints?: readonly string[];
  /** `["minimize"]` where it is left out. */
  readonly directions?: readonly Direction[];
  /** A sampler's name, or its name with its options: `{ name: "tpe", candidates: 48 }`. `auto` where left out. */
  readonly sampler?: MethodSetting;
  /** The rule that `report` asks, given like the sampler; `auto` where left out, `none` for none. */
  readonly pruner?: MethodSetting;
  /** A whole number from 0; 0 where it is left out. The same seed and outcomes give the same proposals. */
  readonly seed?: number;
  /** How many trials are planned, where that is known: samplers may spend it better. */
  readonly trials?: number;
  /** Whether the same configuration may be proposed again, because its value differs from time to time. */
  readonly noisy?: boolean;
  /**
   * What trials may have more or less of, for pruners and samplers that give each its share (asha, hyperband, bohb, pbt).
   * Where it is left out, each trial has all there is.
   */
  readonly resource?: ResourceSetting;
}

/** A trial to be run. */
export interface Proposed<S extends Space> {
  readonly number: number;
  /** The values of the active parameters; inactive ones are absent. */
  readonly params: Params<S>;
  /** One sentence: which method proposed this, and why. */
  readonly reason: string;
  /** How much of the study's resource it is to have; absent where the study has none. */
  readonly resource?: number;
  /** The trial from whose checkpoint it is to go on; absent where it begins anew. */
  readonly continues?: number;
}

/** A trial as the study remembers it. */
export interface StudyTrial<S extends Space> {
  readonly number: number;
  readonly params: Params<S>;
  readonly state: "running" | "complete" | "pruned" | "failed";
  /** One for each direction; null where there are none. */
  readonly values: readonly number[] | null;
}

/** A study in memory: it is asked for trials, and told how they ended. */
export interface Study<S extends Space> {
  /**
   * The next trial to run. Several may run at once; what runs is taken into account.
   *
   * @throws {StudyError} `exhausted` where every configuration has been tried, or a plan of shares has come to its end;
   * `waiting` where a plan needs the outcome of a running trial first.
   * @throws {ConstraintError} where none is found that satisfies the constraints.
   */
  ask(): Proposed<S>;
  /**
   * Keeps what a running trial has reached at a step, one number per direction, and tells whether it should go on; where it
   * should not, end it and tell it as pruned.
   *
   * @throws {StudyError} `unknown-trial`, `trial-finished`, `wrong-value-count` or `bad-outcome`; the trial stays as it was.
   */
  report(number: number, step: number, value: number | readonly number[]): Decision;
  /**
   * Says how a trial ended. One that had a part of the resource is kept as pruned, with its values.
   *
   * @throws {StudyError} `unknown-trial`, `trial-finished`, `wrong-value-count` or `bad-outcome`; the trial stays as it was.
   */
  tell(number: number, outcome: TrialOutcome): void;
  /** The first of the best complete trials that break no outcome constraint; null where there is none, or several directions. */
  readonly best: StudyTrial<S> | null;
  /** The complete trials that no other one dominates; with one direction, the best and its equals. */
  readonly front: readonly StudyTrial<S>[];
  /** All trials by number. */
  readonly trials: readonly StudyTrial<S>[];
}

/**
 * A new study.
 *
 * @throws {StudyError} where space, directions, seed or resource make no study.
 * @throws {MethodOptionError} where sampler or pruner do not exist, or cannot take their options.
 * @throws {ConditionCycleError} where conditions depend on each other in a circle.
 */
export function createStudy<const S extends Space>(settings: StudySettings<S>): Study<S> {
  const { directions = ["minimize"], seed = 0, noisy = false, resource } = settings;
  checkDirections(directions);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new StudyError("bad-seed", `The seed must be a whole number of at least 0, but is ${seed}.`);
  }
  const space = searchSpaceOf(settings.space, settings.constraints ?? []);
  const sampler = choiceOf(settings.sampler);
  const pruner = choiceOf(settings.pruner);
  const schedule = scheduleOf({ directions, sampler, pruner, resource, trials: settings.trials, seed });
  const judge = createJudge({
    study: "",
    directions,
    // A trial that was given its share beforehand is run to the end of that.
    pruner: schedule === null ? pruner : { name: "none", options: {} },
    resource: resource?.steps === true ? resourceOf(resource) : null,
    folds: false,
  });
  const suggester = createSuggester({
    space,
    directions,
    sampler,
    seed,
    noisy,
    budget: settings.trials ?? null,
    parallel: 1,
  });
  const distributions = new Map(space.parameters.map((parameter) => [parameter.name, parameter.distribution]));
  const trials: Trial[] = [];
  const told: StudyTrial<S>[] = [];

  const plainParams = (point: ReadonlyMap<string, number>) =>
    Object.fromEntries(
      [...point].map(([key, value]) => [key, plainValue(literalOf(distributions.get(key)!, value))]),
    ) as Params<S>;

  const front = () => {
    const candidates = trials.filter(isFeasible);
    const ranks = nondominationRanks(candidates.map((trial) => lossesOf(trial, directions)));
    return candidates.filter((_, i) => ranks[i] === 0).map((trial) => told[trial.number]!);
  };

  return {
    ask() {
      const number = trials.length;
      const { point, reason, attributes, continues } = beginning(nextTrial(suggester, schedule, trials, number));
      const values = new Map(point.entries());
      const trial = runningTrial(number, values, (key) => distributions.get(key), new Map(attributes));
      trials.push(trial);
      const params = plainParams(values);
      told.push({ number, params, state: "running", values: null });
      return {
        ...{ number, params, reason },
        ...(resource === undefined ? {} : { resource: shareOf(trial, resource) }),
        ...(continues === null ? {} : { continues }),
      };
    },
    report(number, step, value) {
      const trial = runningIn(trials, number);
      const values = typeof value === "number" ? [value] : value;
      if (values.length !== directions.length) {
        throw new StudyError(
          "wrong-value-count",
          `A report of trial ${number} needs one number for each of the ${directions.length} directions, but has ${values.length}.`,
        );
      }
      if (!Number.isSafeInteger(step) || step < 0) {
        throw new StudyError("bad-outcome", `A step must be a whole number of at least 0, but is ${step}.`);
      }
      const reported =
        values.length === 1
          ? { ...trial, intermediate: new Map([...trial.intermediate, [step, values[0]!]]) }
          : {
              ...trial,
              systemAttributes: new Map([...trial.systemAttributes, reportAttribute(step, values)]),
            };
      trials[number] = reported;
      return judge.decide(trials, reported);
    },
    tell(number, outcome) {
      const trial = runningIn(trials, number);
      const read = keptOutcome(trial, resource, readOutcome(number, outcome, directions.length));
      const systemAttributes = new Map([...trial.systemAttributes, ...read.attributes]);
      const intermediate = read.intermediate.size > 0 ? read.intermediate : trial.intermediate;
      trials[number] = { ...trial, ...read, intermediate, systemAttributes };
      const { kind, values } = read.outcome;
      told[number] = { ...told[number]!, state: kind, values: values.length > 0 ? values : null };
    },
    get best() {
      return directions.length === 1 ? (front()[0] ?? null) : null;
    },
    get front() {
      return front();
    },
    get trials() {
      return [...told];
    },
  };
}

function choiceOf(setting: MethodSetting = "auto"): MethodChoice {
  const { name, ...options } = typeof setting === "object" ? setting : { name: setting };
  return { name, options };
}

/** @throws {StudyError} */
function runningIn(trials: readonly Trial[], number: number): Trial {
  const trial = trials[number];
  if (trial === undefined) {
    throw new StudyError(
      "unknown-trial",
      `There is no trial ${number}; ${trials.length} have been asked for, counted from 0.`,
    );
  }
  if (trial.outcome.kind === "running") return trial;
  throw new StudyError("trial-finished", `Trial ${number} is ${trial.outcome.kind} already and cannot be told again.`);
}

function checkDirections(directions: readonly string[]): void {
  const wrong = directions.find((direction) => direction !== "minimize" && direction !== "maximize");
  if (directions.length > 0 && wrong === undefined) return;
  const found = wrong === undefined ? "there is none" : `one is ${wrong}`;
  throw new StudyError("bad-directions", `Every direction must be "minimize" or "maximize", but ${found}.`);
}

function isFeasible(trial: Trial): boolean {
  if (trial.outcome.kind !== "complete") return false;
  const constraints = trial.systemAttributes.get(OPTUNA_ATTRIBUTES.constraints);
  return !Array.isArray(constraints) || constraints.every((value) => typeof value === "number" && value <= 0);
}

function lossesOf(trial: Trial, directions: readonly Direction[]): readonly number[] {
  const values = "values" in trial.outcome ? trial.outcome.values : [];
  return values.map((value, i) => (directions[i] === "maximize" ? -value : value));
}

function runningTrial(
  number: number,
  params: ReadonlyMap<string, number>,
  distributionOf: Trial["distributionOf"],
  systemAttributes: Trial["systemAttributes"],
): Trial {
  return {
    number,
    id: number,
    outcome: { kind: "running" },
    params,
    distributionOf,
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes,
    started: null,
    finished: null,
    worker: null,
  };
}
