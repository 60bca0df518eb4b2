import { latticePoint, latticeUpTo } from "../math/decimal.js";
import type { NumericDistribution } from "./distribution.js";

/** The evenly spaced values of a numeric distribution: low, low + step, … */
export interface Steps {
  readonly low: number;
  readonly step: number;
  /** Number of values, at least 1. */
  readonly size: number;
  readonly whole: boolean;
}

/** The lattice of a distribution; null for reals. The lattice of `logint` is that of whole numbers. */
export function stepsOf(distribution: NumericDistribution): Steps | null {
  const { kind, low, high } = distribution;
  switch (kind) {
    case "uniform":
      if (distribution.step === null) return null;
      return { low, step: distribution.step, size: latticeUpTo(low, high, distribution.step).size, whole: false };
    case "int":
      return { low, step: distribution.step, size: Math.floor((high - low) / distribution.step) + 1, whole: true };
    case "logint":
      return { low, step: 1, size: high - low + 1, whole: true };
    default:
      return null;
  }
}

/** The value number `index`, exact for whole numbers and the shortest decimal for others. */
export function valueAt(steps: Steps, index: number): number {
  return steps.whole ? steps.low + index * steps.step : latticePoint(steps.low, steps.step, index);
}

/** The index of the lattice value nearest to `value`, within the lattice. */
export function nearestIndex(steps: Steps, value: number): number {
  return Math.min(steps.size - 1, Math.max(0, Math.round((value - steps.low) / steps.step)));
}

/** Whether the lattice, continued without end on both sides, holds `value`. */
export function isOnLattice(steps: Steps, value: number): boolean {
  const index = Math.round((value - steps.low) / steps.step);
  return Number.isSafeInteger(index) && valueAt(steps, index) === value;
}
