import { formatNumber } from "../../src/core/format/number.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { valueText } from "../model/gain.js";
import { type Rank, type RankPlot, rankPlotOf } from "../model/rank.js";
import { BANDS } from "../model/relief.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { ChartFigure } from "./figure.js";
import type { LegendEntry } from "./legend.js";
import { PairPlane } from "./pair-plane.js";
import { FAINT, shrinkOf, type TrialPoint, TrialPoints } from "./trial-points.js";
import { rowsOf, type Twin } from "./twin.js";

/** Pixels of the best trial's mark, and of the others from the best to the worst: the rank is told by size, too. */
const BEST = 5.5;
const LARGE = 4.2;
const SMALL = 2.6;

const KINDS = Array.from({ length: BANDS }, (_, step) => `rank-${step}`);

/** Trials over any two parameters, each by its rank: the plain look at where good values lie, without a model. */
export class RankChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #plane: PairPlane;
  readonly #points: TrialPoints;
  #content: ChartContent | null = null;
  #plot: RankPlot | null = null;

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "rank",
      title: t("Rank"),
      margin: { top: 28, right: 14, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#plane = new PairPlane(this.#figure, host);
    this.#points = new TrialPoints(this.#figure, {
      id: "rank",
      label: t("Trials over two parameters, by their rank."),
      host: {
        select: host.select,
        describe: (trial) => {
          const rank = this.#rankOf(trial);
          const said = host.describe(trial);
          return rank === null ? said : `${t("Rank {0} of {1}", rank.position, this.#plot!.count)}, ${said}`;
        },
        explain: (trial) => {
          const rank = this.#rankOf(trial);
          const text = host.explain(trial);
          if (rank === null) return text;
          return { ...text, rows: [[t("Rank"), t("{0} of {1}", rank.position, this.#plot!.count)], ...text.rows] };
        },
      },
    });
    this.#plane.brushed();
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, columns, objective, matching, view } = content;
    const pair = this.#plane.show(content);
    this.#plot = rankPlotOf(model, columns, pair, { objective, matching, selected: view.selected });
    const empty = this.#plot === null || this.#plot.marks.length === 0;
    this.#figure.explain(empty ? t("No trial has completed yet.") : null);
    this.#figure.summarise(this.#plot?.sentence ?? "");
    this.#figure.legend.draw(this.#plot === null ? [] : legendOf(this.#plot));
    this.#draw();
  }

  #draw(): void {
    if (this.#plot === null || this.#content === null) return;
    const { dimensions, marks, rankOf } = this.#plot;
    if (this.#plane.draw(...dimensions) === null) return;
    const shrink = shrinkOf(2 * marks.length);
    const best = marks.reduce<Trial | null>((first, { trial }) => {
      return rankOf(trial)?.position === 1 && (first === null || trial.number < first.number) ? trial : first;
    }, null);
    const points = marks.flatMap(({ trial, step, passes }): TrialPoint[] => {
      const at = this.#plane.place(trial);
      if (at === null) return [];
      const isBest = trial === best;
      const rank = isBest ? "rank-best" : step === null ? "infeasible" : KINDS[step]!;
      const radius = isBest ? BEST : shrink * (LARGE - ((LARGE - SMALL) * (step ?? BANDS - 1)) / (BANDS - 1));
      const symbol = step === null ? "ring" : "dot";
      return [{ trial: trial.number, ...at, kind: passes ? rank : FAINT, symbol, radius }];
    });
    const order = [FAINT, "infeasible", ...[...KINDS].reverse(), "rank-best"];
    this.#points.draw(points, order, this.#content.view.selected);
  }

  #rankOf(number: number): Rank | null {
    const trial = this.#content?.model.study.trials[number];
    return trial === undefined ? null : (this.#plot?.rankOf(trial) ?? null);
  }

  #twin(): Twin {
    const { model, objective = 0 } = this.#content ?? {};
    const { dimensions = [], ranked = [], rankOf } = this.#plot ?? {};
    return {
      columns: [
        t("Rank"),
        t("Trial"),
        ...dimensions.map(({ title }) => title),
        model?.metrics[objective] ?? t("Value"),
      ],
      ...rowsOf(ranked, (trial) => [
        String(rankOf?.(trial)?.position ?? ""),
        String(trial.number),
        ...dimensions.map(({ column }) => column.text(trial)),
        valueText(trial, objective),
      ]),
    };
  }
}

function legendOf({ quarters, marks }: RankPlot): readonly LegendEntry[] {
  const [best, ...others] = quarters;
  const texts = [t("Best"), "25 %", t("Median"), "75 %", t("Worst")];
  const said = (i: number, value: number): string => `${texts[i]}: ${formatNumber(Number(value.toPrecision(3)))}`;
  const sign = { symbol: "dot" } as const;
  return [
    ...(best === undefined || Number.isNaN(best)
      ? []
      : [
          { kind: "rank-best", text: said(0, best), sign },
          // Where all are the same there are no steps to tell apart.
          ...(others.every((value) => value === best) ? [] : others).map((value, i) => {
            return { kind: `rank-${2 * (i + 1)}`, text: said(i + 1, value), sign };
          }),
        ]),
    ...(marks.some(({ step }) => step === null)
      ? [{ kind: "infeasible", text: t("Infeasible"), sign: { symbol: "ring" } as const }]
      : []),
    ...(marks.some(({ passes }) => !passes) ? [{ kind: FAINT, text: t("Filtered out"), sign }] : []),
  ];
}
