import type { Language } from "../annotations/language.js";
import { choicesOf, type Distribution, isCategorical, type NumericDistribution } from "../space/distribution.js";
import { axisOf } from "../space/unit.js";
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

const HEIGHT = 96;
const TOP = 10;
const FLOOR = 62;
const SAMPLES = 48;
/** More values than this are drawn as a curve. */
const MOST_BARS = 24;

export interface PlotMark {
  /** The internal value: a number, or the index of a category. */
  readonly value: number;
  readonly label: string;
}

/**
 * A small picture of a distribution: its density over the axis on which it is searched (logarithmic for those that live
 * on the logarithm), samples of it below, and a mark at a value such as the best one. An SVG document.
 */
export function plotSvg(distribution: Distribution, language: Language, mark: PlotMark | null = null): string {
  const parts = isCategorical(distribution)
    ? categories(distribution, language, mark)
    : axisOf(distribution).size <= MOST_BARS
      ? steps(distribution, mark)
      : curve(distribution, mark);
  const title = mark === null ? "" : text(WIDTH - RIGHT, 9, mark.label, "end", MARK);
  return drawing(HEIGHT, `${parts}${title}`);
}

function curve(distribution: NumericDistribution, mark: PlotMark | null): string {
  const [low, high] = shownRange(distribution);
  const log = isLogarithmic(distribution);
  const warp = log ? Math.log : (x: number) => x;
  const [start, end] = [warp(low), warp(high)];
  const x = (value: number) => LEFT + ((warp(value) - start) / (end - start)) * (WIDTH - LEFT - RIGHT);
  const bell = distribution.kind === "normal" || distribution.kind === "lognormal";
  const points: string[] = [];
  const many = bell ? 80 : 1;
  for (let i = 0; i <= many; i++) {
    const at = start + ((end - start) * i) / many;
    const { mu, sigma } = bell ? distribution : { mu: at, sigma: 1 };
    // Relative to its greatest value.
    const density = Math.exp(-(((at - mu) / sigma) ** 2) / 2);
    points.push(`${round(LEFT + (i / many) * (WIDTH - LEFT - RIGHT))},${round(FLOOR - density * (FLOOR - TOP - 6))}`);
  }
  const [right, left] = [WIDTH - RIGHT, LEFT];
  const area = `<polygon points="${left},${FLOOR} ${points.join(" ")} ${right},${FLOOR}" fill="${FILL}" fill-opacity="0.25" stroke="${FILL}" stroke-width="1.5"/>`;
  const axis = axisOf(distribution);
  const samples = sampled((q) => axis.fromQuantile(q))
    .filter((value) => value >= low && value <= high)
    .map((value) => tick(x(value)))
    .join("");
  const labels = (log ? decades(low, high) : [low, low + (high - low) / 2, high])
    .map((value) => text(x(value), 86, label(value), anchorOf(x(value))))
    .join("");
  const marked = mark === null || mark.value < low || mark.value > high ? "" : markAt(x(mark.value));
  return `${area}${samples}${baseLine()}${labels}${marked}`;
}

function steps(distribution: NumericDistribution, mark: PlotMark | null): string {
  const axis = axisOf(distribution);
  const values = Array.from({ length: axis.size }, (_, i) => axis.fromUnit((i + 0.5) / axis.size));
  const heights = values.map((value) => axis.cellEnd(value) - axis.cellStart(value));
  return bars(heights, values.map(label), mark === null ? -1 : values.indexOf(mark.value), (q) =>
    values.indexOf(axis.fromQuantile(q)),
  );
}

function categories(distribution: CategoricalDistribution, language: Language, mark: PlotMark | null): string {
  const choices = choicesOf(distribution);
  const weights =
    (distribution.kind === "choice" ? distribution.weights : null) ?? choices.map(() => 1 / choices.length);
  const axis = axisOf(distribution);
  return bars(weights, categoryLabels(distribution, language), mark?.value ?? -1, (q) => axis.fromQuantile(q));
}

function bars(
  heights: readonly number[],
  labels: readonly string[],
  marked: number,
  sample: (quantile: number) => number,
): string {
  const slot = (WIDTH - LEFT - RIGHT) / heights.length;
  const most = Math.max(...heights);
  const gap = Math.min(8, slot / 5);
  const drawn = heights.map((height, i) => {
    const size = (height / most) * (FLOOR - TOP - 6);
    const x = LEFT + i * slot + gap / 2;
    return `<rect x="${round(x)}" y="${round(FLOOR - size)}" width="${round(slot - gap)}" height="${round(size)}" fill="${i === marked ? MARK : FILL}" fill-opacity="${i === marked ? 0.8 : 0.35}"/>`;
  });
  // Samples of one category lie side by side within its slot.
  const samples = sampled(sample).map((index, i) => tick(LEFT + (index + 0.1 + 0.8 * radicalInverse(i + 1, 3)) * slot));
  return `${drawn.join("")}${samples.join("")}${baseLine()}${slotTexts(labels, 86)}`;
}

/** Evenly spread draws: the same ones in every picture. */
function sampled(at: (quantile: number) => number): number[] {
  return Array.from({ length: SAMPLES }, (_, i) => at(radicalInverse(i + 1, 2)));
}

function tick(x: number): string {
  return `<line x1="${round(x)}" x2="${round(x)}" y1="${FLOOR + 3}" y2="${FLOOR + 10}" stroke="${FILL}" stroke-opacity="0.7"/>`;
}

function markAt(x: number): string {
  return `<line x1="${round(x)}" x2="${round(x)}" y1="${TOP + 4}" y2="${FLOOR + 10}" stroke="${MARK}" stroke-width="2"/>`;
}

function baseLine(): string {
  return `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${FLOOR}" y2="${FLOOR}" stroke="${INK}"/>`;
}

/** The van der Corput sequence: the digits of `index` in `base`, mirrored at the point. */
function radicalInverse(index: number, base: number): number {
  let result = 0;
  let place = 1 / base;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    result += (rest % base) * place;
    place /= base;
  }
  return result;
}
