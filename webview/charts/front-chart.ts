import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { type Front, frontOf } from "../model/front.js";
import { TONES } from "../model/parallel.js";
import { type Select, select } from "../ui/controls.js";
import { setShown, vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { valueAxis } from "./column-axis.js";
import { ChartFigure } from "./figure.js";
import type { LegendEntry } from "./legend.js";
import { PlotBrush } from "./plot-brush.js";
import { placed, valueDomain, valueScale } from "./scales.js";
import { FAINT, shrinkOf, type TrialPoint, TrialPoints } from "./trial-points.js";
import type { Twin } from "./twin.js";

/** The Pareto front between two directions; a third one shades the trials of the front. */
export class FrontChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #steps = vector("path", { class: "line line-best" });
  readonly #points: TrialPoints;
  readonly #brush: PlotBrush;
  readonly #selects: readonly Select[];
  #content: ChartContent | null = null;
  #front: Front | null = null;
  #pair: readonly [number, number] = [0, 1];

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "front",
      title: t("Pareto front"),
      margin: { top: 28, right: 14, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#steps);
    this.#points = new TrialPoints(this.#figure, { id: "front", label: t("Trials between two values."), host });
    this.#brush = new PlotBrush(this.#figure, host);
    this.#selects = [0, 1].map((place) =>
      select({
        label: place === 0 ? t("Value across") : t("Value upwards"),
        onChange: (chosen) => host.choose(() => ({ front: exchanged(this.#pair, place, chosen) })),
      }),
    );
    this.#figure.tools.append(...this.#selects.map(({ element }) => element));
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { metrics } = content.model;
    const { front } = content.view.charts;
    this.#pair = front?.every((index) => index < metrics.length) === true ? front : [0, 1];
    for (const [place, each] of this.#selects.entries()) {
      setShown(each.element, metrics.length > 2);
      each.set(metrics, this.#pair[place]!);
    }
    this.#front = frontOf(content.model, this.#pair);
    this.#figure.explain(this.#front.points.length === 0 ? t("No trial has completed yet.") : null);
    this.#figure.summarise(this.#front.sentence);
    this.#figure.legend.draw(this.#legend());
    this.#draw();
  }

  #legend(): readonly LegendEntry[] {
    const third = this.#front?.third ?? null;
    const dominated: LegendEntry = { kind: "complete", text: t("Dominated"), sign: { symbol: "dot" } };
    if (third === null) return [{ kind: "front", text: t("Pareto front"), sign: { symbol: "dot" } }, dominated];
    const metric = this.#content?.model.metrics[third] ?? "";
    return [
      { kind: `tone-${TONES - 1}`, text: t("On the front, best {0}", metric), sign: { symbol: "dot" } },
      { kind: "tone-1", text: t("On the front, worst {0}", metric), sign: { symbol: "dot" } },
      dominated,
    ];
  }

  #draw(): void {
    if (this.#front === null || this.#content === null) return;
    const { model, columns, view, matching } = this.#content;
    const { points, steps } = this.#front;
    const onFront = points.filter(({ kind }) => kind === "front");
    const [across, up] = this.#pair;
    const directions = model.study.directions;
    const domainX = valueDomain(
      points.map(({ x }) => x),
      directions[across] ?? "minimize",
      onFront.map(({ x }) => x),
    );
    const domainY = valueDomain(
      points.map(({ y }) => y),
      directions[up] ?? "minimize",
      onFront.map(({ y }) => y),
    );
    const { height } = this.#figure.size;
    const y = valueScale(domainY, [height, 0], view.logScale && domainY[0] > 0);
    const size = this.#axes.upright(numberMarks(y), named(model.metrics[up], directions[up]));
    if (size === null) return;
    const { width } = size;
    const x = valueScale(domainX, [0, width], view.logScale && domainX[0] > 0);
    const axes = { x: valueAxis(x, columns, across), y: valueAxis(y, columns, up) };
    this.#brush.show(axes);
    this.#axes.flat(numberMarks(x), named(model.metrics[across], directions[across]));
    const shrink = shrinkOf(points.length);
    const marks = points.map((point): TrialPoint => {
      const passes = matching === null || matching.has(point.trial.number);
      const tone =
        point.depth === null ? null : `tone-${Math.min(TONES - 1, 1 + Math.floor(point.depth * (TONES - 1)))}`;
      const radius = point.kind === "front" ? 4.2 : 2.8 * shrink;
      const symbol = point.kind === "infeasible" ? "ring" : "dot";
      return {
        trial: point.trial.number,
        x: placed(x, point.x).at,
        y: placed(y, point.y).at,
        kind: passes ? (tone ?? point.kind) : FAINT,
        symbol,
        radius,
      };
    });
    const tones = Array.from({ length: TONES }, (_, tone) => `tone-${tone}`);
    this.#points.draw(marks, [FAINT, "infeasible", "complete", ...tones, "front"], view.selected);
    const corners = steps.map((point) => [x(point.x), y(point.y)] as const);
    this.#steps.setAttribute("d", stairs(corners, directions[across] === "maximize"));
  }

  #twin(): Twin {
    const { model } = this.#content ?? {};
    const front = model?.summary.front ?? [];
    return {
      columns: [t("Trial"), ...(model?.metrics ?? [])],
      rows: front.map((trial) => {
        const values = trial.outcome.kind === "complete" ? trial.outcome.values : [];
        return [String(trial.number), ...values.map(formatNumber)];
      }),
    };
  }
}

/** The pair with another value at a place; of two that are the same the other one changes places with it. */
function exchanged(pair: readonly [number, number], place: number, chosen: number): readonly [number, number] {
  const [other, before] = [pair[1 - place]!, pair[place]!];
  const kept = other === chosen ? before : other;
  return place === 0 ? [chosen, kept] : [kept, chosen];
}

/** The border of what the front dominates: from each point straight to the height of the next one. */
function stairs(corners: readonly (readonly [number, number])[], fromRight: boolean): string {
  const order = fromRight ? [...corners].reverse() : corners;
  return order.map(([x, y], i) => (i === 0 ? `M${x},${y}` : `H${x}V${y}`)).join("");
}

function named(metric = t("Value"), direction = "minimize"): string {
  return direction === "maximize" ? t("{0} (higher is better)", metric) : t("{0} (lower is better)", metric);
}
