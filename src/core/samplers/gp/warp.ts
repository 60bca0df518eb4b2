/** An increasing map of losses, under which they look more like draws of a Gaussian process. */
export interface Warp {
  apply(loss: number): number;
  /** The slope at `loss`. */
  slope(loss: number): number;
}

/**
 * Softness of the logarithm, in units of the distance from the least loss to the median: infinite leaves losses as they
 * are, small values spread the good ones and draw the bad ones together.
 */
export const SOFTNESS = [Number.POSITIVE_INFINITY, 3, 1, 0.3, 0.1, 0.03] as const;

/** The distance from the least loss to the median counts as at least this share of that to the greatest. */
const LEAST_SPREAD = 1e-3;

/**
 * A logarithm that is shifted so that it has no pole, δ log(1 + (loss - least) / δ), and goes on straight below `least`:
 * the Box-Cox transformation of exponent 0 with a shift (G. E. P. Box and D. R. Cox, "An Analysis of Transformations",
 * JRSS B 26, 1964, eq. 2). Standardised over the losses given.
 */
export function warpOf(losses: readonly number[], softness: number): Warp {
  const sorted = [...losses].sort((a, b) => a - b);
  const least = sorted[0]!;
  const median = (sorted[Math.floor(sorted.length / 2)]! + sorted[Math.ceil(sorted.length / 2) - 1]!) / 2;
  const range = sorted.at(-1)! - least;
  const delta = softness * Math.max(median - least, LEAST_SPREAD * range);
  const bend = delta > 0 && Number.isFinite(delta);
  const raw = bend
    ? (loss: number) => (loss > least ? delta * Math.log1p((loss - least) / delta) : loss - least)
    : (loss: number) => loss - least;
  const values = sorted.map(raw);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 1;
  return {
    apply: (loss) => (raw(loss) - mean) * scale,
    slope: (loss) => scale * (bend && loss > least ? 1 / (1 + (loss - least) / delta) : 1),
  };
}

/** The logarithm of how much the warp stretches the losses: what their density under the warped model is to be raised by. */
export function logStretch(warp: Warp, losses: readonly number[]): number {
  return losses.reduce((sum, loss) => sum + Math.log(warp.slope(loss)), 0);
}
