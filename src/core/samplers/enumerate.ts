import { isCategorical } from "../space/distribution.js";
import { stepsOf, valueAt } from "../space/lattice.js";
import type { Cube, Dimension } from "./cube.js";

/** Values of one dimension, by their index from 0. */
export interface Levels {
  readonly size: number;
  at(index: number): number;
}

/**
 * The values of a discrete dimension from low to high. A real one gives `points` values: evenly spread (in the logarithm
 * for logarithmic ones) with both ends, or, where its prior is normal, at the middles of parts of equal probability.
 */
export function levelsOf(dimension: Dimension, points: number): Levels {
  const { axis } = dimension;
  const { distribution } = dimension.parameter;
  if (isCategorical(distribution)) return { size: axis.size, at: (index) => index };
  const steps = stepsOf(distribution);
  if (steps !== null) return { size: steps.size, at: (index) => valueAt(steps, index) };
  if (axis.size === 1) return { size: 1, at: () => axis.fromUnit(0) };
  if (axis.prior !== null || points === 1) {
    return { size: points, at: (index) => axis.fromQuantile((index + 0.5) / points) };
  }
  return { size: points, at: (index) => axis.fromUnit(index / (points - 1)) };
}

/**
 * Every configuration whose values are among the levels, each once, in the order of the dimensions; a conditional
 * dimension branches only where it is active. Constraints are not looked at.
 */
export function* configurations(
  cube: Cube,
  levels: (dimension: Dimension) => Levels,
): Generator<Map<string, number>, void> {
  // An odometer over the dimensions that are active in the present configuration.
  const digits: number[] = [];
  const active: Levels[] = [];
  for (;;) {
    active.length = 0;
    yield cube.configure((dimension) => {
      const choices = levels(dimension);
      const position = active.push(choices) - 1;
      if (position === digits.length) digits.push(0);
      return choices.at(digits[position]!);
    });
    // Whatever follows the digit that moves may be active no longer, so it starts anew.
    let last = active.length - 1;
    while (last >= 0 && digits[last]! + 1 >= active[last]!.size) last--;
    if (last < 0) return;
    digits.length = last + 1;
    digits[last]!++;
  }
}
