import { drawIndex, type Random } from "../math/random.js";
import { drawSatisfying } from "../space/constraint.js";
import type { Cube } from "./cube.js";
import { configurations, levelsOf } from "./enumerate.js";
import type { SamplerInput } from "./sampler.js";

/** How many draws in a row may turn out to have been tried before a discrete space is searched systematically. */
const MAX_REPEATS = 200;
/** The same where there are reals, of which only some configurations can have been tried. */
const MAX_REPEATS_OF_REALS = 10_000;
/** How many configurations the systematic search looks at before it takes what it has, and before it gives up. */
const ENOUGH = 100_000;
const MAX_VISITED = 2_000_000;

/** A configuration drawn from the parameters' own distributions; constraints are not looked at. */
export function drawFromPrior(cube: Cube, random: Random): Map<string, number> {
  return cube.configure((dimension) => dimension.axis.fromQuantile(random.next()));
}

/**
 * An admissible configuration drawn from the parameters' own distributions; where these are all but used up, one of
 * those left, each as likely; null where none is left.
 *
 * @throws {ConstraintError} where no draw satisfies the constraints.
 */
export function drawAdmissible(input: SamplerInput, random: Random): Map<string, number> | null {
  const { cube } = input;
  const repeats = cube.size < Number.POSITIVE_INFINITY ? MAX_REPEATS : MAX_REPEATS_OF_REALS;
  for (let i = 0; i < repeats; i++) {
    const point = drawSatisfying(cube.space, () => drawFromPrior(cube, random));
    if (input.noisy || input.isNew(point)) return point;
  }
  return cube.size < Number.POSITIVE_INFINITY ? drawLeft(input, random) : null;
}

function drawLeft(input: SamplerInput, random: Random): Map<string, number> | null {
  const levels = input.cube.dimensions.map((dimension) => levelsOf(dimension, 1));
  let chosen: Map<string, number> | null = null;
  let left = 0;
  let visited = 0;
  for (const point of configurations(input.cube, (dimension) => levels[dimension.index]!)) {
    if (input.admits(point) && drawIndex(random, ++left) === 0) chosen = point;
    visited++;
    if (visited >= MAX_VISITED || (visited >= ENOUGH && chosen !== null)) break;
  }
  return chosen;
}
