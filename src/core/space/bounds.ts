import type { NumericDistribution } from "./distribution.js";

/** How many standard deviations an open side of a normal distribution reaches: 1e-15 of the mass lies beyond. */
const REACH = 8;

/**
 * The smallest and largest value that a numeric distribution proposes. Normal and lognormal distributions end eight
 * standard deviations from the mean where they are not truncated, counted from the other bound where that lies beyond
 * the mean; this is also what a journal stores for them.
 */
export function boundsOf(distribution: NumericDistribution): readonly [low: number, high: number] {
  const { kind, low, high } = distribution;
  if (kind !== "normal" && kind !== "lognormal") return [low, high];
  const { mu, sigma } = distribution;
  if (kind === "normal") {
    return [low ?? Math.min(mu, high ?? mu) - REACH * sigma, high ?? Math.max(mu, low ?? mu) + REACH * sigma];
  }
  const first = low === null ? Math.exp(Math.min(mu, high === null ? mu : Math.log(high)) - REACH * sigma) : low;
  const last = high === null ? Math.exp(Math.max(mu, low === null ? mu : Math.log(low)) + REACH * sigma) : high;
  return [Math.max(first, Number.MIN_VALUE), Math.min(last, Number.MAX_VALUE)];
}
