import type { BudgetedRun, Plan } from "../pruners/planner.js";
import type { Resource } from "../pruners/pruner.js";
import { PRUNERS } from "../pruners/registry.js";
import { budgetOf } from "./budget.js";
import { curveOf } from "./judge.js";
import { checkMethod, MethodOptionError, optionValues } from "./method-check.js";
import type { MethodChoice } from "./options.js";
import { isRequeued } from "./summary.js";
import type { Direction, Trial } from "./trial.js";

export interface ScheduleSetup {
  readonly directions: readonly Direction[];
  readonly pruner: MethodChoice;
  readonly resource: Resource;
  /** Whether trials report each step; else the resource is an argument. */
  readonly reports: boolean;
  /** Total of trials; null where none is known. */
  readonly total: number | null;
}

/** Gives each trial its share of the resource. */
export interface Schedule {
  /** What trial `number` is to be; the same trials give the same plan in any process. */
  next(trials: readonly Trial[], number: number): Plan;
}

/**
 * The plan of a pruner that gives budgets beforehand; null for one that does not, where each trial gets the most.
 *
 * @throws {MethodOptionError} where the pruner does not exist or cannot take its options.
 */
export function createSchedule(setup: ScheduleSetup): Schedule | null {
  const { directions, resource, reports, total } = setup;
  const pruner = PRUNERS.find(({ name }) => name === setup.pruner.name);
  if (pruner === undefined) throw new MethodOptionError(checkMethod("pruner", setup.pruner));
  const options = optionValues("pruner", pruner, setup.pruner);
  const plan = (trials: readonly Trial[], number: number): Plan | null => {
    const counted = trials.reduce((sum, trial) => sum + (isRequeued(trial) ? 0 : 1), 0);
    const left = total === null ? null : total - counted;
    return pruner.plan?.({ runs: runsOf(trials, directions), number, resource, left, reports }, options) ?? null;
  };
  if (plan([], 0) === null) return null;
  return { next: (trials, number) => plan(trials, number)! };
}

function runsOf(trials: readonly Trial[], directions: readonly Direction[]): readonly BudgetedRun[] {
  return trials.flatMap((trial): BudgetedRun[] => {
    const budget = budgetOf(trial);
    if (budget === null || isRequeued(trial)) return [];
    const { number, outcome } = trial;
    if (outcome.kind === "waiting" || outcome.kind === "running")
      return [{ number, state: "running", losses: [], budget }];
    if (outcome.kind === "failed") return [{ number, state: "failed", losses: [], budget }];
    // What was run with a part of the resource is kept as pruned, with its result as the report of that step.
    const curve = curveOf(trial, directions);
    const losses = outcome.kind === "complete" ? curve.losses : (curve.reports.at(-1)?.losses ?? []);
    return [{ number, state: "complete", losses, budget }];
  });
}
