import type { Cube } from "../cube.js";
import type { Observation } from "../sampler.js";
import type { Layout } from "./kernel.js";

/** How configurations of a space become rows of the model. */
export interface Embedding {
  readonly layout: Layout;
  /** The column of each dimension of the cube. */
  readonly columnOf: readonly number[];
  /** The row of a configuration, given its coordinates as {@link Cube.coordinatesOf} gives them (NaN: not active). */
  embed(coordinates: Float64Array): Float64Array;
  /** The row of a trial, made once. */
  rowOf(observation: Observation): Float64Array;
}

/** Where an inactive ordered parameter lies, and which category an unordered one has. */
const MIDDLE = 0.5;
const NONE = -1;

/**
 * Ordered dimensions first, then unordered ones, then one category for each condition, which says whether it holds. Two
 * configurations in which a parameter is inactive do not differ by it; where it is active in one only, its length cannot
 * tell how much that matters, but that of the condition can.
 */
export function embeddingOf(cube: Cube): Embedding {
  const { dimensions } = cube;
  const ordered = dimensions.filter(({ categories }) => categories === 0);
  const unordered = dimensions.filter(({ categories }) => categories > 0);
  const columnOf = dimensions.map((dimension) => {
    const place = ordered.indexOf(dimension);
    return place >= 0 ? place : ordered.length + unordered.indexOf(dimension);
  });
  // Parameters under one condition are active together, so that one of them tells.
  const conditions = new Map<string, number>();
  for (const { index, parameter } of dimensions) {
    if (parameter.condition === null) continue;
    const key = JSON.stringify(parameter.condition);
    if (!conditions.has(key)) conditions.set(key, index);
  }
  const tellers = [...conditions.values()];
  const columns = dimensions.length + tellers.length;
  const embed = (coordinates: Float64Array) => {
    const row = new Float64Array(columns);
    for (let i = 0; i < dimensions.length; i++) {
      const missing = dimensions[i]!.categories > 0 ? NONE : MIDDLE;
      const coordinate = coordinates[i]!;
      row[columnOf[i]!] = Number.isNaN(coordinate) ? missing : coordinate;
    }
    for (let i = 0; i < tellers.length; i++) {
      row[dimensions.length + i] = Number.isNaN(coordinates[tellers[i]!]!) ? 0 : 1;
    }
    return row;
  };
  const rows = new WeakMap<Observation, Float64Array>();
  return {
    layout: { columns, ordered: ordered.length },
    columnOf,
    embed,
    rowOf(observation) {
      const row = rows.get(observation) ?? embed(observation.coordinates);
      rows.set(observation, row);
      return row;
    },
  };
}
