import type { Curve, Decision, Pruner, PrunerInput, Resource } from "../pruners/pruner.js";
import { CONTINUE } from "../pruners/pruner.js";
import { PRUNERS } from "../pruners/registry.js";
import { TRIAL_ATTRIBUTES } from "./attributes.js";
import { checkMethod, MethodOptionError, methodIn, optionValues } from "./method-check.js";
import type { MethodChoice } from "./options.js";
import { reportsOf } from "./reports.js";
import { isBaseline, isFeasible } from "./summary.js";
import type { Direction, Trial } from "./trial.js";

/** What stays the same over a study's decisions. */
export interface JudgeSetup {
  readonly study: string;
  readonly directions: readonly Direction[];
  readonly pruner: MethodChoice;
  /** How far trials go, in steps; null where that is not known. */
  readonly resource: Resource | null;
  /** Whether the reports are folds of one score. */
  readonly folds: boolean;
}

/** Decides after each report whether a trial goes on. */
export interface Judge {
  /** The same set-up and trials give the same decision in any process. */
  decide(trials: readonly Trial[], trial: Trial): Decision;
}

/** @throws {MethodOptionError} where the pruner does not exist or cannot take its options. */
export function createJudge(setup: JudgeSetup): Judge {
  const { directions, study, resource, folds } = setup;
  const curves = new Curves(directions);
  const decideBy = (choice: MethodChoice): ((input: PrunerInput) => Decision) => {
    const pruner: Pruner | undefined = PRUNERS.find(({ name }) => name === choice.name);
    if (pruner === undefined) throw new MethodOptionError(checkMethod("pruner", choice));
    const options = optionValues("pruner", pruner, choice);
    return (input) => pruner.decide(input, options);
  };
  const decide = decideBy(setup.pruner);
  return {
    decide(trials, trial) {
      // The values in the code are run to their end: they are what every gain is measured by.
      if (isBaseline(trial) || setup.pruner.name === "none") return CONTINUE;
      const own = curves.of(trial);
      if (own.reports.length === 0) return CONTINUE;
      const input: PrunerInput = {
        history: trials.flatMap((other) => (isUsable(other) ? [other.id === trial.id ? own : curves.of(other)] : [])),
        trial: own,
        directions,
        study,
        resource,
        folds,
        delegate: (text) => {
          const choice = methodIn("pruner", text);
          return choice === null ? CONTINUE : decideBy(choice)(input);
        },
      };
      return decide(input);
    },
  };
}

/** Whether a trial says anything: one that was interrupted and queued again does not. */
function isUsable({ outcome, systemAttributes }: Trial): boolean {
  return outcome.kind !== "waiting" && systemAttributes.get(TRIAL_ATTRIBUTES.requeued) !== true;
}

/** Trials as pruners see them. A finished trial never changes, so what is learnt of it is kept. */
class Curves {
  readonly #known = new WeakMap<Trial, Curve>();

  constructor(private readonly directions: readonly Direction[]) {}

  of(trial: Trial): Curve {
    const known = this.#known.get(trial);
    if (known !== undefined) return known;
    const curve = curveOf(trial, this.directions);
    if (curve.state !== "running") this.#known.set(trial, curve);
    return curve;
  }
}

export function curveOf(trial: Trial, directions: readonly Direction[]): Curve {
  const { outcome, number } = trial;
  const signed = (values: readonly number[]) =>
    values.map((value, i) => (directions[i] === "maximize" ? -value : value));
  const byStep = new Map<number, readonly number[]>();
  for (const [step, values] of reportsOf(trial, directions.length)) byStep.set(step, signed(values));
  const values = "values" in outcome ? outcome.values : [];
  const state = outcome.kind === "waiting" ? "running" : outcome.kind;
  return {
    number,
    state,
    reports: [...byStep].map(([step, losses]) => ({ step, losses })),
    at: (step) => byStep.get(step),
    losses: values.length === directions.length && !values.some(Number.isNaN) ? signed(values) : [],
    feasible: isFeasible(trial),
  };
}
