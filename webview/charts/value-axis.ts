import { extent } from "d3-array";
import type { Column } from "../model/columns.js";
import { rangeScale } from "./brush-scale.js";
import type { PlotAxis } from "./plot-brush.js";
import type { ValueScale } from "./scales.js";

/**
 * The values of one direction as an axis to brush. Values that lie beyond the axis are drawn at its ends: a brush that goes
 * there takes them in.
 */
export function valueAxis(
  scale: ValueScale,
  columns: readonly Column[],
  objective: number,
  values: readonly number[],
): PlotAxis | null {
  const column = columns.find(({ id }) => id === `value:${objective}`);
  if (column === undefined) return null;
  const [low = Number.POSITIVE_INFINITY, high = Number.NEGATIVE_INFINITY] = extent(values.filter(Number.isFinite));
  return { column, scale: rangeScale(scale, { column: column.id, whole: false, reach: [low, high], slot: null }) };
}
