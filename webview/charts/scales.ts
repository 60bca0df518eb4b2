import { extent, quantileSorted } from "d3-array";
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";
import { formatNumber } from "../../src/core/format/number.js";
import type { Direction } from "../../src/core/study/trial.js";

export type ValueScale = ScaleContinuousNumeric<number, number>;

/** A mark of an axis: where it stands, in pixels, and what it says. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Pixels between two marks of an axis. */
const TICK_ROOM = 22;

/** How far beyond the quartiles, in multiples of their distance, a bad value may lie and still stretch the axis. */
const FENCE = 3;

/**
 * The values that an axis shows: all good ones, and bad ones up to a fence, so that a few trials that went astray do not
 * press the others into a line. Values beyond it are drawn at the edge.
 */
export function valueDomain(
  values: readonly number[],
  direction: Direction,
  always: readonly number[],
): [number, number] {
  const finite = [...values, ...always].filter(Number.isFinite);
  let [low = 0, high = 1] = extent(finite) as [number | undefined, number | undefined];
  if (values.length >= 8) {
    const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
    const lower = quantileSorted(sorted, 0.25) ?? low;
    const upper = quantileSorted(sorted, 0.75) ?? high;
    const fence = FENCE * (upper - lower);
    if (fence > 0 && direction === "minimize") high = Math.min(high, Math.max(upper + fence, ...always));
    if (fence > 0 && direction === "maximize") low = Math.max(low, Math.min(lower - fence, ...always));
  }
  if (low === high) {
    const room = Math.abs(low) / 10 || 1;
    return [low - room, high + room];
  }
  return [low, high];
}

/** A scale of values from bottom to top; logarithmic where asked for and the whole domain is positive. */
export function valueScale(domain: readonly [number, number], range: [number, number], log: boolean): ValueScale {
  const [low, high] = domain;
  if (log && low > 0) {
    const room = (high / low) ** 0.04;
    return scaleLog([low / room, high * room], range);
  }
  const room = (high - low) * 0.06;
  return scaleLinear([low - room, high + room], range);
}

/** Where a value is drawn: within the axis; at its end where the axis does not reach so far, which `beyond` then tells. */
export function placed(
  scale: ValueScale,
  value: number,
): { readonly at: number; readonly beyond: "low" | "high" | null } {
  const [low = 0, high = 0] = scale.range();
  const place = scale(value);
  // A logarithmic scale has no place for what is not positive.
  if (Number.isNaN(place)) return { at: low, beyond: "low" };
  const along = (place - low) * Math.sign(high - low);
  if (along < 0) return { at: low, beyond: "low" };
  return along > Math.abs(high - low) ? { at: high, beyond: "high" } : { at: place, beyond: null };
}

/** A scale of trial numbers; its end moves in steps, so that a running study does not shift with every trial. */
export function numberScale(count: number, range: [number, number]): ValueScale {
  const step = 2 * 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  const end = Math.max(10, Math.ceil(count / step) * step);
  return scaleLinear([-0.5 - end * 0.01, end - 0.5 + end * 0.01], range);
}

/** About `most` marks at round numbers, with the same number of decimals for all. */
export function numberTicks(scale: ValueScale, most: number, whole = false): readonly Tick[] {
  const offered = scale.ticks(Math.max(2, most)).filter((tick) => !whole || Number.isInteger(tick));
  const ticks = thinned(scale, offered, most);
  const format = tickFormat(ticks);
  return ticks.map((tick) => ({ at: scale(tick), text: format(tick) }));
}

/** As many decimals as the ticks need. */
function tickFormat(ticks: readonly number[]): (tick: number) => string {
  const texts = ticks.map(formatNumber);
  if (texts.some((text) => text.includes("e"))) return formatNumber;
  const decimals = Math.max(0, ...texts.map((text) => (text.includes(".") ? text.length - text.indexOf(".") - 1 : 0)));
  // Over several orders of magnitude the decimals of the smallest would only be noise on the largest.
  if (decimals > 4) return formatNumber;
  return (tick) => tick.toFixed(decimals);
}

/** A logarithmic scale offers nine ticks a decade; only those are kept that have room for their text. */
function thinned(scale: ValueScale, ticks: readonly number[], most: number): readonly number[] {
  if (!("base" in scale)) return ticks;
  const [from = 0, to = 0] = scale.range();
  const room = Math.max(TICK_ROOM, Math.abs(to - from) / (most * 1.6));
  const whole = (tick: number): boolean => Number.isInteger(Math.round(Math.log10(Math.abs(tick)) * 1e9) / 1e9);
  const first = ticks.filter(whole);
  const kept: number[] = [];
  // Whole powers are enough where there are several; else those between them say where one is.
  for (const tick of first.length > 2 ? first : first.length > 1 ? [...first, ...ticks] : ticks) {
    if (kept.every((other) => Math.abs(scale(other) - scale(tick)) >= room)) kept.push(tick);
  }
  return kept;
}
