import { normalCdf, normalQuantile } from "../../math/normal.js";
import type { Gaussian } from "./gaussian.js";

/** The cell of [0, 1] around a place, whose points all mean one value; null for reals, whose cells have no extent. */
export type CellOf = (coordinate: number, place: number) => readonly [start: number, end: number] | null;

/**
 * Keeps discrete coordinates moving: mean and scale are changed so that a draw falls beside the mean's cell with a
 * probability of at least `margin`. (R. Hamano et al., "CMA-ES with Margin: Lower-Bounding Marginal Probability for
 * Mixed-Integer Black-Box Optimization", GECCO 2022, sections 4.2 and 4.3.) The usual margin is 1 / (n lambda).
 */
export function withMargin(gaussian: Gaussian, cellOf: CellOf, margin: number): Gaussian {
  const { n, sigma, C } = gaussian;
  const mean = gaussian.mean.slice();
  const A = gaussian.A.slice();
  for (let j = 0; j < n; j++) {
    const cell = cellOf(j, Math.min(1, Math.max(0, mean[j]!)));
    if (cell === null) continue;
    const [start, end] = cell;
    const spread = sigma * Math.sqrt(C[j * n + j]!);
    const below = start > 0 ? normalCdf((start - mean[j]!) / (spread * A[j]!)) : 0;
    const above = end < 1 ? normalCdf((mean[j]! - end) / (spread * A[j]!)) : 0;
    if (start <= 0 || end >= 1) {
      if (start <= 0 && end >= 1) continue;
      // Only one side can be left: the mean is drawn to that boundary.
      const boundary = start <= 0 ? end : start;
      const side = start <= 0 ? -1 : 1;
      if (below + above < margin) mean[j] = boundary + side * spread * A[j]! * normalQuantile(1 - margin);
      continue;
    }
    const [low, high] = corrected(below, above, margin);
    const toLow = normalQuantile(1 - low);
    const toHigh = normalQuantile(1 - high);
    A[j] = (end - start) / ((toLow + toHigh) * spread);
    mean[j] = (start * toHigh + end * toLow) / (toLow + toHigh);
  }
  return { ...gaussian, mean, A };
}

/** The probabilities of both sides, each at least half of the margin, with what the middle had too much taken away. */
function corrected(below: number, above: number, margin: number): readonly [number, number] {
  const middle = 1 - below - above;
  const low = Math.max(below, margin / 2);
  const high = Math.max(above, margin / 2);
  const excess = 1 - low - high - middle;
  const total = low + middle + high - (3 * margin) / 2;
  const share = (side: number) => side + (excess * (side - margin / 2)) / total;
  const clip = (side: number) => Math.min(0.5 - 1e-10, Math.max(1e-10, side));
  return [clip(share(low)), clip(share(high))];
}
