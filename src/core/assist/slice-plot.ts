import type { Language } from "../annotations/language.js";
import { formatNumber } from "../format/number.js";
import { english } from "../l10n/translation.js";
import { type Distribution, isCategorical, type NumericDistribution } from "../space/distribution.js";
import { isLogarithmic } from "../space/value.js";
import {
  anchorOf,
  type CategoricalDistribution,
  categoryLabels,
  decades,
  drawing,
  FILL,
  INK,
  LEFT,
  label,
  MARK,
  RIGHT,
  round,
  shownRange,
  slotTexts,
  text,
  WIDTH,
} from "./drawing.js";
import type { ParameterInsight } from "./facts.js";

const HEIGHT = 116;
const TOP = 16;
const FLOOR = 92;

/**
 * A small picture of a slice: the value of each complete trial over the parameter's, on the axis on which it is searched,
 * the best trial marked. An SVG document; null where there are fewer than two points.
 *
 * @param best The internal value of the best trial; null where it is not known.
 */
export function sliceSvg(
  distribution: Distribution,
  language: Language,
  { points }: ParameterInsight,
  best: { readonly x: number; readonly y: number } | null,
  t = english,
): string | null {
  const axis = isCategorical(distribution) ? categories(distribution, language) : numbers(distribution);
  const shown = points.filter(({ x }) => axis.holds(x));
  if (shown.length < 2) return null;
  const values = shown.map(({ y }) => y);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = (value: number) =>
    high === low ? (TOP + FLOOR) / 2 : FLOOR - 4 - ((value - low) / (high - low)) * (FLOOR - TOP - 8);
  const dots = shown.map((point, i) => dot(axis.x(point.x, i), y(point.y), 2.5, FILL, 0.55));
  const marked = best === null || !axis.holds(best.x) ? "" : dot(axis.x(best.x, 0), y(best.y), 4, MARK, 1);
  const frame =
    line(LEFT, FLOOR, WIDTH - RIGHT, FLOOR) +
    text(LEFT, 9, t("{0} (top) to {1}", formatNumber(high), formatNumber(low)), "start") +
    text(WIDTH - RIGHT, 9, t("{0} trials", shown.length), "end");
  return drawing(HEIGHT, `${frame}${dots.join("")}${marked}${axis.labels}`);
}

interface Axis {
  holds(value: number): boolean;
  /** Where a value stands; points of one category lie beside each other by their index. */
  x(value: number, index: number): number;
  readonly labels: string;
}

function numbers(distribution: NumericDistribution): Axis {
  const [low, high] = shownRange(distribution);
  const log = isLogarithmic(distribution);
  const warp = log ? Math.log : (value: number) => value;
  const [start, end] = [warp(low), warp(high)];
  const x = (value: number) => LEFT + ((warp(value) - start) / (end - start)) * (WIDTH - LEFT - RIGHT);
  const places = log ? decades(low, high) : [low, low + (high - low) / 2, high];
  return {
    holds: (value) => value >= low && value <= high,
    x,
    labels: places.map((value) => text(x(value), FLOOR + 14, label(value), anchorOf(x(value)))).join(""),
  };
}

function categories(distribution: CategoricalDistribution, language: Language): Axis {
  const labels = categoryLabels(distribution, language);
  const slot = (WIDTH - LEFT - RIGHT) / labels.length;
  return {
    holds: (value) => Number.isInteger(value) && value >= 0 && value < labels.length,
    // The golden ratio spreads any number of points.
    x: (value, index) => LEFT + (value + 0.2 + 0.6 * ((0.5 + index * 0.618034) % 1)) * slot,
    labels: slotTexts(labels, FLOOR + 14),
  };
}

function dot(x: number, y: number, radius: number, fill: string, opacity: number): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${fill}" fill-opacity="${opacity}"/>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${INK}"/>`;
}
