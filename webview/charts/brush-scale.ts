import type { TrialFilter } from "../../src/core/protocol/panel.js";
import type { ValueScale } from "./scales.js";

/** A part of an axis, in pixels. */
export type Stretch = readonly [from: number, to: number];

/** An axis of which a part can be chosen, by a drag or step by step: places are pixels, and stand for what filters trials. */
export interface BrushScale {
  /** The filter that a brush from one place to another stands for; null where it takes nothing in. */
  filter(from: number, to: number): TrialFilter | null;
  /** The parts of the axis that a filter of its column lets pass. */
  stretches(filter: TrialFilter): readonly Stretch[];
  /** Where a brush may begin and end that is moved step by step, from the low end on; between two of them there is something. */
  readonly edges: readonly number[];
  /** The slot of trials without a value, where no brush takes it in together with others. */
  readonly slot: Stretch | null;
}

export interface RangeOptions {
  /** The column that is filtered. */
  readonly column: string;
  /** Only whole numbers occur. */
  readonly whole: boolean;
  /** What a brush takes in that goes to the ends of the axis; all numbers, where the axis may show less than there is. */
  readonly reach: readonly [low: number, high: number];
  /** Where the trials without a value stand, or null. */
  readonly slot: Stretch | null;
}

/** Steps from one end of an axis of numbers to the other. */
const STEPS = 40;
/** Pixels within which a brush has come to the end of its axis. */
const END = 0.5;

/** Numbers as an axis to brush. */
export function rangeScale(scale: ValueScale, { column, whole, reach, slot }: RangeOptions): BrushScale {
  const [start = 0, end = 0] = scale.range();
  const [least, most] = [Math.min(start, end), Math.max(start, end)];
  const within = (place: number): number => Math.min(most, Math.max(least, place));
  const numberAt = (place: number): number => {
    if (Math.abs(within(place) - start) < END) return reach[0];
    if (Math.abs(within(place) - end) < END) return reach[1];
    return scale.invert(place);
  };
  // Beyond its numbers a scale knows no place; a filter may reach there.
  const placeOf = (value: number, otherwise: number): number => {
    const place = scale(value);
    return Number.isFinite(place) ? within(place) : otherwise;
  };
  return {
    slot,
    edges: whole ? wholeEdges(scale, [start, end]) : evenEdges(start, end),
    filter(from, to) {
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const middle = slot === null ? null : (slot[0] + slot[1]) / 2;
      const inSlot = middle !== null && first <= middle && last >= middle;
      if (inSlot && !(first < most && last > least)) return { kind: "values", column, values: [""] };
      if (last < least || first > most) return null;
      const ends = [numberAt(first), numberAt(last)];
      const [low, high] = [Math.min(...ends), Math.max(...ends)];
      if (!whole) return { kind: "range", column, low, high };
      const [lowest, highest] = [Math.ceil(low), Math.floor(high)];
      return lowest > highest ? null : { kind: "range", column, low: lowest, high: highest };
    },
    stretches(filter) {
      if (filter.kind === "values") return slot !== null && filter.values.includes("") ? [slot] : [];
      if (filter.kind !== "range") return [];
      // A whole number has the room around it, or a brush over one of them could not be seen.
      const half = whole ? 0.5 : 0;
      const ends = [placeOf(filter.low - half, start), placeOf(filter.high + half, end)];
      return [[Math.min(...ends), Math.max(...ends)]];
    },
  };
}

function evenEdges(start: number, end: number): readonly number[] {
  return Array.from({ length: STEPS + 1 }, (_, i) => start + ((end - start) * i) / STEPS);
}

/** Edges between whole numbers, about as far apart as those of other axes. */
function wholeEdges(scale: ValueScale, [start, end]: readonly [number, number]): readonly number[] {
  const stride = (end - start) / STEPS;
  const edges = [start];
  let next = Math.ceil(scale.invert(start));
  const last = Math.floor(scale.invert(end) + 1e-9);
  while (next < last) {
    const number = Math.max(next, Math.floor(scale.invert(edges.at(-1)! + stride)));
    if (number >= last) break;
    edges.push(scale(number + 0.5));
    next = number + 1;
  }
  return [...edges, end];
}
