import { erfc, erfcx } from "./erf.js";

/** Logarithm of the square root of two pi. */
export const LOG_ROOT_TWO_PI = 0.9189385332046728;

/** The probability that a standard normal variable is at most `x`. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** The logarithm of {@link normalCdf}, accurate far into the left tail, where the probability itself underflows. */
export function logNormalCdf(x: number): number {
  if (x < -1) return Math.log(0.5 * erfcx(-x * Math.SQRT1_2)) - 0.5 * x * x;
  return Math.log1p(-normalCdf(-x));
}

/** The logarithm of the standard normal density. */
export function logNormalDensity(x: number): number {
  return -0.5 * x * x - LOG_ROOT_TWO_PI;
}

/** The value that a standard normal variable stays below with probability `p`; infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantileOfLog(Math.log1p(-p), 1 - p);
  return normalQuantileOfLog(Math.log(p), p);
}

/** The quantile of a probability that is given by its logarithm, which may be far below the smallest double. */
export function normalQuantileOfLogarithm(logP: number): number {
  const p = Math.exp(logP);
  if (p > 0.5) {
    const rest = -Math.expm1(logP);
    return -normalQuantileOfLog(Math.log(rest), rest);
  }
  return normalQuantileOfLog(logP, p);
}

/** Rational approximations of M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), routine PPND16. */
const CENTRAL = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRAL_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const NEAR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const NEAR_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/** The quantile of p <= 1/2, given twice so that neither form loses digits. */
function normalQuantileOfLog(logP: number, p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRAL, r)) / polynomial(CENTRAL_BELOW, r);
  }
  if (logP === Number.NEGATIVE_INFINITY) return logP;
  const r = Math.sqrt(-logP);
  if (r <= 5) return -polynomial(NEAR, r - 1.6) / polynomial(NEAR_BELOW, r - 1.6);
  const x = -polynomial(FAR, r - 5) / polynomial(FAR_BELOW, r - 5);
  return r <= 27 ? x : polished(-Math.SQRT2 * r, logP);
}

/** Newton's steps on the logarithm of the distribution function, for p below 1e-316; three reach the last digit. */
function polished(start: number, logP: number): number {
  let x = start;
  for (let i = 0; i < 3; i++) {
    const logCdf = logNormalCdf(x);
    x += (logP - logCdf) * Math.exp(logCdf - logNormalDensity(x));
  }
  return x;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}
