import { formatNumber } from "../format/number.js";
import { choicesOf, isCategorical } from "../space/distribution.js";
import { plainValue } from "../space/literal.js";
import type { SearchSpace } from "../space/space.js";
import type { StudyState } from "../study/state.js";
import { valuesOf } from "../study/stop/progress.js";
import { escaped } from "./escape.js";

/** Sizes in the picture's own units, which are pixels where nothing scales it. */
const LEFT = 64;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 28;
/** More marks than this say no more, and make a large file. */
const MOST = 2_000;
/** How far beyond the quartiles, in multiples of their distance, a value may lie and still stretch the axis. */
const FENCE = 3;

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly title: string;
}

interface Axis {
  readonly low: number;
  readonly high: number;
  /** Equal factors are equally far apart. */
  readonly log: boolean;
  /** Places that are named, with their names. */
  readonly ticks: readonly (readonly [number, string])[];
}

/** How the first direction's values went, trial by trial, with the best so far, as SVG without script and style; null without a value. */
export function historyPicture(study: StudyState, metric: string): string | null {
  const [direction = "minimize"] = study.directions;
  const points = study.trials.flatMap((trial) => {
    const value = valuesOf(trial, study.directions)?.[0];
    return value === undefined || !Number.isFinite(value) ? [] : [{ number: trial.number, value }];
  });
  if (points.length === 0) return null;
  const sign = direction === "maximize" ? -1 : 1;
  const steps: (readonly [number, number])[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const { number, value } of points) {
    if (sign * value >= best) continue;
    best = sign * value;
    steps.push([number, value]);
  }
  const y = valueAxis(
    points.map(({ value }) => value),
    sign,
  );
  const end = Math.max(1, study.trials.length - 1);
  const x: Axis = { low: 0, high: end, log: false, ticks: ticks(0, end) };
  const marks = thinned(points).map(({ number, value }): Mark => {
    return { x: number, y: value, title: `Trial ${number}: ${formatNumber(value)}` };
  });
  const { place } = frame(720, 240);
  const line = steps
    .map(([number, value], i) => {
      const [left, top] = place(x, y, number, value);
      return i === 0 ? `M${left},${top}` : `H${left}V${top}`;
    })
    .join("");
  const [right] = place(x, y, end, y.low);
  return picture(
    720,
    240,
    `${metric} of each trial, and the best so far`,
    x,
    y,
    marks,
    `<path class="best" d="${line}H${right}"/>`,
  );
}

/** The first direction's values against those of each parameter. */
export function slicePictures(
  study: StudyState,
  space: SearchSpace,
  metric: string,
): readonly { readonly name: string; readonly svg: string }[] {
  const sign = study.directions[0] === "maximize" ? -1 : 1;
  return space.parameters.flatMap(({ name, distribution }) => {
    const points = study.trials.flatMap((trial) => {
      const value = valuesOf(trial, study.directions)?.[0];
      const param = trial.params.get(name);
      if (value === undefined || param === undefined || !Number.isFinite(value) || !Number.isFinite(param)) return [];
      return [{ number: trial.number, value, param }];
    });
    if (points.length === 0) return [];
    const params = points.map(({ param }) => param);
    const [low, high] = [Math.min(...extremes(params)), Math.max(...extremes(params))];
    const log = /^log/.test(distribution.kind) && low > 0;
    const categories = isCategorical(distribution)
      ? choicesOf(distribution).map((choice, i) => [i, short(String(plainValue(choice)))] as const)
      : null;
    const x: Axis =
      categories === null
        ? {
            low,
            high: high > low ? high : low + 1,
            log: log && high > low,
            ticks: log ? decades(low, high) : ticks(low, high),
          }
        : { low: -0.5, high: categories.length - 0.5, log: false, ticks: categories.slice(0, 8) };
    const y = valueAxis(
      points.map(({ value }) => value),
      sign,
    );
    const marks = thinned(points).map(({ number, value, param }): Mark => {
      return { x: param, y: value, title: `Trial ${number}: ${formatNumber(value)}` };
    });
    return [{ name, svg: picture(340, 200, `${metric} against ${name}`, x, y, marks, "") }];
  });
}

