import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "./columns.js";

/** Values of more kinds than this are not chosen from a list. */
export const MOST_VALUES = 40;

/** What a column holds, as far as a filter needs to know. */
export type ColumnRange =
  | { readonly kind: "numbers"; readonly low: number; readonly high: number }
  /** Values as a filter keeps them, the frequent ones first, with how many trials have them; the empty one is "not set". */
  | { readonly kind: "values"; readonly values: readonly (readonly [value: string, trials: number])[] };

/** By its numbers where a column sorts by numbers, else by its texts; the state is told by its words. */
export function columnRange(column: Column, trials: readonly Trial[]): ColumnRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let texts = column.kind === "state" || column.kind === "tags" || column.kind === "star";
  for (const trial of trials) {
    if (texts) break;
    const key = column.key(trial);
    if (typeof key === "string") texts = true;
    else if (key !== null) {
      low = Math.min(low, key);
      high = Math.max(high, key);
    }
  }
  if (!texts && low <= high) return { kind: "numbers", low, high };
  const counts = new Map<string, number>();
  for (const trial of trials) {
    const value = column.value(trial);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { kind: "values", values: [...counts].sort((a, b) => b[1] - a[1]) };
}
