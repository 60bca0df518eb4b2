import { randomFrom } from "../math/random.js";
import type { Cube } from "../samplers/cube.js";
import type { Evidence } from "./evidence.js";
import { columnsOf, rowOf } from "./forest/column.js";
import { growForest } from "./forest/forest.js";

/** With fewer trials a model knows too little to say when to stop. */
export const ENOUGH_FOR_REGRET = 20;
/** Configurations at which the model is asked what could still be found, and as many near each of the best. */
const CANDIDATES = 400;
const NEAR = 60;
const BEST = 5;
/** The bound fails with this probability, as far as the model is right. */
const DELTA = 0.1;

/**
 * A bound on how much better than the best trial so far a configuration could still be, in units of the value: the best
 * loss less the lowest lower confidence bound of a model over the space (A. Makarova et al., "Automatic Termination for
 * Hyperparameter Optimization", AutoML 2022, section 3, with the width of the bound as Optuna sets it). The model is a
 * forest, whose spread between trees stands for what is not known; the bound is an estimate and no guarantee. null where
 * there are fewer than 20 trials to learn from.
 */
export function regretBound(evidence: Evidence): number | null {
  const { items, cube } = evidence;
  if (items.length < ENOUGH_FOR_REGRET) return null;
  const rows = items.map(({ row }) => row);
  const losses = Float64Array.from(items, (item) => item.losses[0]!);
  const forest = growForest(rows, losses, columnsOf(cube, rows), { trees: 48, minLeaf: 1, share: 0.6, seed: "regret" });
  const dimensions = Math.max(1, cube.dimensions.length);
  const beta = (2 * Math.log((dimensions * items.length ** 2 * Math.PI ** 2) / 6 / DELTA)) / 5;
  let lowest = Number.POSITIVE_INFINITY;
  for (const row of [...rows, ...candidates(evidence)]) {
    const { mean, deviation } = forest.estimate(row);
    lowest = Math.min(lowest, mean - Math.sqrt(beta) * deviation);
  }
  return Math.max(0, losses.reduce((a, b) => Math.min(a, b)) - lowest);
}

/** Draws from the prior, and draws that keep each value of one of the best trials, or move it a little. */
function* candidates({ cube, items }: Evidence): Generator<Float64Array> {
  const random = randomFrom(`regret/${items.length}`);
  for (let i = 0; i < CANDIDATES; i++) yield draw(cube, () => random.next());
  const best = [...items].sort((a, b) => a.losses[0]! - b.losses[0]!).slice(0, BEST);
  for (const { observation } of best) {
    for (let i = 0; i < NEAR; i++) {
      const reach = 0.2 * random.next();
      yield draw(cube, ({ parameter, axis }) => {
        const value = observation.point.get(parameter.name);
        if (value === undefined || random.next() < 0.1) return random.next();
        return Math.min(1, Math.max(0, axis.toQuantile(value) + reach * (2 * random.next() - 1)));
      });
    }
  }
}

function draw(cube: Cube, quantile: (dimension: Cube["dimensions"][number]) => number): Float64Array {
  const point = cube.configure((dimension) => dimension.axis.fromQuantile(quantile(dimension)));
  return rowOf(cube.coordinatesOf(point));
}
