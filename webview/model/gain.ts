import { formatDifference, formatNumber } from "../../src/core/format/number.js";
import type { Direction, Trial } from "../../src/core/study/trial.js";

/** How much better a value is than the baseline's. */
export interface Gain {
  readonly kind: "better" | "worse" | "equal";
  /** The signed difference of the values, and its share of the baseline where that is not 0. */
  readonly text: string;
  readonly baseline: number;
}

/** Compares a trial with the baseline in one direction; null where one of them has no value. */
export function gainOf(trial: Trial, baseline: Trial | null, direction: Direction, index: number): Gain | null {
  const value = valueIn(trial, index);
  const start = baseline === null ? null : valueIn(baseline, index);
  if (value === null || start === null) return null;
  const difference = value - start;
  const kind = difference === 0 ? "equal" : difference > 0 === (direction === "maximize") ? "better" : "worse";
  const share =
    start === 0 ? "" : ` (${formatDifference(Number(((100 * difference) / Math.abs(start)).toPrecision(3)))} %)`;
  return { kind, text: `${formatDifference(difference)}${share}`, baseline: start };
}

/** The value of a complete trial in one direction; null where there is none, or it is not finite. */
export function valueIn(trial: Trial, index: number): number | null {
  const value = trial.outcome.kind === "complete" ? trial.outcome.values[index] : undefined;
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** The same for people. */
export function valueText(trial: Trial, index: number): string {
  const value = valueIn(trial, index);
  return value === null ? "–" : formatNumber(value);
}
