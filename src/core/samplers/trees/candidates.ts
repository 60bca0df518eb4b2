import { drawIndex, drawNormal, type Random } from "../../math/random.js";
import type { Cube, Dimension } from "../cube.js";
import { placesOf } from "../places.js";
import { drawFromPrior } from "../prior.js";
import type { Observation, SamplerInput } from "../sampler.js";

/** Feature rows of configurations: places, categories, and -1 where a parameter is not active. */
export function rowOf(cube: Cube, point: ReadonlyMap<string, number>): Float64Array {
  const row = new Float64Array(cube.dimensions.length);
  for (const { index, axis, categories, parameter } of cube.dimensions) {
    const value = point.get(parameter.name);
    row[index] = value === undefined ? -1 : categories > 0 ? value : axis.toQuantile(value);
  }
  return row;
}

/** The same for a trial. */
export function rowOfTrial(cube: Cube, trial: Observation): Float64Array {
  return placesOf(cube, trial).map((place) => (Number.isNaN(place) ? -1 : place));
}

export interface Scored {
  readonly point: ReadonlyMap<string, number>;
  readonly score: number;
}

/** Draws from the prior, starts of local search, and steps of each: some ten milliseconds at most. */
const DRAWS = 400;
const STARTS = 8;
const ROUNDS = 5;
const NEIGHBOURS = 8;
/** Standard deviations of a step, in parts of the range; a large, a middle and a small one in turn. */
const STEPS = [0.2, 0.05, 0.01];

/**
 * The admissible configuration of the highest score among random ones and what local search finds from the best trials and
 * the best random ones, in neighbourhoods of one or two changed parameters (F. Hutter, H. Hoos and K. Leyton-Brown,
 * "Sequential Model-Based Optimization for General Algorithm Configuration", LION 2011, section 4.3). null where no
 * configuration was admissible.
 */
export function searchBest(
  input: SamplerInput,
  best: readonly Observation[],
  random: Random,
  score: (row: Float64Array) => number,
): ReadonlyMap<string, number> | null {
  const { cube } = input;
  const scored = (point: ReadonlyMap<string, number>): Scored => ({ point, score: score(rowOf(cube, point)) });
  const draws: Scored[] = [];
  for (let i = 0; i < DRAWS; i++) {
    const point = drawFromPrior(cube, random);
    if (input.satisfies(point)) draws.push(scored(point));
  }
  draws.sort((a, b) => b.score - a.score);
  let winner = draws.find(({ point }) => input.admits(point)) ?? null;
  const trials = best
    .slice(0, STARTS)
    .map((trial) => scored(cube.configure(({ parameter }) => trial.point.get(parameter.name))));
  for (const start of [...trials, ...draws.slice(0, STARTS)]) {
    let at = start;
    for (let round = 0; round < ROUNDS; round++) {
      const from = at;
      for (let i = 0; i < NEIGHBOURS; i++) {
        const point = neighbourOf(cube, from.point, STEPS[i % STEPS.length]!, random);
        if (!input.admits(point)) continue;
        const neighbour = scored(point);
        if (neighbour.score > at.score) at = neighbour;
        if (winner === null || neighbour.score > winner.score) winner = neighbour;
      }
      if (at === from) break;
    }
  }
  return winner?.point ?? null;
}

function neighbourOf(
  cube: Cube,
  point: ReadonlyMap<string, number>,
  step: number,
  random: Random,
): ReadonlyMap<string, number> {
  const present = cube.dimensions.filter(({ parameter, axis }) => point.has(parameter.name) && axis.size > 1);
  if (present.length === 0) return drawFromPrior(cube, random);
  const changed = new Set([present[drawIndex(random, present.length)]!.index]);
  // Two parameters as often as one: their interplay is seen no other way.
  if (random.next() < 0.5) changed.add(present[drawIndex(random, present.length)]!.index);
  return cube.configure((dimension) => {
    const value = point.get(dimension.parameter.name);
    if (value === undefined) return dimension.axis.fromQuantile(random.next());
    return changed.has(dimension.index) ? stepFrom(dimension, value, step, random) : value;
  });
}

function stepFrom({ axis, categories }: Dimension, value: number, step: number, random: Random): number {
  if (categories > 0) {
    const other = drawIndex(random, categories - 1);
    return other >= value ? other + 1 : other;
  }
  const reach = Number.isFinite(axis.size) ? Math.max(step, 1 / axis.size) : step;
  const moved = Math.abs(axis.toQuantile(value) + reach * drawNormal(random)) % 2;
  return axis.fromQuantile(moved > 1 ? 2 - moved : moved);
}
