import type { Embedding } from "./embedding.js";
import type { Model } from "./model.js";

/** Trials without progress after which a study is stuck, and the fewest trials that it can be said of. */
const WINDOW = 8;
const FEWEST = 3 * WINDOW;
/** Progress that does not count, as a share of the distance from the best loss to the median. */
const NOTHING = 1e-4;
/** The square of the distance, in lengths of the model, within which a configuration is like the best one. */
const NEAR = 0.16;

/** Whether the latest trials brought the best loss no further. */
export function isStuck(losses: readonly number[]): boolean {
  if (losses.length < FEWEST) return false;
  const before = Math.min(...losses.slice(0, -WINDOW));
  const now = Math.min(before, ...losses.slice(-WINDOW));
  const median = [...losses].sort((a, b) => a - b)[Math.floor(losses.length / 2)]!;
  return before - now <= NOTHING * (median - now);
}

/** Tells whether a row is so near the best trial that the model knows it already. */
export function nearBest({ means, data, regression }: Model, { layout }: Embedding): (row: Float64Array) => boolean {
  const best = data[means.indexOf(Math.min(...means))]!.row;
  const { lengths } = regression.kernel.parameters;
  return (row) => {
    let square = 0;
    for (let d = 0; d < layout.columns && square < NEAR; d++) {
      if (d < layout.ordered) square += ((row[d]! - best[d]!) / lengths[d]!) ** 2;
      else if (row[d] !== best[d]) square += 1;
    }
    return square < NEAR;
  };
}
