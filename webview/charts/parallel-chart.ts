import { t } from "../l10n/translation.js";
import type { Column } from "../model/columns.js";
import { placeIn } from "../model/dimension.js";
import { rangeText } from "../model/filter-text.js";
import { type Parallel, type ParallelLine, parallelOf, TONES } from "../model/parallel.js";
import { setShown, vector } from "../ui/element.js";
import { roomFor, UPWARDS } from "./axes.js";
import { AxisBrush } from "./axis-brush.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { type CursorPoint, PointCursor } from "./cursor.js";
import { type DimensionScale, dimensionScale } from "./dimension-scale.js";
import { ChartFigure } from "./figure.js";
import { LineLayer, pathOf } from "./line-layer.js";
import { cut, textWidth } from "./text-width.js";
import type { Twin } from "./twin.js";

/** Pixels between two axes at least; where the page has fewer, the chart scrolls. */
const STRIDE = 78;
/** Pixels beside the first and the last axis, for the texts of their marks: at least, and what the texts may take. */
const EDGE = 44;
const MOST_EDGE = 84;
/** Pixels of an axis's title. */
const TITLE = 12;
/** Pixels within which the pointer takes a line. */
const REACH = 8;
/** Pixels to both sides of an axis within which it takes the pointer. */
const AXIS_REACH = 9;

interface Placed {
  readonly line: ParallelLine;
  readonly corners: readonly number[];
}