/** Math.min and Math.max take no more arguments than fit on the stack. */
function extremes(values: readonly number[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** All good values, and bad ones up to a fence, so that a few that went astray do not press the others into a line. */
function valueAxis(values: readonly number[], sign: 1 | -1): Axis {
  let [low, high] = extremes(values);
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const fence = FENCE * (at(0.75) - at(0.25));
  if (fence > 0 && sign > 0) high = Math.min(high, at(0.75) + fence);
  if (fence > 0 && sign < 0) low = Math.max(low, at(0.25) - fence);
  const room = (high - low) * 0.06 || Math.abs(low) / 10 || 1;
  return { low: low - room, high: high + room, log: false, ticks: ticks(low, high) };
}

function frame(width: number, height: number) {
  const share = ({ low, high, log }: Axis, value: number): number => {
    const held = Math.min(high, Math.max(low, value));
    return log ? Math.log(held / low) / Math.log(high / low) : (held - low) / (high - low);
  };
  return {
    place: (x: Axis, y: Axis, left: number, top: number): readonly [number, number] => [
      rounded(LEFT + share(x, left) * (width - LEFT - RIGHT)),
      rounded(height - BOTTOM - share(y, top) * (height - TOP - BOTTOM)),
    ],
  };
}

function picture(
  width: number,
  height: number,
  title: string,
  x: Axis,
  y: Axis,
  marks: readonly Mark[],
  line: string,
): string {
  const { place } = frame(width, height);
  const bottom = height - BOTTOM;
  const rows = y.ticks.map(([value, name]) => {
    const [, top] = place(x, y, x.low, value);
    return `<path class="grid" d="M${LEFT},${top}H${width - RIGHT}"/><text class="tick" x="${LEFT - 8}" y="${top + 4}" text-anchor="end">${escaped(name)}</text>`;
  });
  const columns = x.ticks.map(([value, name]) => {
    const [left] = place(x, y, value, y.low);
    return `<text class="tick" x="${left}" y="${bottom + 18}" text-anchor="middle">${escaped(name)}</text>`;
  });
  const dots = marks.map((mark) => {
    const [left, top] = place(x, y, mark.x, mark.y);
    return `<circle class="mark" cx="${left}" cy="${top}" r="2.5"><title>${escaped(mark.title)}</title></circle>`;
  });
  const axis = `<path class="axis" d="M${LEFT},${bottom}H${width - RIGHT}"/>`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}" xmlns="http://www.w3.org/2000/svg">${rows.join("")}${axis}${columns.join("")}${dots.join("")}${line}</svg>`;
}

/** Round numbers of a range, about five. */
function ticks(low: number, high: number): readonly (readonly [number, string])[] {
  if (!(high > low)) return [[low, formatNumber(low)]];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const found: (readonly [number, string])[] = [];
  for (let i = Math.ceil(low / step); i * step <= high + step / 1e6; i++) {
    const value = Number((i * step).toPrecision(12));
    found.push([value, formatNumber(value)]);
  }
  return found;
}

function decades(low: number, high: number): readonly (readonly [number, string])[] {
  const found: (readonly [number, string])[] = [];
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const every = Math.ceil((last - first + 1) / 5);
  for (let power = first; power <= last; power += every) found.push([10 ** power, formatNumber(10 ** power)]);
  return found.length > 0 ? found : ticks(low, high);
}

/** Every so manieth of many points. */
function thinned<Point>(points: readonly Point[]): readonly Point[] {
  const every = Math.ceil(points.length / MOST);
  return every === 1 ? points : points.filter((_, i) => i % every === 0);
}

function short(name: string): string {
  return name.length > 10 ? `${name.slice(0, 9)}…` : name;
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}
