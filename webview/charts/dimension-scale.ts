import { scaleLinear, scaleLog } from "d3-scale";
import { type CategoryDimension, type Dimension, NOT_SET, type NumberDimension } from "../model/dimension.js";
import type { AxisMarks } from "./axes.js";
import { type BrushScale, rangeScale, type Stretch } from "./brush-scale.js";
import { numberTicks, type Tick, type ValueScale } from "./scales.js";

/** Pixels of the slot of trials without a value, at the beginning of an upright axis, and of a flat one. */
const UPRIGHT = 26;
const FLAT = 72;

/** A dimension on the page: places in pixels from one end of the axis to the other. */
export interface DimensionScale extends BrushScale, AxisMarks {
  place(value: number | string | null): number | null;
}

/** @param range the axis's pixels, the low end first. */
export function dimensionScale(dimension: Dimension, range: readonly [number, number]): DimensionScale {
  const [start, end] = range;
  const forward = Math.sign(end - start);
  // Pixels count from above: an upright axis begins at its foot.
  const gap = forward < 0 ? UPRIGHT : FLAT;
  const slot: Stretch | null = dimension.gap ? [start, start + forward * gap] : null;
  const from = dimension.gap ? start + forward * gap : start;
  return dimension.kind === "number"
    ? numberAxis(dimension, [from, end], slot)
    : categoryAxis(dimension, [from, end], slot);
}

function numberAxis(dimension: NumberDimension, range: [number, number], slot: Stretch | null): DimensionScale {
  const { low, high, whole, column } = dimension;
  const scale = scaleOf(dimension, range);
  const middle = slot === null ? null : middleOf(slot);
  return {
    ...rangeScale(scale, { column: column.id, whole, reach: [low, high], slot }),
    band: 0,
    place: (value) => (typeof value === "number" ? scale(value) : middle),
    ticks: (most) => [...gapTick(slot), ...numberTicks(scale, most, whole)],
  };
}

function scaleOf({ low, high, log, whole }: NumberDimension, range: [number, number]): ValueScale {
  if (low === high) {
    const room = whole ? 1 : Math.abs(low) / 10 || 1;
    return scaleLinear([low - room, high + room], range);
  }
  return log ? scaleLog([low, high], range) : scaleLinear([low, high], range);
}

/** Categories side by side; the slot of trials without a value is one of them, and can be chosen together with others. */
function categoryAxis(
  { categories, column }: CategoryDimension,
  [from, end]: readonly [number, number],
  slot: Stretch | null,
): DimensionScale {
  const band = (end - from) / Math.max(1, categories.length);
  const bands = new Map(
    categories.map((category, i): [string, Stretch] => [category, [from + i * band, from + (i + 1) * band]]),
  );
  const cells = new Map<string, Stretch>([...(slot === null ? [] : [["", slot] as const]), ...bands]);
  return {
    band: Math.abs(band),
    slot: null,
    edges: [slot?.[0] ?? from, ...[...cells.values()].map(([, edge]) => edge)],
    place: (value) => {
      const cell = value === null ? slot : bands.get(String(value));
      return cell == null ? null : middleOf(cell);
    },
    ticks: () => [...gapTick(slot), ...[...bands].map(([text, cell]) => ({ at: middleOf(cell), text }))],
    filter(first, last) {
      const within = (place: number) => place >= Math.min(first, last) && place <= Math.max(first, last);
      const values = [...cells].filter(([, cell]) => within(middleOf(cell))).map(([category]) => category);
      return values.length === 0 ? null : { kind: "values", column: column.id, values };
    },
    stretches(filter) {
      if (filter.kind !== "values") return [];
      return [...cells].filter(([category]) => filter.values.includes(category)).map(([, cell]) => cell);
    },
  };
}

function middleOf([from, to]: Stretch): number {
  return (from + to) / 2;
}

function gapTick(slot: Stretch | null): readonly Tick[] {
  return slot === null ? [] : [{ at: middleOf(slot), text: NOT_SET }];
}
