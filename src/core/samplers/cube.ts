import { configure, evaluationOrder } from "../space/activity.js";
import { isCategorical } from "../space/distribution.js";
import type { Parameter, Point, SearchSpace } from "../space/space.js";
import { type Axis, axisOf } from "../space/unit.js";

/** One parameter of a space, with everything about it that samplers compute again and again. */
export interface Dimension {
  /** Position in {@link Cube.dimensions}. */
  readonly index: number;
  readonly parameter: Parameter;
  readonly axis: Axis;
  /** Number of unordered categories; 0 for ordered dimensions, whose coordinate is a place in [0, 1]. */
  readonly categories: number;
  /** Prior probability of each unordered category; empty for ordered dimensions. */
  readonly weights: Float64Array;
}

/** A search space made ready for samplers: its dimensions in an order in which conditions look back only. */
export interface Cube {
  readonly space: SearchSpace;
  readonly dimensions: readonly Dimension[];
  readonly conditional: boolean;
  /** The number of combinations, conditions and constraints left aside; infinite where there is a real. */
  readonly size: number;
  /** The configuration that arises when `choose` gives the value of each active dimension, in their order. */
  configure(choose: (dimension: Dimension) => number | undefined): Map<string, number>;
  /** The coordinate of each value: a place in [0, 1], the index of an unordered category, NaN where there is none. */
  coordinatesOf(point: Point): Float64Array;
}

export function cubeOf(space: SearchSpace): Cube {
  const order = evaluationOrder(space);
  const dimensions = order.map(dimensionOf);
  const byParameter = new Map(dimensions.map((dimension) => [dimension.parameter, dimension]));
  return {
    space,
    dimensions,
    conditional: order.some((parameter) => parameter.condition !== null),
    size: dimensions.reduce((size, { axis }) => size * axis.size, 1),
    configure: (choose) => configure(order, (parameter) => choose(byParameter.get(parameter)!)),
    coordinatesOf: (point) => {
      const coordinates = new Float64Array(dimensions.length);
      for (let i = 0; i < dimensions.length; i++) {
        const dimension = dimensions[i]!;
        const value = point.get(dimension.parameter.name);
        coordinates[i] = value === undefined ? Number.NaN : coordinateOf(dimension, value);
      }
      return coordinates;
    },
  };
}

/** The coordinate of a value on its dimension: a place in [0, 1], or the index of an unordered category. */
export function coordinateOf(dimension: Dimension, value: number): number {
  return dimension.categories > 0 ? value : dimension.axis.toUnit(value);
}

function dimensionOf(parameter: Parameter, index: number): Dimension {
  const { distribution } = parameter;
  const axis = axisOf(distribution);
  const categories = axis.ordered ? 0 : axis.size;
  const given = isCategorical(distribution) && distribution.kind === "choice" ? distribution.weights : null;
  const weights = Float64Array.from({ length: categories }, (_, i) => given?.[i] ?? 1 / categories);
  return { index, parameter, axis, categories, weights };
}
