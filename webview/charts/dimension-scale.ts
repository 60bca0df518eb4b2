import { scaleLinear, scaleLog } from "d3-scale";
import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { type Dimension, NOT_SET } from "../model/dimension.js";
import { numberTicks, type Tick, type ValueScale } from "./scales.js";

/** Pixels of the slot of trials without a value, at the beginning of an upright axis, and of a flat one. */
const UPRIGHT = 26;
const FLAT = 56;

/** A dimension on the page: places in pixels from one end of the axis to the other. */
export interface DimensionScale {
  place(value: number | string | null): number | null;
  /** Marks with their texts, so that there are about `most` of them. */
  ticks(most: number): readonly Tick[];
  /** The number at a place; null on axes of categories. */
  invert(place: number): number | null;
  /** The filter that a brush from one place to another stands for; null where it takes nothing in. */
  filter(from: number, to: number): TrialFilter | null;
  /** Pixels of one category; 0 for numbers. */
  readonly band: number;
}

/** @param range the axis's pixels, the low end first. */
export function dimensionScale(dimension: Dimension, range: readonly [number, number]): DimensionScale {
  const [start, end] = range;
  const forward = Math.sign(end - start);
  // Pixels count from above: an upright axis begins at its foot.
  const gap = forward < 0 ? UPRIGHT : FLAT;
  const slot = dimension.gap ? start + (forward * gap) / 2 : null;
  const from = dimension.gap ? start + forward * gap : start;
  return dimension.kind === "number"
    ? numberAxis(dimension, [from, end], slot)
    : categoryAxis(dimension, [from, end], slot);
}

function numberAxis(
  { low, high, log, whole, column }: Extract<Dimension, { kind: "number" }>,
  range: [number, number],
  slot: number | null,
): DimensionScale {
  const scale = scaleOf(low, high, log, range);
  const inner = [Math.min(...range), Math.max(...range)] as const;
  return {
    band: 0,
    place: (value) => (typeof value === "number" ? scale(value) : slot),
    ticks: (most) => [...gapTick(slot), ...numberTicks(scale, most, whole)],
    invert: (place) => scale.invert(Math.min(inner[1], Math.max(inner[0], place))),
    filter(from, to) {
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      if (slot !== null && first <= slot && last >= slot && !(first < inner[1] && last > inner[0])) {
        return { kind: "values", column: column.id, values: [""] };
      }
      if (last < inner[0] || first > inner[1]) return null;
      const ends = [first, last].map((place) => scale.invert(Math.min(inner[1], Math.max(inner[0], place))));
      return { kind: "range", column: column.id, low: Math.min(...ends), high: Math.max(...ends) };
    },
  };
}

function scaleOf(low: number, high: number, log: boolean, range: [number, number]): ValueScale {
  if (low === high) return scaleLinear([low - 1, high + 1], range);
  return log ? scaleLog([low, high], range) : scaleLinear([low, high], range);
}

function categoryAxis(
  { categories, column }: Extract<Dimension, { kind: "category" }>,
  [from, end]: readonly [number, number],
  slot: number | null,
): DimensionScale {
  const band = (end - from) / Math.max(1, categories.length);
  const places = new Map(categories.map((category, i) => [category, from + (i + 0.5) * band]));
  return {
    band: Math.abs(band),
    place: (value) => (value === null ? slot : (places.get(String(value)) ?? null)),
    ticks: () => [...gapTick(slot), ...[...places].map(([text, at]) => ({ at, text }))],
    invert: () => null,
    filter(first, last) {
      const within = (place: number) => place >= Math.min(first, last) && place <= Math.max(first, last);
      const values = categories.filter((category) => within(places.get(category)!));
      if (slot !== null && within(slot)) values.unshift("");
      return values.length === 0 ? null : { kind: "values", column: column.id, values };
    },
  };
}

function gapTick(slot: number | null): readonly Tick[] {
  return slot === null ? [] : [{ at: slot, text: NOT_SET }];
}
