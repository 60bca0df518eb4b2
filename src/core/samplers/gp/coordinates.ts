import { coordinateOf, type Dimension } from "../cube.js";

/** The value of a dimension at a coordinate: that of the cell in which it lies, where there are steps. */
export function valueAt(dimension: Dimension, coordinate: number): number {
  return dimension.categories > 0 ? coordinate : dimension.axis.fromUnit(coordinate);
}

/** The coordinate of the value at `coordinate`: the middle of its cell, where there are steps. */
export function snapped(dimension: Dimension, coordinate: number): number {
  if (dimension.categories > 0 || dimension.axis.size === Number.POSITIVE_INFINITY) return coordinate;
  return coordinateOf(dimension, dimension.axis.fromUnit(coordinate));
}

/** A lattice with at most this many values is searched value by value; a larger one first as if it were real. */
export const FEW = 8;
/** Categories beyond this many are tried by chance. */
const MANY = 16;

/** The other coordinates that are tried in place of one of a discrete dimension: all of few, else its neighbours. */
export function alternatives(
  dimension: Dimension,
  coordinate: number,
  drawCategory: (count: number) => number,
): readonly number[] {
  const { axis, categories } = dimension;
  if (categories > MANY) return Array.from({ length: MANY }, () => drawCategory(categories));
  if (categories > 0) return Array.from({ length: categories }, (_, i) => i).filter((i) => i !== coordinate);
  if (axis.size <= FEW) {
    return Array.from({ length: axis.size }, (_, i) => snapped(dimension, (i + 0.5) / axis.size)).filter(
      (other) => other !== coordinate,
    );
  }
  const value = axis.fromUnit(coordinate);
  const beyond = 1e-9;
  return [
    snapped(dimension, Math.max(0, axis.cellStart(value) - beyond)),
    snapped(dimension, Math.min(1, axis.cellEnd(value) + beyond)),
  ].filter((other) => other !== coordinate);
}