/** Parallel coordinates: a line for each complete trial over all parameters and values; brushes on the axes filter. */
export class ParallelChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #lines: LineLayer;
  readonly #axes = vector("g", { class: "parallel-axes", "aria-hidden": "true" });
  readonly #selected = vector("path", { class: "stroke stroke-selected" });
  readonly #hovered = vector("path", { class: "stroke stroke-hovered" });
  readonly #brushes = new Map<string, AxisBrush>();
  readonly #host: ChartHost;
  readonly #cursor: PointCursor;
  #content: ChartContent | null = null;
  #parallel: Parallel | null = null;
  #placed: readonly Placed[] = [];
  /** Where the pointer took a line, until that is told beside it. */
  #taken: CursorPoint | null = null;

  constructor(host: ChartHost) {
    this.#host = host;
    this.#figure = new ChartFigure({
      id: "parallel",
      title: t("Parallel coordinates"),
      margin: { top: 44, right: EDGE, bottom: 16, left: EDGE },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    const { plot } = this.#figure;
    this.#lines = new LineLayer(plot);
    this.#figure.paint(this.#lines);
    plot.append(this.#hovered, this.#selected, this.#axes);
    this.#cursor = new PointCursor(this.#figure, {
      id: "parallel-line",
      label: `${t("Parallel coordinates.")} ${t("Arrow keys walk through the trials, Enter selects one.")}`,
      describe: host.describe,
      onHover: (point) => this.#hover(point),
      onSelect: host.select,
      hit: (x, y) => this.#nearest(x, y),
    });
    this.#figure.stage.setAttribute("aria-describedby", "parallel-summary");
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, columns, objective, matching } = content;
    this.#parallel = parallelOf(model, columns, objective, matching);
    this.#figure.explain(this.#parallel.complete === 0 ? t("No trial has completed yet.") : null);
    this.#figure.summarise(this.#parallel.sentence);
    this.#figure.legend.draw([
      { kind: `tone-${TONES - 1}`, text: t("Best"), sign: { line: "solid" } },
      { kind: "tone-2", text: t("Middling"), sign: { line: "solid" } },
      { kind: "tone-0", text: t("Worst"), sign: { line: "solid" } },
      ...(matching === null
        ? []
        : [{ kind: "stroke-faint", text: t("Filtered out"), sign: { line: "solid" } as const }]),
    ]);
    const gaps = Math.max(0, this.#parallel.dimensions.length - 1);
    this.#figure.stage.style.minWidth = `${gaps * STRIDE + 2 * EDGE}px`;
    this.#draw();
  }

  #draw(): void {
    const { height } = this.#figure.size;
    if (this.#parallel === null || this.#content === null || height === 0) return;
    const { dimensions, lines } = this.#parallel;
    const scales = dimensions.map((dimension) => dimensionScale(dimension, [height, 0]));
    const edge = (scale: DimensionScale | undefined): number =>
      Math.max(EDGE, roomFor(scale?.ticks(Math.floor(height / UPWARDS)) ?? [], MOST_EDGE));
    this.#figure.reserve({ left: edge(scales[0]), right: edge(scales.at(-1)) });
    const { width } = this.#figure.size;
    if (width === 0) return;
    const stride = width / Math.max(1, dimensions.length - 1);
    const places = dimensions.map((_, i) => (dimensions.length === 1 ? width / 2 : i * stride));
    this.#placed = lines.map((line) => ({
      line,
      corners: dimensions.flatMap((dimension, i) => [
        places[i]!,
        scales[i]!.place(placeIn(dimension, line.trial)) ?? Number.NaN,
      ]),
    }));
    const ofTone = (tone: number | null) =>
      this.#placed.filter(({ line }) => line.tone === tone).map(({ corners }) => corners);
    const tones = Array.from({ length: TONES }, (_, tone) => ({ kind: `tone-${tone}`, lines: ofTone(tone) }));
    this.#lines.draw([{ kind: "faint", lines: ofTone(null) }, ...tones], this.#figure.frame);
    this.#drawAxes(scales, places, height, stride);
    // From the best trial on; each is told where its line begins, which is in view where the chart is wider than the page.
    this.#cursor.set(
      this.#placed
        .flatMap(({ line, corners }): CursorPoint[] => {
          const [x = 0, y = 0] = corners.slice(0, 2);
          return line.tone === null ? [] : [{ key: line.trial.number, x, y: Number.isNaN(y) ? height / 2 : y }];
        })
        .reverse(),
    );
    const { selected } = this.#content.view;
    const chosen = this.#placed.find(({ line }) => line.trial.number === selected);
    this.#selected.setAttribute("d", chosen === undefined ? "" : pathOf(chosen.corners));
    setShown(this.#selected, chosen !== undefined);
  }

  #drawAxes(scales: readonly DimensionScale[], places: readonly number[], height: number, stride: number): void {
    const { dimensions } = this.#parallel!;
    const filters = this.#host.filters();
    const { left, width: whole } = this.#figure.frame;
    const right = whole - left - this.#figure.size.width;
    const axes = dimensions.map((dimension, i) => {
      const last = i === dimensions.length - 1 && i > 0;
      const room = { before: i === 0 ? left - 4 : stride / 2 - 5, after: last ? right - 4 : stride / 2 - 5 };
      const title = caption(dimension.title, "parallel-title", -26, room);
      const full = vector("title");
      full.textContent = dimension.title;
      title.append(full);
      const range = rangeText(dimension.column, filters);
      const read = caption(range ?? "", "parallel-range", -11, room);
      const wide = i === 0 ? left - 13 : last ? right - 13 : Math.min(90, stride - 24);
      const ticks = scales[i]!.ticks(Math.floor(height / UPWARDS)).map(({ at, text }) => {
        const label = vector("text", { x: last ? 9 : -9, y: at, dy: "0.32em", "text-anchor": last ? "start" : "end" });
        label.textContent = cut(text, wide);
        return vector("g", { class: "tick" }, vector("line", { x1: -3, x2: 3, y1: at, y2: at }), label);
      });
      const brush = this.#brush(dimension.column);
      brush.show({ scale: scales[i]!, column: dimension.column, ends: [0, height] });
      const line = vector("line", { class: "parallel-axis", y1: 0, y2: height });
      return { brush, parts: [line, title, read, ...ticks], at: places[i]! };
    });
    this.#axes.replaceChildren(
      ...axes.map(({ parts, at }) => vector("g", { class: "axis", transform: `translate(${at},0)` }, ...parts)),
    );
    const used = new Set(axes.map(({ brush }) => brush));
    for (const { brush, at } of axes) brush.group.setAttribute("transform", `translate(${at},0)`);
    for (const brush of this.#brushes.values()) this.#figure.handle(brush.group, used.has(brush));
  }

  #brush({ id }: Column): AxisBrush {
    const known = this.#brushes.get(id);
    if (known !== undefined) return known;
    const made = new AxisBrush({
      figure: this.#figure,
      host: this.#host,
      upright: true,
      reach: [-AXIS_REACH, AXIS_REACH],
      drawn: [-AXIS_REACH + 2, AXIS_REACH - 2],
    });
    this.#brushes.set(id, made);
    return made;
  }

  #nearest(x: number, y: number): CursorPoint | null {
    let best: Placed | null = null;
    let distance = REACH;
    for (const placed of this.#placed) {
      if (placed.line.tone === null) continue;
      const away = distanceTo(placed.corners, x, y);
      // Of lines that are equally near the upper one, which is the better trial, is meant.
      if (away <= distance) [best, distance] = [placed, away];
    }
    this.#taken = best === null ? null : { key: best.line.trial.number, x, y };
    return this.#taken;
  }

  #hover(point: CursorPoint | null): void {
    const placed = point === null ? undefined : this.#placed.find(({ line }) => line.trial.number === point.key);
    this.#hovered.setAttribute("d", placed === undefined ? "" : pathOf(placed.corners));
    const beside = this.#taken ?? point;
    this.#taken = null;
    if (beside === null || placed === undefined) {
      this.#figure.tooltip.hide();
      return;
    }
    const { left, top } = this.#figure.frame;
    this.#figure.tooltip.show(this.#host.explain(placed.line.trial.number), beside.x + left, beside.y + top);
  }

  #twin(): Twin {
    const { dimensions = [], lines = [] } = this.#parallel ?? {};
    return {
      columns: [t("Trial"), ...dimensions.map(({ title }) => title)],
      rows: [...lines]
        .reverse()
        .filter(({ tone }) => tone !== null)
        .map(({ trial }) => [String(trial.number), ...dimensions.map(({ column }) => column.text(trial))]),
    };
  }
}

/** A text above an axis: in its middle, or as far aside as its neighbours and the edge of the chart ask for. */
function caption(text: string, look: string, y: number, room: { before: number; after: number }): SVGTextElement {
  const words = cut(text, room.before + room.after, TITLE);
  const half = textWidth(words, TITLE) / 2;
  const x = Math.max(half - room.before, Math.min(0, room.after - half));
  const made = vector("text", { class: look, x, y, "text-anchor": "middle" });
  made.textContent = words;
  return made;
}

/** Pixels from a point to the part of a line that lies above or below it. */
function distanceTo(corners: readonly number[], x: number, y: number): number {
  for (let i = 2; i < corners.length; i += 2) {
    const [from, to] = [corners[i - 2]!, corners[i]!];
    if (x < from || x > to) continue;
    const share = to === from ? 0 : (x - from) / (to - from);
    const rise = corners[i + 1]! - corners[i - 1]!;
    return Math.abs(corners[i - 1]! + share * rise - y) / Math.hypot(1, rise / Math.max(1, to - from));
  }
  return Number.POSITIVE_INFINITY;
}
