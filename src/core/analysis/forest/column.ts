import type { Cube } from "../../samplers/cube.js";

/** One input of a forest: a place in [0, 1], or the index of a category. */
export interface Column {
  /** Number of categories; 0 for a place in [0, 1]. */
  readonly categories: number;
  /** Share of the rows in which the parameter is not active, and so stands at {@link INACTIVE}. */
  readonly inactive: number;
}

/** Where a parameter stands that is not active: below every place, so that one cut tells it apart. */
export const INACTIVE = -1;

/** The columns of a space, given the rows that a forest is to learn from. */
export function columnsOf(cube: Cube, rows: readonly Float64Array[]): readonly Column[] {
  return cube.dimensions.map(({ categories }, column) => ({
    categories,
    inactive: rows.reduce((count, row) => count + (row[column] === INACTIVE ? 1 : 0), 0) / Math.max(1, rows.length),
  }));
}

/** A configuration's row: its coordinates in the cube, with what is not active at {@link INACTIVE}. */
export function rowOf(coordinates: Float64Array): Float64Array {
  return coordinates.map((coordinate) => (Number.isNaN(coordinate) ? INACTIVE : coordinate));
}
