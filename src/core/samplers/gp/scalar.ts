import type { Random } from "../../math/random.js";
import type { Observation } from "../sampler.js";

/** The share of the plain sum in the augmented Tchebycheff function. */
const AUGMENTATION = 0.05;

/**
 * One loss for several: the augmented Tchebycheff function with weights that are drawn anew for every trial, over losses
 * scaled to [0, 1] (J. Knowles, "ParEGO", IEEE Transactions on Evolutionary Computation 10, 2006, section III, eq. 2).
 */
export function scalarisation(
  history: readonly Observation[],
  objectives: number,
  random: Random,
): (losses: readonly number[]) => number {
  if (objectives === 1) return ([loss]) => loss!;
  const draws = Array.from({ length: objectives }, () => -Math.log(1 - random.next()));
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const ranges = draws.map((_, i) => {
    const values = history.map(({ losses }) => losses[i]).filter((loss): loss is number => Number.isFinite(loss));
    const low = Math.min(...values);
    const high = Math.max(...values);
    return { low, width: high > low ? high - low : 1 };
  });
  return (losses) => {
    const terms = losses.map((loss, i) => (draws[i]! / total) * ((loss - ranges[i]!.low) / ranges[i]!.width));
    return Math.max(...terms) + AUGMENTATION * terms.reduce((sum, term) => sum + term, 0);
  };
}
