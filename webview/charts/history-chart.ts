import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { type History, type HistoryPoint, historyOf } from "../model/history.js";
import { type Checkbox, checkbox, type Select, select } from "../ui/controls.js";
import { setShown, vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { trialAxis, valueAxis } from "./column-axis.js";
import { ChartFigure } from "./figure.js";
import { historyLegend, historyPoints, LOOK_ORDER, lookName } from "./history-marks.js";
import { PlotBrush } from "./plot-brush.js";
import { numberScale, placed, type ValueScale, valueDomain, valueScale } from "./scales.js";
import { BEYOND } from "./symbols.js";
import { textWidth } from "./text-width.js";
import { TrialPoints } from "./trial-points.js";
import { rowsOf, type Twin } from "./twin.js";

/** Above this many error bars nothing can be told from them any more; the tooltip still has the numbers. */
const MOST_BARS = 200;
/** Pixels at the foot of the plot for trials that measured nothing. */
const FOOT = 18;
/** Pixels of the labels at the ends of the lines, which are bold. */
const LABEL_SIZE = 12;

interface Shown extends ChartContent {
  readonly history: History;
}

/** The optimisation history: every trial's value in order, the best so far, and the baseline. */
export class HistoryChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #baseline = vector("path", { class: "line line-baseline" });
  readonly #best = vector("path", { class: "line line-best" });
  readonly #bars = vector("path", { class: "line line-bars" });
  readonly #ends = vector("g", { class: "line-ends", "aria-hidden": "true" });
  readonly #points: TrialPoints;
  readonly #brush: PlotBrush;
  readonly #log: Checkbox;
  readonly #objective: Select;
  #shown: Shown | null = null;

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "history",
      title: t("Optimisation history"),
      margin: { top: 28, right: 0, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#bars);
    this.#points = new TrialPoints(this.#figure, { id: "history", label: t("Optimisation history."), host });
    this.#figure.marks.group.after(this.#baseline, this.#best, this.#ends);
    this.#brush = new PlotBrush(this.#figure, host);
    this.#objective = select({
      label: t("Direction that the charts show"),
      onChange: (objective) => host.change({ objective }),
    });
    this.#log = checkbox({ label: t("Log scale"), checked: false, onChange: (logScale) => host.change({ logScale }) });
    this.#figure.tools.append(this.#objective.element, this.#log.element);
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    const { model, objective, view } = content;
    this.#shown = { ...content, history: historyOf(model, objective) };
    setShown(this.#objective.element, model.metrics.length > 1);
    if (model.metrics.length > 1) this.#objective.set(model.metrics, objective);
    this.#log.set(view.logScale);
    this.#figure.summarise(this.#shown.history.sentence);
    this.#draw();
  }

  #draw(): void {
    if (!this.#shown) return;
    const { history, columns, objective, view, matching } = this.#shown;
    // The labels at the ends of the lines stand right of the plot.
    const labels = [history.baseline, history.records.at(-1)?.value].flatMap((value) => value ?? []);
    const longest = Math.max(0, ...labels.map((value) => textWidth(formatNumber(value), LABEL_SIZE)));
    this.#figure.reserve({ right: 18 + Math.ceil(longest) });
    const { height } = this.#figure.size;
    const known = history.points.flatMap((point) => (point.value === null ? [] : [point.value]));
    const always = [
      ...(history.baseline === null ? [] : [history.baseline]),
      ...history.records.slice(-1).map((r) => r.value),
    ];
    const domain = valueDomain(known, history.direction, always);
    const positive = domain[0] > 0;
    setShown(this.#log.element, positive);
    const y = valueScale(domain, [height - FOOT, 0], view.logScale && positive);
    // Where nothing was measured, numbers would be those of nothing.
    const marks = always.length + known.length > 0 ? numberMarks(y) : { band: 0, ticks: () => [] };
    const size = this.#axes.upright(marks, history.metric);
    if (size === null) return;
    const { width } = size;
    const x = numberScale((history.points.at(-1)?.trial ?? 0) + 1, [0, width]);
    this.#axes.flat(numberMarks(x, true), t("Trial"));
    const axes = { x: trialAxis(x, columns), y: valueAxis(y, columns, objective) };
    this.#brush.show(axes);

    const points = history.points.map((point) => ({ point, place: placeOf(point, x, y, height - FOOT / 2) }));
    this.#points.draw(historyPoints(history, points, matching), LOOK_ORDER, view.selected);
    this.#figure.legend.draw(historyLegend(history, this.#hasBars()));
    this.#bars.setAttribute("d", this.#hasBars() ? barsPath(history, x, y) : "");
    this.#drawLines(history, x, y, width);
  }

  #hasBars(): boolean {
    const bars = this.#shown?.history.points.filter((point) => point.deviation !== null).length ?? 0;
    return bars > 0 && bars <= MOST_BARS;
  }

  #drawLines(history: History, x: ValueScale, y: ValueScale, width: number): void {
    const { baseline, records, points } = history;
    const within = (value: number): number => placed(y, value).at;
    const start = baseline === null ? null : within(baseline);
    this.#baseline.setAttribute("d", start === null ? "" : `M0,${start}H${width}`);
    const last = records.at(-1);
    const steps = records.map(
      ({ trial, value }, i) => `${i === 0 ? "M" : "H"}${x(trial)}${i === 0 ? "," : "V"}${within(value)}`,
    );
    const end = x(points.at(-1)?.trial ?? 0);
    this.#best.setAttribute("d", last === undefined ? "" : `${steps.join("")}H${end}`);

    const ends: { kind: string; at: number; text: string }[] = [];
    if (last !== undefined) ends.push({ kind: "best", at: within(last.value), text: formatNumber(last.value) });
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

  #twin(): Twin {
    const { points = [], metric = t("Value") } = this.#shown?.history ?? {};
    const text = (value: number | null): string => (value === null ? "" : formatNumber(value));
    return {
      columns: [t("Trial"), t("State"), metric, t("± fold deviation")],
      ...rowsOf([...points].reverse(), ({ trial, kind, value, deviation }) => {
        return [String(trial), lookName(kind), text(value), text(deviation)];
      }),
    };
  }
}

/** A place in the plot; `beyond`: the value lies off the axis, and the mark stands at its edge. */
export interface PointPlace {
  readonly x: number;
  readonly y: number;
  readonly beyond: "above" | "below" | null;
}

/** @param foot where the trials stand that measured nothing. */
function placeOf(point: HistoryPoint, x: ValueScale, y: ValueScale, foot: number): PointPlace {
  const at = x(point.trial);
  if (point.value === null) return { x: at, y: foot, beyond: null };
  const { at: place, beyond } = placed(y, point.value);
  if (beyond === null) return { x: at, y: place, beyond };
  return { x: at, y: place + (beyond === "high" ? 4 : -4), beyond: BEYOND[beyond] };
}

function barsPath(history: History, x: ValueScale, y: ValueScale): string {
  let path = "";
  for (const { trial, value, deviation } of history.points) {
    if (value === null || deviation === null) continue;
    path += `M${x(trial)},${placed(y, value + deviation).at}V${placed(y, value - deviation).at}`;
  }
  return path;
}
