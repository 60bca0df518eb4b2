import { formatNumber } from "../../src/core/format/number.js";
import type { History, HistoryPoint } from "../model/history.js";
import { type Checkbox, checkbox, type Select, select } from "../ui/controls.js";
import { setShown, vector } from "../ui/element.js";
import { Axes } from "./axes.js";
import { type CursorPoint, PointCursor } from "./cursor.js";
import { ChartFigure } from "./figure.js";
import { historyGroups, historyLegend } from "./history-marks.js";
import { numberScale, type ValueScale, valueDomain, valueScale } from "./scales.js";
import type { TooltipText } from "./tooltip.js";

/** Above this many error bars nothing can be told from them any more; the tooltip still has the numbers. */
const MOST_BARS = 200;
/** Pixels at the foot of the plot for trials that measured nothing. */
const FOOT = 18;
/** Pixels of a digit in the labels at the ends of the lines. */
const LABEL_CHARACTER = 7;

export interface HistoryChartOptions {
  readonly describe: (trial: number) => string;
  readonly explain: (trial: number) => TooltipText;
  readonly onSelect: (trial: number | null) => void;
  readonly onLogScale: (log: boolean) => void;
  readonly onObjective: (index: number) => void;
}

export interface HistoryView {
  readonly history: History;
  readonly metrics: readonly string[];
  readonly objective: number;
  readonly logScale: boolean;
  readonly selected: number | null;
}

/** The optimisation history: every trial's value in order, the best so far, and the baseline. */
export class HistoryChart {
  readonly #figure: ChartFigure;
  readonly #axes = new Axes();
  readonly #baseline = vector("path", { class: "line line-baseline" });
  readonly #best = vector("path", { class: "line line-best" });
  readonly #bars = vector("path", { class: "line line-bars" });
  readonly #ends = vector("g", { class: "line-ends", "aria-hidden": "true" });
  readonly #selected = vector("circle", { class: "halo halo-selected", r: 7 });
  readonly #hovered = vector("circle", { class: "halo halo-hovered", r: 7, hidden: "" });
  readonly #cursor: PointCursor;
  readonly #log: Checkbox;
  readonly #objective: Select;
  readonly #options: HistoryChartOptions;
  #view: HistoryView | null = null;

