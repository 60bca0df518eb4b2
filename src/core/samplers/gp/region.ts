import type { Dimension } from "../cube.js";
import type { Embedding } from "./embedding.js";
import type { Model } from "./model.js";

/** The stretch of each dimension's coordinate that is searched. */
export interface Region {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Side lengths of the region: the first, the largest, and the one below which it starts anew. */
const FIRST = 0.8;
const LARGEST = 1.6;
const SMALLEST = 0.5 ** 7;
/** Improvements in a row after which it doubles. */
const HITS = 3;

/**
 * A box about the best trial, longer in dimensions that matter less, which doubles after improvements in a row and halves
 * after as many trials without one as there are dimensions (D. Eriksson et al., "Scalable Global Optimization via Local
 * Bayesian Optimization", NeurIPS 2019, section 2, with its constants). Its size follows from the trials so far.
 */
export function regionOf(
  dimensions: readonly Dimension[],
  embedding: Embedding,
  model: Model,
  losses: readonly number[],
): Region {
  const side = sideAfter(losses, Math.max(4, dimensions.length));
  const { lengths } = model.regression.kernel.parameters;
  const logs = dimensions.map(({ index }) => Math.log(lengths[embedding.columnOf[index]!]!));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const centre = model.data[model.best]!.observation.coordinates;
  const low = new Float64Array(dimensions.length);
  const high = new Float64Array(dimensions.length).fill(1);
  for (const { index, categories } of dimensions) {
    if (categories > 0 || Number.isNaN(centre[index]!)) continue;
    const half = 0.5 * side * Math.min(4, Math.max(0.25, Math.exp(logs[index]! - mean)));
    low[index] = Math.max(0, centre[index]! - half);
    high[index] = Math.min(1, centre[index]! + half);
  }
  return { low, high };
}

/** The side of the region after trials of the given losses. */
function sideAfter(losses: readonly number[], patience: number): number {
  let side = FIRST;
  let best = Number.POSITIVE_INFINITY;
  let hits = 0;
  let misses = 0;
  for (const loss of losses) {
    if (loss < best) {
      best = loss;
      hits++;
      misses = 0;
    } else {
      misses++;
      hits = 0;
    }
    if (hits === HITS) {
      side = Math.min(LARGEST, 2 * side);
      hits = 0;
    } else if (misses === patience) {
      side = side / 2 < SMALLEST ? FIRST : side / 2;
      misses = 0;
    }
  }
  return side;
}
