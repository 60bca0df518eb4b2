import type { Dimension } from "../samplers/cube.js";
import type { Evidence, Item } from "./evidence.js";
import { INACTIVE } from "./forest/column.js";
import type { Forest } from "./forest/forest.js";

export interface Dependence {
  readonly name: string;
  /** Internal values, in order: numbers, or indices of categories. */
  readonly values: readonly number[];
  /** The mean prediction at each, in units of the objective. */
  readonly means: readonly number[];
  /** The standard deviation of the prediction there, averaged likewise; wide where trials are few. */
  readonly deviations: readonly number[];
}

export interface Contour {
  readonly x: { readonly name: string; readonly values: readonly number[] };
  readonly y: { readonly name: string; readonly values: readonly number[] };
  /** The mean prediction, one row per value of y. */
  readonly means: readonly (readonly number[])[];
}

/** Configurations over which a prediction is averaged. */
const CURVE_ROWS = 150;
const CONTOUR_ROWS = 40;

/**
 * How the objective depends on one parameter, the others as they were in the trials: the mean of the model's predictions
 * (J. H. Friedman, "Greedy function approximation", 2001, section 8.2). A parameter that is not active everywhere is
 * looked at in the trials where it is. null for a name that the space has not, or that was never active.
 *
 * @param points how many values of a real are looked at, both ends included.
 */
export function partialDependence(
  { cube, items, directions }: Evidence,
  model: Forest,
  name: string,
  { points = 41, objective = 0 }: { readonly points?: number; readonly objective?: number } = {},
): Dependence | null {
  const dimension = cube.dimensions.find(({ parameter }) => parameter.name === name);
  if (dimension === undefined) return null;
  const rows = rowsWith(items, [dimension.index], CURVE_ROWS);
  if (rows.length === 0) return null;
  const sign = directions[objective] === "maximize" ? -1 : 1;
  const grid = gridOf(dimension, points);
  const estimates = grid.map(({ coordinate }) => {
    let [mean, deviation] = [0, 0];
    for (const row of rows) {
      const estimate = model.estimate(moved(row, [[dimension.index, coordinate]]));
      mean += estimate.mean / rows.length;
      deviation += estimate.deviation / rows.length;
    }
    return { mean: sign * mean, deviation };
  });
  return {
    name,
    values: grid.map(({ value }) => value),
    means: estimates.map(({ mean }) => mean),
    deviations: estimates.map(({ deviation }) => deviation),
  };
}

/** The same for a pair of parameters; null where they were never active together. */
export function contour(
  { cube, items, directions }: Evidence,
  model: Forest,
  names: readonly [x: string, y: string],
  { points = 25, objective = 0 }: { readonly points?: number; readonly objective?: number } = {},
): Contour | null {
  const [x, y] = names.map((name) => cube.dimensions.find(({ parameter }) => parameter.name === name));
  if (x === undefined || y === undefined) return null;
  const rows = rowsWith(items, [x.index, y.index], CONTOUR_ROWS);
  if (rows.length === 0) return null;
  const sign = directions[objective] === "maximize" ? -1 : 1;
  const [across, up] = [gridOf(x, points), gridOf(y, points)];
  const means = up.map((top) =>
    across.map((side) => {
      const at = [
        [x.index, side.coordinate],
        [y.index, top.coordinate],
      ] as const;
      return (sign * rows.reduce((sum, row) => sum + model.estimate(moved(row, at)).mean, 0)) / rows.length;
    }),
  );
  return {
    x: { name: names[0], values: across.map(({ value }) => value) },
    y: { name: names[1], values: up.map(({ value }) => value) },
    means,
  };
}

/** Up to so many of the rows, evenly taken, in which all of the columns are active. */
function rowsWith(items: readonly Item[], columns: readonly number[], most: number): readonly Float64Array[] {
  const rows = items.flatMap(({ row }) => (columns.every((column) => row[column] !== INACTIVE) ? [row] : []));
  const stride = Math.max(1, rows.length / most);
  return Array.from({ length: Math.min(rows.length, most) }, (_, i) => rows[Math.floor(i * stride)]!);
}

function moved(row: Float64Array, changes: readonly (readonly [column: number, coordinate: number])[]): Float64Array {
  const copy = Float64Array.from(row);
  for (const [column, coordinate] of changes) copy[column] = coordinate;
  return copy;
}

/** The values of a parameter that a curve is drawn through, with their coordinates; each of few, else evenly many. */
function gridOf({ axis, categories }: Dimension, points: number): readonly { value: number; coordinate: number }[] {
  if (categories > 0) return Array.from({ length: categories }, (_, i) => ({ value: i, coordinate: i }));
  const count = Math.min(points, axis.size);
  const units = Array.from({ length: count }, (_, i) =>
    axis.size <= points ? (i + 0.5) / axis.size : i / Math.max(1, count - 1),
  );
  const values = new Set(units.map((unit) => axis.fromUnit(unit)));
  return [...values].map((value) => ({ value, coordinate: axis.toUnit(value) }));
}
