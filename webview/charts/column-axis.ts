import type { Column } from "../model/columns.js";
import { rangeScale } from "./brush-scale.js";
import type { PlotAxis } from "./plot-brush.js";
import type { ValueScale } from "./scales.js";

/**
 * The values of one direction as an axis to brush. Values that lie beyond the axis are drawn at its ends, and better ones may
 * come: a brush that goes to an end takes in all of them.
 */
export function valueAxis(scale: ValueScale, columns: readonly Column[], objective: number): PlotAxis | null {
  return axisOf(scale, columns, `value:${objective}`, { whole: false, reach: [-Number.MAX_VALUE, Number.MAX_VALUE] });
}

/** The numbers of the trials as an axis to brush, on to those that are to come. */
export function trialAxis(scale: ValueScale, columns: readonly Column[]): PlotAxis | null {
  return axisOf(scale, columns, "number", { whole: true, reach: [0, Number.MAX_VALUE] });
}

function axisOf(
  scale: ValueScale,
  columns: readonly Column[],
  id: string,
  options: { readonly whole: boolean; readonly reach: readonly [number, number] },
): PlotAxis | null {
  const column = columns.find((each) => each.id === id);
  return column === undefined ? null : { column, scale: rangeScale(scale, { ...options, column: id, slot: null }) };
}
