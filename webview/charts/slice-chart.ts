import { area, line } from "d3-shape";
import type { Dependence } from "../../src/core/analysis/partial-dependence.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { fromInternal } from "../model/dimension.js";
import { bestOf, placeText, type Slice, sliceOf } from "../model/slice.js";
import { type Select, select } from "../ui/controls.js";
import { vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { type DimensionScale, dimensionScale } from "./dimension-scale.js";
import { ChartFigure } from "./figure.js";
import { PlotBrush } from "./plot-brush.js";
import { placed, type ValueScale, valueDomain, valueScale } from "./scales.js";
import { BEYOND } from "./symbols.js";
import { FAINT, shrinkOf, type TrialPoint, TrialPoints } from "./trial-points.js";
import { rowsOf, type Twin } from "./twin.js";

/** The values over one parameter, with the curve that a model has learnt from all trials. */
export class SliceChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #band = vector("path", { class: "dependence-band" });
  readonly #curve = vector("path", { class: "line line-dependence" });
  readonly #points: TrialPoints;
  readonly #brush: PlotBrush;
  readonly #parameter: Select;
  #content: ChartContent | null = null;
  #slice: Slice | null = null;
  #dependence: Dependence | null = null;

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "slice",
      title: t("Slice"),
      margin: { top: 28, right: 14, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#band);
    this.#points = new TrialPoints(this.#figure, { id: "slice", label: t("Values over one parameter."), host });
    this.#figure.marks.group.after(this.#curve);
    this.#brush = new PlotBrush(this.#figure, host);
    this.#parameter = select({
      label: t("Parameter of the slice"),
      onChange: (chosen) => {
        const parameter = this.#content?.model.parameters[chosen] ?? null;
        host.choose(() => ({ parameter }));
      },
    });
    this.#figure.tools.append(this.#parameter.element);
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, columns, objective, analysis } = content;
    const name = chosenParameter(content);
    this.#parameter.set(model.parameters, Math.max(0, model.parameters.indexOf(name)));
    this.#slice = sliceOf(model, columns, name, objective);
    const finding = analysis.ask({ kind: "dependence", name, objective });
    this.#dependence = finding.kind === "known" ? finding.answer : null;
    this.#figure.explain(
      this.#slice === null || this.#slice.points.length === 0 ? t("No trial has completed yet.") : null,
    );
    this.#figure.summarise(this.#slice?.sentence ?? "");
    this.#figure.legend.draw([
      { kind: "complete", text: t("Trial"), sign: { symbol: "dot" } },
      { kind: "best", text: t("Best"), sign: { symbol: "dot" } },
      ...(this.#dependence === null
        ? []
        : [{ kind: "dependence", text: t("Model’s mean ± its uncertainty"), sign: { line: "solid" } as const }]),
    ]);
    this.#draw();
  }

  #draw(): void {
    if (this.#slice === null || this.#content === null) return;
    const { model, objective, view, matching } = this.#content;
    const { dimension, points } = this.#slice;
    const best = bestOf(model, points, objective);
    const direction = model.study.directions[objective] ?? "minimize";
    const values = points.map(({ value }) => value);
    const domain = valueDomain(values, direction, best === null ? [] : [best.value]);
    const log = view.logScale && domain[0] > 0;
    const { height } = this.#figure.size;
    const y = valueScale(domain, [height, 0], log);
    const size = this.#axes.upright(numberMarks(y), model.metrics[objective] ?? t("Value"));
    if (size === null) return;
    const x = dimensionScale(dimension, [0, size.width]);
    this.#brush.show({ x: { scale: x, column: dimension.column }, y: null });
    this.#axes.flat(x, dimension.title);
    const shrink = shrinkOf(points.length);
    const spread = Math.min(16, x.band / 4);
    const marks = points.flatMap(({ trial, place, value, feasible }): TrialPoint[] => {
      const at = x.place(place);
      if (at === null) return [];
      const isBest = trial === best?.trial;
      const passes = matching === null || matching.has(trial.number);
      const kind = !passes ? FAINT : isBest ? "best" : feasible ? "complete" : "infeasible";
      // Trials of one category stand beside each other, always at the same place.
      const shift = typeof place === "number" ? 0 : (((trial.number * 0.618) % 1) * 2 - 1) * (spread || 8);
      const stands = placed(y, value);
      const top = Math.min(height - 4, Math.max(4, stands.at));
      const symbol = stands.beyond === null ? (feasible ? "dot" : "ring") : BEYOND[stands.beyond];
      return [{ trial: trial.number, x: at + shift, y: top, kind, symbol, radius: isBest ? 4.5 : 3 * shrink }];
    });
    this.#points.draw(marks, [FAINT, "infeasible", "complete", "best"], view.selected);
    this.#drawCurve(x, y);
  }

  /** A curve with a band around it; for categories a step each. */
  #drawCurve(x: DimensionScale, y: ValueScale): void {
    const { model } = this.#content!;
    const { name, dimension } = this.#slice!;
    const found = this.#dependence?.name === name ? this.#dependence : null;
    const clamped = (value: number): number => placed(y, value).at;
    const corners = (found?.values ?? []).flatMap((value, i) => {
      const at = x.place(fromInternal(model, dimension, name, value));
      const [mean, deviation] = [found!.means[i]!, found!.deviations[i]!];
      const corner = { mean: clamped(mean), low: clamped(mean - deviation), high: clamped(mean + deviation) };
      const half = Math.min(30, x.band * 0.36);
      if (at === null) return [];
      if (x.band === 0) return [{ ...corner, at }];
      return [{ ...corner, at: at - half }, { ...corner, at: at + half }, null];
    });
    const defined = (corner: (typeof corners)[number]): boolean => corner !== null;
    const path = line<(typeof corners)[number]>()
      .defined(defined)
      .x((c) => c!.at)
      .y((c) => c!.mean);
    const band = area<(typeof corners)[number]>()
      .defined(defined)
      .x((c) => c!.at)
      .y0((c) => c!.low)
      .y1((c) => c!.high);
    this.#curve.setAttribute("d", path(corners) ?? "");
    this.#band.setAttribute("d", band(corners) ?? "");
  }

  #twin(): Twin {
    const { points = [], dimension } = this.#slice ?? {};
    const metric = this.#content?.model.metrics[this.#content.objective] ?? t("Value");
    return {
      columns: [t("Trial"), dimension?.title ?? "", metric],
      ...rowsOf([...points].reverse(), ({ trial, place, value }) => {
        return [String(trial.number), placeText(place), formatNumber(value)];
      }),
    };
  }
}

/** What the person has chosen, else the most important parameter, else the first. */
export function chosenParameter({ model, view, analysis, objective }: ChartContent): string {
  const { parameter } = view.charts;
  if (parameter !== null && model.parameters.includes(parameter)) return parameter;
  const finding = analysis.ask({ kind: "importances", method: "ped-anova", objective });
  const first = finding.kind === "known" ? finding.answer.find(({ importance }) => importance > 0)?.name : undefined;
  return first ?? model.parameters[0] ?? "";
}
