import type { Literal } from "./literal.js";

/**
 * The distribution of one parameter. Bounds are inclusive; `low <= high` always holds, and for a lattice (`step`)
 * `high` is the last point of it. A categorical value (`choice`, `ordinal`, `bool`) is the index of its category.
 */
export type Distribution = NumericDistribution | CategoricalDistribution;

export type NumericDistribution =
  | { readonly kind: "uniform"; readonly low: number; readonly high: number; readonly step: number | null }
  | { readonly kind: "loguniform"; readonly low: number; readonly high: number }
  | { readonly kind: "int"; readonly low: number; readonly high: number; readonly step: number }
  | { readonly kind: "logint"; readonly low: number; readonly high: number }
  /** Mean and standard deviation of the value, truncated to [low, high] where these are not null. */
  | {
      readonly kind: "normal";
      readonly mu: number;
      readonly sigma: number;
      readonly low: number | null;
      readonly high: number | null;
    }
  /** Mean and standard deviation of the value's natural logarithm; low and high are of the value itself. */
  | {
      readonly kind: "lognormal";
      readonly mu: number;
      readonly sigma: number;
      readonly low: number | null;
      readonly high: number | null;
    };

export type CategoricalDistribution =
  /** Unordered categories; weights, where given, are the prior probabilities and sum to 1. */
  | {
      readonly kind: "choice";
      readonly choices: readonly Literal[];
      readonly weights: readonly number[] | null;
    }
  /** Categories with an order: neighbours are near. */
  | { readonly kind: "ordinal"; readonly choices: readonly Literal[] }
  /** false is index 0, true is index 1. */
  | { readonly kind: "bool" };

const BOOL_CHOICES: readonly Literal[] = [
  { kind: "boolean", value: false },
  { kind: "boolean", value: true },
];

/** The categories of a categorical distribution, in the order in which they were written. */
export function choicesOf(distribution: CategoricalDistribution): readonly Literal[] {
  return distribution.kind === "bool" ? BOOL_CHOICES : distribution.choices;
}

export function isCategorical(distribution: Distribution): distribution is CategoricalDistribution {
  return distribution.kind === "choice" || distribution.kind === "ordinal" || distribution.kind === "bool";
}

/**
 * The index of the category that a stored value means; null where there is none. Foreign journals may hold a fraction,
 * which is cut off, or count from the end with a minus, as Python does.
 */
export function categoryIndex(distribution: CategoricalDistribution, value: number): number | null {
  const count = choicesOf(distribution).length;
  const whole = Math.trunc(value);
  const index = whole < 0 ? whole + count : whole;
  return index >= 0 && index < count ? index + 0 : null;
}
