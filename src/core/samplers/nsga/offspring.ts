import { drawIndex, drawWeighted, type Random } from "../../math/random.js";
import type { Cube, Dimension } from "../cube.js";
import { placesOf } from "../places.js";
import type { Observation } from "../sampler.js";
import { crossed, mutated } from "./variation.js";

export interface Breeding {
  readonly crossover: "sbx" | "uniform";
  /** How likely a child has two parents. */
  readonly crossing: number;
  /** How likely each of its parameters is mutated. */
  readonly mutation: number;
}

/** Distribution indices of crossover and mutation, as K. Deb's code has them for reals. */
const CROSSOVER_INDEX = 15;
const MUTATION_INDEX = 20;

/**
 * A child of two parents, chosen by tournaments in a population of which the better come first. A parameter that one
 * parent lacks, because it was not active there, comes from the other; one that both lack from the prior.
 */
export function childOf(
  cube: Cube,
  population: readonly Observation[],
  breeding: Breeding,
  random: Random,
): Map<string, number> {
  const first = tournament(population, random);
  let second = first;
  // Two tournaments often have the same winner, who alone would be no pair.
  for (let i = 0; i < 10 && second === first; i++) second = tournament(population, random);
  const pairs = random.next() < breeding.crossing;
  return cube.configure((dimension) => {
    const [a, b] = [valueIn(cube, first, dimension), valueIn(cube, second, dimension)];
    const one = a ?? b;
    if (one === undefined) return dimension.axis.fromQuantile(random.next());
    const other = pairs ? (b ?? one) : one;
    const inherited = inherit(dimension, one, other, breeding.crossover, random);
    return random.next() < breeding.mutation ? mutate(dimension, inherited, random) : inherited.value;
  });
}

interface Gene {
  readonly value: number;
  readonly place: number;
}

function valueIn(cube: Cube, trial: Observation, { index, parameter }: Dimension): Gene | undefined {
  const value = trial.point.get(parameter.name);
  return value === undefined ? undefined : { value, place: placesOf(cube, trial)[index]! };
}

function tournament(population: readonly Observation[], random: Random): Observation {
  const a = drawIndex(random, population.length);
  const b = drawIndex(random, population.length);
  return population[Math.min(a, b)]!;
}

function inherit(dimension: Dimension, one: Gene, other: Gene, crossover: Breeding["crossover"], random: Random): Gene {
  if (one.value === other.value) return one;
  if (crossover === "uniform" || dimension.categories > 0) return random.next() < 0.5 ? one : other;
  // Half of the parameters are the first parent's own.
  if (random.next() < 0.5) return one;
  const children = crossed(one.place, other.place, { random: random.next(), index: CROSSOVER_INDEX });
  const place = children[drawIndex(random, 2)]!;
  return { value: dimension.axis.fromQuantile(place), place };
}

function mutate({ axis, categories, weights }: Dimension, { value, place }: Gene, random: Random): number {
  if (axis.size === 1) return value;
  if (categories > 0) {
    const others = weights.map((weight, i) => (i === value ? 0 : weight));
    return drawWeighted(random, others.some((weight) => weight > 0) ? others : weights);
  }
  const moved = mutated(place, { random: random.next(), index: MUTATION_INDEX });
  const result = axis.fromQuantile(moved);
  if (result !== value || !Number.isFinite(axis.size)) return result;
  // A mutation that stays within the value's cell goes to the neighbouring value.
  const [start, end] = [axis.cellStart(value), axis.cellEnd(value)];
  const up = (moved >= place && end < 1) || start <= 0;
  return axis.fromUnit(up ? end + 1e-9 : start - 1e-9);
}
