import { extent } from "d3-array";
import { type Ranked, type Ranking, ranking } from "../../src/core/analysis/ranking.js";
import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { rankingSentence } from "../model/ranking.js";
import { durationOf } from "../model/trial-text.js";
import { vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { ChartFigure } from "./figure.js";
import { type ValueScale, valueScale } from "./scales.js";
import { FAINT, type TrialPoint, TrialPoints } from "./trial-points.js";
import type { Twin } from "./twin.js";

/** Rows of the best trials. */
const ROWS = 15;

/** The best trials in order, how sure their values are, and which of them may well be as good as the best. */
export class RankingChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #near = vector("rect", { class: "dependence-band" });
  readonly #bars = vector("path", { class: "line line-bars line-errors" });
  readonly #points: TrialPoints;
  #content: ChartContent | null = null;
  #ranking: Ranking = { trials: [], choice: null, verdict: null };

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "ranking",
      title: t("Best trials"),
      margin: { top: 10, right: 14, bottom: 44, left: 84 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#figure.plot.append(this.#near);
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#bars);
    this.#points = new TrialPoints(this.#figure, { id: "ranking", label: t("The best trials in order."), host });
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, objective } = content;
    const direction = model.study.directions[0] ?? "minimize";
    this.#ranking = ranking(direction, objective === 0 ? model.study.trials : [], ROWS, t);
    const { trials, choice } = this.#ranking;
    const errors = trials.some(({ standardError }) => standardError !== null);
    this.#figure.explain(trials.length === 0 ? t("No trial has completed yet.") : null);
    this.#figure.summarise(rankingSentence(this.#ranking));
    this.#figure.legend.draw([
      { kind: "best", text: t("Best"), sign: { symbol: "dot" } },
      { kind: "complete", text: t("Trial"), sign: { symbol: "dot" } },
      ...(errors
        ? [
            { kind: "errors", text: t("± standard error of the folds"), sign: { line: "flat" as const } },
            { kind: "near", text: t("Within one standard error of the best"), sign: { symbol: "square" as const } },
          ]
        : []),
      ...(choice === null || choice === trials[0]?.trial
        ? []
        : [{ kind: "choice", text: t("Shortest of these"), sign: { symbol: "diamond" as const } }]),
    ]);
    this.#draw();
  }

  #draw(): void {
    if (this.#content === null) return;
    const { model, view, matching } = this.#content;
    const { trials, choice } = this.#ranking;
    const names = trials.map(({ trial }, i) => `${i + 1}.  ${t("Trial {0}", trial)}`);
    const row = this.#figure.size.height / Math.max(1, trials.length);
    const top = (i: number): number => (i + 0.5) * row;
    const size = this.#axes.upright({ band: row, ticks: () => names.map((text, i) => ({ at: top(i), text })) }, "");
    const [best] = trials;
    if (size === null || best === undefined) return;
    const { width, height } = size;
    const reaches = trials.flatMap(({ value, standardError }) => [
      value - (standardError ?? 0),
      value + (standardError ?? 0),
    ]);
    const [low = 0, high = 1] = extent(reaches);
    const room = high > low ? 0 : Math.abs(low) / 10 || 1;
    const x = valueScale([low - room, high + room], [0, width], false);
    this.#axes.flat(numberMarks(x), model.metrics[0] ?? t("Value"));
    this.#drawNear(x, best, height);
    const bars = trials.flatMap(({ value, standardError }, i) => {
      if (standardError === null) return [];
      const [from, to] = [x(value - standardError), x(value + standardError)];
      return [`M${from},${top(i)}H${to}M${from},${top(i) - 3}v6M${to},${top(i) - 3}v6`];
    });
    this.#bars.setAttribute("d", bars.join(""));
    const points = trials.map(({ trial, value }, i): TrialPoint => {
      const passes = matching === null || matching.has(trial);
      const isChoice = trial === choice && i > 0;
      const kind = !passes ? FAINT : i === 0 ? "best" : isChoice ? "choice" : "complete";
      const symbol = isChoice ? "diamond" : "dot";
      return { trial, x: x(value), y: top(i), kind, symbol, radius: i === 0 ? 4.5 : 3.4 };
    });
    this.#points.draw(points, [FAINT, "complete", "choice", "best"], view.selected);
  }

  /** The stretch of values that may well be as good as the best one. */
  #drawNear(x: ValueScale, best: Ranked, height: number): void {
    const error = best.standardError ?? 0;
    const [from, to] = [x(best.value - error), x(best.value + error)];
    const box = { x: from, y: 0, width: Math.max(0, to - from), height };
    for (const [name, value] of Object.entries(box)) this.#near.setAttribute(name, String(value));
  }

  #twin(): Twin {
    const { model } = this.#content ?? {};
    const text = (value: number | null): string => (value === null ? "" : formatNumber(Number(value.toPrecision(3))));
    return {
      columns: [
        t("Rank"),
        t("Trial"),
        model?.metrics[0] ?? t("Value"),
        t("Standard error"),
        t("Chance alone (p)"),
        t("Duration"),
      ],
      rows: this.#ranking.trials.map(({ trial, value, standardError, p }, i) => {
        const found = model?.study.trials[trial];
        const seconds = found === undefined ? null : durationOf(found);
        const took = seconds === null ? "" : formatSeconds(seconds);
        return [String(i + 1), String(trial), formatNumber(value), text(standardError), text(p), took];
      }),
    };
  }
}