  constructor(options: HistoryChartOptions) {
    this.#options = options;
    this.#figure = new ChartFigure({
      id: "history",
      title: "Optimisation history",
      margin: { top: 28, right: 0, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
    });
    const layers = [this.#axes.group, this.#bars, this.#figure.marks.group, this.#baseline, this.#best];
    this.#figure.plot.append(...layers, this.#ends, this.#selected, this.#hovered);
    this.#cursor = new PointCursor(this.#figure, {
      id: "history-point",
      label: "Optimisation history. Arrow keys walk through the trials, Enter selects one.",
      describe: options.describe,
      onHover: (point) => this.#hover(point),
      onSelect: options.onSelect,
    });
    this.#figure.stage.setAttribute("aria-describedby", "history-summary");
    this.#objective = select({ label: "Direction that the history shows", onChange: options.onObjective });
    this.#log = checkbox({ label: "Log scale", checked: false, onChange: options.onLogScale });
    this.#figure.tools.append(this.#objective.element, this.#log.element);
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(view: HistoryView): void {
    this.#view = view;
    setShown(this.#objective.element, view.metrics.length > 1);
    if (view.metrics.length > 1) this.#objective.set(view.metrics, view.objective);
    this.#log.set(view.logScale);
    this.#figure.summarise(view.history.sentence);
    this.#draw();
  }

  #draw(): void {
    if (!this.#view) return;
    const { history, selected } = this.#view;
    const labels = [history.baseline, history.records.at(-1)?.value].map((value) => formatNumber(value ?? 0).length);
    this.#figure.reserve(18 + LABEL_CHARACTER * Math.max(...labels));
    const { width, height } = this.#figure.size;
    if (width === 0 || height === 0) return;
    const known = history.points.flatMap((point) => (point.value === null ? [] : [point.value]));
    const always = [
      ...(history.baseline === null ? [] : [history.baseline]),
      ...history.records.slice(-1).map((r) => r.value),
    ];
    const domain = valueDomain(known, history.direction, always);
    const positive = domain[0] > 0;
    setShown(this.#log.element, positive);
    const x = numberScale((history.points.at(-1)?.trial ?? 0) + 1, [0, width]);
    const y = valueScale(domain, [height - FOOT, 0], this.#view.logScale && positive);
    this.#axes.draw({ x, y, width, height, xLabel: "Trial", yLabel: history.metric });

    const top = y.range()[1]!;
    const bottom = y.range()[0]!;
    const placed = history.points.map((point) => ({ point, place: placeOf(point, x, y, top, bottom, height) }));
    this.#figure.marks.draw(historyGroups(history, placed), this.#figure.frame);
    this.#figure.legend.draw(historyLegend(history, this.#hasBars()));
    this.#cursor.set(placed.map(({ point, place }) => ({ key: point.trial, x: place.x, y: place.y })));
    this.#bars.setAttribute("d", this.#hasBars() ? barsPath(history, x, y, top, bottom) : "");
    this.#drawLines(history, x, y, width);

    const chosen = selected === null ? undefined : placed.find(({ point }) => point.trial === selected);
    setShown(this.#selected, chosen !== undefined);
    if (chosen) moveTo(this.#selected, chosen.place);
  }

  #hasBars(): boolean {
    const bars = this.#view?.history.points.filter((point) => point.deviation !== null).length ?? 0;
    return bars > 0 && bars <= MOST_BARS;
  }

  #drawLines(history: History, x: ValueScale, y: ValueScale, width: number): void {
    const { baseline, records, points } = history;
    const start = baseline === null ? null : y(baseline);
    this.#baseline.setAttribute("d", start === null ? "" : `M0,${start}H${width}`);
    const last = records.at(-1);
    const steps = records.map(
      ({ trial, value }, i) => `${i === 0 ? "M" : "H"}${x(trial)}${i === 0 ? "," : "V"}${y(value)}`,
    );
    const end = x(points.at(-1)?.trial ?? 0);
    this.#best.setAttribute("d", last === undefined ? "" : `${steps.join("")}H${end}`);

    const ends: { kind: string; at: number; text: string }[] = [];
    if (last !== undefined) ends.push({ kind: "best", at: y(last.value), text: formatNumber(last.value) });
    if (start !== null && baseline !== null && baseline !== last?.value) {
      ends.push({ kind: "baseline", at: start, text: formatNumber(baseline) });
    }
    // Labels that would cover each other are moved apart; the better value keeps its place.
    const [first, second] = ends;
    if (first && second && Math.abs(first.at - second.at) < 14) {
      second.at = first.at + (second.at >= first.at ? 14 : -14);
    }
    this.#ends.replaceChildren(
      ...ends.map(({ kind, at, text }) => {
        const label = vector("text", { class: `line-end line-end-${kind}`, x: width + 8, y: at, dy: "0.32em" });
        label.textContent = text;
        return label;
      }),
    );
  }

  #hover(point: CursorPoint | null): void {
    setShown(this.#hovered, point !== null);
    if (point === null) {
      this.#figure.tooltip.hide();
      return;
    }
    moveTo(this.#hovered, point);
    const { left, top } = this.#figure.frame;
    this.#figure.tooltip.show(this.#options.explain(point.key), point.x + left, point.y + top);
  }
}

/** A place in the plot; `beyond`: the value lies off the axis, and the mark stands at its edge. */
export interface PointPlace {
  readonly x: number;
  readonly y: number;
  readonly beyond: "above" | "below" | null;
}

function placeOf(
  point: HistoryPoint,
  x: ValueScale,
  y: ValueScale,
  top: number,
  bottom: number,
  height: number,
): PointPlace {
  const at = x(point.trial);
  if (point.value === null) return { x: at, y: height - FOOT / 2, beyond: null };
  const place = y(point.value);
  if (!(place >= top)) return { x: at, y: top + 4, beyond: "above" };
  if (place > bottom) return { x: at, y: bottom - 4, beyond: "below" };
  return { x: at, y: place, beyond: null };
}

function barsPath(history: History, x: ValueScale, y: ValueScale, top: number, bottom: number): string {
  const within = (value: number): number => Math.min(bottom, Math.max(top, value));
  let path = "";
  for (const { trial, value, deviation } of history.points) {
    if (value === null || deviation === null) continue;
    const at = x(trial);
    const high = y(value + deviation);
    const low = y(value - deviation);
    path += `M${at},${within(high)}V${within(Number.isFinite(low) ? low : bottom)}`;
  }
  return path;
}

function moveTo(circle: SVGElement, place: { readonly x: number; readonly y: number }): void {
  circle.setAttribute("cx", String(place.x));
  circle.setAttribute("cy", String(place.y));
}
