import { type Cube, coordinateOf } from "../cube.js";

/** A configuration that competes to be proposed, with its place in the cube. */
export interface Candidate {
  readonly point: ReadonlyMap<string, number>;
  /** As in Observation. */
  readonly coordinates: readonly number[];
  /** The stretch of [0, 1] that stands for the same value, on ordered dimensions; empty for reals. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function candidateAt(cube: Cube, point: ReadonlyMap<string, number>): Candidate {
  // Plain arrays, since so many small typed ones would cost more than all the rest.
  const coordinates: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const dimension of cube.dimensions) {
    const value = point.get(dimension.parameter.name);
    coordinates.push(value === undefined ? Number.NaN : coordinateOf(dimension, value));
    const discrete =
      value !== undefined && dimension.categories === 0 && dimension.axis.size < Number.POSITIVE_INFINITY;
    starts.push(discrete ? dimension.axis.cellStart(value) : 0);
    ends.push(discrete ? dimension.axis.cellEnd(value) : 0);
  }
  return { point, coordinates, starts, ends };
}
