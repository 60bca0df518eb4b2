import { isFeasible } from "../study/summary.js";
import type { Trial } from "../study/trial.js";

/** The share of complete trials whose value is at most so much: one step per different value, in order. */
export interface Step {
  readonly value: number;
  /** From above 0 to 1. */
  readonly share: number;
}

/** The empirical distribution function of one direction's values; trials that break outcome constraints are left out. */
export function empiricalDistribution(trials: readonly Trial[], objective = 0): readonly Step[] {
  const values = trials.flatMap((trial) => {
    const value = trial.outcome.kind === "complete" && isFeasible(trial) ? trial.outcome.values[objective] : undefined;
    return value === undefined || Number.isNaN(value) ? [] : [value];
  });
  values.sort((a, b) => a - b);
  return values.flatMap((value, i) => (values[i + 1] === value ? [] : [{ value, share: (i + 1) / values.length }]));
}
