import { logNormalCdf, logNormalDensity, normalCdf, normalQuantileOfLogarithm } from "./normal.js";

/**
 * The standard normal distribution restricted to [a, b], by differences of logarithms taken in the tail where both ends
 * are small, so that bounds many standard deviations away lose no digits (C. P. Robert, "Simulation of truncated normal
 * variables", 1995, sets the problem).
 */

/** The logarithm of the probability that a standard normal variable lies in [a, b]; expects a <= b. */
export function logNormalMass(a: number, b: number): number {
  if (a >= b) return Number.NEGATIVE_INFINITY;
  if (a > 0) return logNormalMass(-b, -a);
  const width = b - a;
  const middle = 0.5 * (a + b);
  if (width * Math.max(1, Math.abs(middle)) < 1e-3) {
    // Differences of the distribution function would cancel; the density's second-order expansion does not.
    return logNormalDensity(middle) + Math.log(width) + ((middle * middle - 1) * width * width) / 24;
  }
  if (b > 0) return Math.log1p(-normalCdf(a) - normalCdf(-b));
  const logB = logNormalCdf(b);
  return logB + log1mexp(logNormalCdf(a) - logB);
}

/** The value below which the share `q` of the mass in [a, b] lies; a at 0, b at 1. */
export function truncatedNormalQuantile(q: number, a: number, b: number): number {
  if (q <= 0) return a;
  if (q >= 1) return b;
  if (a > 0) return -truncatedNormalQuantile(1 - q, -b, -a);
  // The density is flat to 1e-7 over so short an interval, and the logarithms below could not resolve it.
  if ((b - a) * Math.max(1, Math.abs(a)) < 1e-7) return a + q * (b - a);
  const mass = logNormalMass(a, b);
  // The nearer end in probability keeps the digits; the right half of a range around 0 is counted from the right.
  const x =
    b > 0 && q > 0.5
      ? -normalQuantileOfLogarithm(logAddExp(logNormalCdf(-b), Math.log1p(-q) + mass))
      : normalQuantileOfLogarithm(logAddExp(logNormalCdf(a), Math.log(q) + mass));
  return Math.min(b, Math.max(a, x));
}

/** The share of the mass in [a, b] that lies below `x`. */
export function truncatedNormalCdf(x: number, a: number, b: number): number {
  if (x <= a) return 0;
  if (x >= b) return 1;
  return Math.min(1, Math.exp(logNormalMass(a, x) - logNormalMass(a, b)));
}

/** log(1 - exp(x)) for x <= 0. */
function log1mexp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** log(exp(x) + exp(y)). */
function logAddExp(x: number, y: number): number {
  const larger = Math.max(x, y);
  if (larger === Number.NEGATIVE_INFINITY) return larger;
  return larger + Math.log1p(Math.exp(Math.min(x, y) - larger));
}
