import { truncatedNormalCdf, truncatedNormalQuantile } from "../math/truncated-normal.js";
import { boundsOf } from "./bounds.js";
import { type CategoricalDistribution, choicesOf, type Distribution, isCategorical } from "./distribution.js";
import { nearestIndex, type Steps, stepsOf, valueAt } from "./lattice.js";
import { isLogarithmic } from "./value.js";

/**
 * One parameter as samplers see it: its internal values as an interval [0, 1], in two ways. `unit` is its geometry:
 * reals in proportion to their value (to its logarithm for log distributions), each of n evenly spaced values or
 * categories in the middle of its own n-th. `quantile` is its prior probability: the share of draws that lie below.
 * They differ for normal distributions and weighted categories only. This is the one place where logarithms, steps and
 * rounding are known.
 */
export interface Axis {
  /** Number of different values; infinite for reals. */
  readonly size: number;
  /** Whether neighbouring values are alike: false for the categories of `choice` and `bool`. */
  readonly ordered: boolean;
  toUnit(value: number): number;
  /** The value at `unit` in [0, 1]; 0 gives the lowest, 1 the highest. */
  fromUnit(unit: number): number;
  toQuantile(value: number): number;
  /** The value at `quantile` in [0, 1]; 0 gives the lowest, 1 the highest. */
  fromQuantile(quantile: number): number;
  /** The lower end of the stretch of [0, 1] whose points `fromUnit` maps to `value`; the point itself for reals. */
  cellStart(value: number): number;
  /** The upper end of that stretch. */
  cellEnd(value: number): number;
  /** The prior's mean and standard deviation in units of [0, 1], where the prior is a (truncated) normal. */
  readonly prior: { readonly mean: number; readonly deviation: number } | null;
}

export function axisOf(distribution: Distribution): Axis {
  if (isCategorical(distribution)) return categoryAxis(distribution);
  const steps = stepsOf(distribution);
  if (distribution.kind === "logint") return logIntAxis(distribution.low, distribution.high);
  if (steps !== null) return stepAxis(steps);
  return realAxis(distribution);
}

function realAxis(distribution: Exclude<Distribution, CategoricalDistribution>): Axis {
  const [low, high] = boundsOf(distribution);
  const warp = isLogarithmic(distribution) ? Math.log : (x: number) => x;
  const unwarp = isLogarithmic(distribution) ? Math.exp : (x: number) => x;
  const start = warp(low);
  const end = warp(high);
  const width = end - start;
  // The ends are returned as they were written, whatever the logarithm and its inverse lose.
  const fromUnit = (unit: number) =>
    unit <= 0 ? low : unit >= 1 ? high : Math.min(high, Math.max(low, unwarp(start + unit * width)));
  const toUnit = (value: number) => (width > 0 ? clamp((warp(value) - start) / width) : 0.5);
  const axis = {
    size: high > low ? Number.POSITIVE_INFINITY : 1,
    ordered: true,
    toUnit,
    fromUnit,
    cellStart: width > 0 ? toUnit : () => 0,
    cellEnd: width > 0 ? toUnit : () => 1,
  };
  if ((distribution.kind !== "normal" && distribution.kind !== "lognormal") || width === 0) {
    return { ...axis, toQuantile: toUnit, fromQuantile: fromUnit, prior: null };
  }
  const { mu, sigma } = distribution;
  const a = (start - mu) / sigma;
  const b = (end - mu) / sigma;
  return {
    ...axis,
    toQuantile: (value) => truncatedNormalCdf((warp(value) - mu) / sigma, a, b),
    fromQuantile: (quantile) => {
      if (quantile <= 0) return low;
      if (quantile >= 1) return high;
      return Math.min(high, Math.max(low, unwarp(mu + sigma * truncatedNormalQuantile(quantile, a, b))));
    },
    prior: { mean: (mu - start) / width, deviation: sigma / width },
  };
}

function stepAxis(steps: Steps): Axis {
  return evenAxis(
    steps.size,
    true,
    (index) => valueAt(steps, index),
    (value) => nearestIndex(steps, value),
  );
}

function categoryAxis(distribution: CategoricalDistribution): Axis {
  const size = choicesOf(distribution).length;
  const same = (index: number) => index;
  const axis = evenAxis(size, distribution.kind === "ordinal", same, same);
  const weights = distribution.kind === "choice" ? distribution.weights : null;
  if (weights === null) return axis;
  const starts = [0];
  for (const weight of weights) starts.push(starts.at(-1)! + weight);
  return {
    ...axis,
    toQuantile: (index) => (starts[index]! + starts[index + 1]!) / 2,
    fromQuantile: (quantile) => {
      const index = starts.findIndex((_, i) => quantile < (starts[i + 1] ?? Number.POSITIVE_INFINITY));
      return Math.min(size - 1, index);
    },
  };
}

function evenAxis(
  size: number,
  ordered: boolean,
  valueOfIndex: (index: number) => number,
  indexOf: (value: number) => number,
): Axis {
  const fromUnit = (unit: number) => valueOfIndex(Math.min(size - 1, Math.max(0, Math.floor(unit * size))));
  const toUnit = (value: number) => (indexOf(value) + 0.5) / size;
  return {
    size,
    ordered,
    toUnit,
    fromUnit,
    toQuantile: toUnit,
    fromQuantile: fromUnit,
    cellStart: (value) => indexOf(value) / size,
    cellEnd: (value) => (indexOf(value) + 1) / size,
    prior: null,
  };
}

/** Each whole number takes the stretch of the logarithm from half below to half above it. */
function logIntAxis(low: number, high: number): Axis {
  const start = Math.log(low - 0.5);
  const width = Math.log(high + 0.5) - start;
  const place = (x: number) => clamp((Math.log(x) - start) / width);
  const fromUnit = (unit: number) =>
    unit <= 0 ? low : unit >= 1 ? high : Math.min(high, Math.max(low, Math.round(Math.exp(start + unit * width))));
  return {
    size: high - low + 1,
    ordered: true,
    toUnit: place,
    fromUnit,
    toQuantile: place,
    fromQuantile: fromUnit,
    cellStart: (value) => place(value - 0.5),
    cellEnd: (value) => place(value + 0.5),
    prior: null,
  };
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}
