import type { Cube } from "../cube.js";

/** A configuration that competes to be proposed, with its place in the cube. */
export interface Candidate {
  readonly point: ReadonlyMap<string, number>;
  /** As in Observation. */
  readonly coordinates: Float64Array;
  /** The stretch of [0, 1] that stands for the same value, on ordered dimensions; empty for reals. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

export function candidateAt(cube: Cube, point: ReadonlyMap<string, number>): Candidate {
  const starts = new Float64Array(cube.dimensions.length);
  const ends = new Float64Array(cube.dimensions.length);
  for (const { index, parameter, axis, categories } of cube.dimensions) {
    const value = point.get(parameter.name);
    if (value === undefined || categories > 0) continue;
    starts[index] = axis.cellStart(value);
    ends[index] = axis.cellEnd(value);
  }
  return { point, coordinates: cube.coordinatesOf(point), starts, ends };
}
