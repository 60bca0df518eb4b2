import { deviation, mean } from "d3-array";
import { foldsOf } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";

/** The scores of a trial's folds in one number and its uncertainty. */
export interface Spread {
  readonly folds: number;
  readonly mean: number;
  /** Sample standard deviation (divided by n - 1). */
  readonly deviation: number;
}

/** Mean and standard deviation over the folds of the first direction; null for fewer than two folds. */
export function spreadOf(trial: Trial): Spread | null {
  const folds = foldsOf(trial);
  if (!folds || folds.length < 2) return null;
  const average = mean(folds);
  const spread = deviation(folds);
  if (average === undefined || spread === undefined || !Number.isFinite(spread)) return null;
  return { folds: folds.length, mean: average, deviation: spread };
}
