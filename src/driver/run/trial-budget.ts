import { formatNumber } from "../../core/format/number.js";
import type { Literal } from "../../core/space/literal.js";
import { budgetOf, hasWholeShares, isWhole, shareOf, stepOf } from "../../core/study/budget.js";
import type { Trial } from "../../core/study/trial.js";
import type { PlannedResource } from "./plan.js";

/** How much of the study's resource one trial gets. */
export interface TrialBudget {
  readonly name: string;
  readonly literal: Literal;
  /** Whether it is passed to the objective; else the steps that the objective reports are counted. */
  readonly argument: boolean;
  /** The last step that the trial may report; the step at which a partial result is kept. */
  readonly steps: number;
  /** Whether what comes out counts as the value of a whole trial. */
  readonly whole: boolean;
  /** What the trial is, where it is not a whole one. */
  readonly sentence: string;
}

/** A trial without a place in a plan (the values in the code, one queued by hand) gets the most. */
export function trialBudget(resource: PlannedResource, trial: Trial): TrialBudget {
  const { name, max, place } = resource;
  const budget = budgetOf(trial);
  const value = shareOf(trial, resource);
  const rungs = budget === null ? "" : `, rung ${budget.rung + 1} of ${budget.rungs.length}`;
  return {
    name,
    literal: { kind: hasWholeShares(resource) ? "int" : "real", value },
    argument: place === "argument",
    steps: stepOf(value),
    whole: budget === null || isWhole(budget),
    sentence: `It was run with ${name} = ${formatNumber(value)} of ${formatNumber(max)}${rungs}.`,
  };
}

/** Whether a trial that has reported a step has come to the end of its budget. */
export function isSpent(budget: TrialBudget | null, step: number): boolean {
  return budget !== null && !budget.argument && step >= budget.steps;
}
