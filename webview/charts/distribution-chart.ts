import { bisector } from "d3-array";
import { scaleLinear } from "d3-scale";
import { empiricalDistribution, type Step } from "../../src/core/analysis/empirical-distribution.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { distributionSentence } from "../model/distribution.js";
import { valueIn } from "../model/gain.js";
import { setShown, vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { valueAxis } from "./column-axis.js";
import { ChartFigure } from "./figure.js";
import { PlotBrush } from "./plot-brush.js";
import { placed, valueDomain, valueScale } from "./scales.js";
import { FAINT, type TrialPoint, TrialPoints } from "./trial-points.js";
import { rowsOf, type Twin } from "./twin.js";

/** Marks beyond these would only thicken the line. */
const MOST_MARKS = 120;

const byValue = bisector<Step, number>((step) => step.value);

/** The empirical distribution: which share of the complete trials has at most a value. */
export class DistributionChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #line = vector("path", { class: "line line-best" });
  readonly #baseline = vector("path", { class: "line line-baseline" });
  readonly #points: TrialPoints;
  readonly #brush: PlotBrush;
  #content: ChartContent | null = null;
  #steps: readonly Step[] = [];

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "distribution",
      title: t("Distribution of values"),
      margin: { top: 28, right: 14, bottom: 44, left: 52 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#baseline, this.#line);
    this.#points = new TrialPoints(this.#figure, { id: "distribution", label: t("Distribution of values."), host });
    this.#brush = new PlotBrush(this.#figure, host);
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, objective } = content;
    this.#steps = empiricalDistribution(model.study.trials, objective).filter(({ value }) => Number.isFinite(value));
    this.#figure.explain(this.#steps.length === 0 ? t("No trial has completed yet.") : null);
    this.#figure.summarise(distributionSentence(model, this.#steps, objective));
    const { baseline } = model.summary;
    this.#figure.legend.draw([
      { kind: "best", text: t("Share of trials"), sign: { line: "solid" } },
      { kind: "complete", text: t("Trial"), sign: { symbol: "dot" } },
      ...(baseline === null ? [] : [{ kind: "baseline", text: t("Baseline"), sign: { line: "dashed" } as const }]),
    ]);
    this.#draw();
  }

  #draw(): void {
    if (this.#content === null) return;
    const { model, columns, objective, view, matching } = this.#content;
    const y = scaleLinear([0, 1], [this.#figure.size.height, 0]);
    const shares = [0, 0.25, 0.5, 0.75, 1].map((share) => ({ at: y(share), text: `${100 * share} %` }));
    const size = this.#axes.upright({ band: 0, ticks: () => shares }, t("Share of trials with at most this value"));
    if (size === null || this.#steps.length === 0) return;
    const { width, height } = size;
    const direction = model.study.directions[objective] ?? "minimize";
    const start = model.summary.baseline === null ? null : valueIn(model.summary.baseline, objective);
    const values = this.#steps.map(({ value }) => value);
    const domain = valueDomain(values, direction, start === null ? [] : [start]);
    const x = valueScale(domain, [0, width], view.logScale && domain[0] > 0);
    this.#axes.flat(numberMarks(x), model.metrics[objective] ?? t("Value"));
    this.#brush.show({ x: valueAxis(x, columns, objective), y: null });
    const within = (value: number): number => placed(x, value).at;
    const path = this.#steps.map(
      ({ value, share }, i) => `${i === 0 ? `M${within(value)},${height}` : `H${within(value)}`}V${y(share)}`,
    );
    this.#line.setAttribute("d", `${path.join("")}H${width}`);
    setShown(this.#baseline, start !== null);
    if (start !== null) this.#baseline.setAttribute("d", `M${within(start)},0V${height}`);
    this.#points.draw(this.#marks(within, y, objective, matching), [FAINT, "complete", "best"], view.selected);
  }

  #marks(
    x: (value: number) => number,
    y: (share: number) => number,
    objective: number,
    matching: ReadonlySet<number> | null,
  ): readonly TrialPoint[] {
    const { model, view } = this.#content!;
    const trials = model.study.trials.filter((trial) => valueIn(trial, objective) !== null);
    const stride = Math.max(1, trials.length / MOST_MARKS);
    const shown = new Set(
      Array.from({ length: Math.min(trials.length, MOST_MARKS) }, (_, i) => trials[Math.floor(i * stride)]!),
    );
    const { best } = model.summary;
    for (const extra of [best, model.study.trials[view.selected ?? -1]]) {
      if (extra != null && valueIn(extra, objective) !== null) shown.add(extra);
    }
    return [...shown].flatMap((trial): TrialPoint[] => {
      const value = valueIn(trial, objective)!;
      const step = this.#steps[byValue.right(this.#steps, value) - 1];
      if (step === undefined) return [];
      const passes = matching === null || matching.has(trial.number);
      const kind = !passes ? FAINT : trial === best ? "best" : "complete";
      const radius = trial === best ? 4.5 : 2;
      return [{ trial: trial.number, x: x(value), y: y(step.share), kind, symbol: "dot", radius }];
    });
  }

  #twin(): Twin {
    return {
      columns: [this.#content?.model.metrics[this.#content.objective] ?? t("Value"), t("Share of trials")],
      ...rowsOf(this.#steps, ({ value, share }) => [formatNumber(value), `${(100 * share).toFixed(1)} %`]),
    };
  }
}
