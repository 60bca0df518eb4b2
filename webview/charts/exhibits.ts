import { reportsOf } from "../../src/core/study/reports.js";
import { t } from "../l10n/translation.js";
import type { ChartContent, ChartHost } from "./chart.js";
import { ComparisonChart } from "./comparison-chart.js";
import { ContourChart } from "./contour-chart.js";
import { CurvesChart } from "./curves-chart.js";
import { DistributionChart } from "./distribution-chart.js";
import { FrontChart } from "./front-chart.js";
import type { Exhibit } from "./gallery.js";
import { ParallelChart } from "./parallel-chart.js";
import { RankChart } from "./rank-chart.js";
import { RankingChart } from "./ranking-chart.js";
import { SliceChart } from "./slice-chart.js";
import { TimelineChart } from "./timeline-chart.js";

/** The charts of the gallery, in the order in which they are shown. */
export function exhibits(host: ChartHost): readonly Exhibit[] {
  return [
    { id: "parallel", title: t("Parallel coordinates"), chart: new ParallelChart(host), wide: true },
    { id: "slice", title: t("Slice"), chart: new SliceChart(host), absence: withParameters(1) },
    { id: "contour", title: t("Contour"), chart: new ContourChart(host), absence: withParameters(2) },
    { id: "rank", title: t("Rank"), chart: new RankChart(host), absence: withParameters(2) },
    { id: "curves", title: t("Learning curves"), chart: new CurvesChart(host), absence: withReports },
    { id: "front", title: t("Pareto front"), chart: new FrontChart(host), absence: withObjectives },
    { id: "distribution", title: t("Distribution of values"), chart: new DistributionChart(host) },
    { id: "ranking", title: t("Best trials"), chart: new RankingChart(host), absence: withOneObjective },
    {
      id: "comparison",
      title: t("Comparison of studies"),
      chart: new ComparisonChart(host),
      absence: withOneObjective,
    },
    { id: "timeline", title: t("Timeline"), chart: new TimelineChart(host), wide: true, absence: withTimes },
  ];
}

function withParameters(count: number): (content: ChartContent) => string | null {
  return ({ model }) => {
    if (model.parameters.length >= count) return null;
    return count === 1 ? t("it needs a parameter.") : t("it needs {0} parameters.", count);
  };
}

function withReports({ model }: ChartContent): string | null {
  return model.study.trials.some((trial) => reportsOf(trial, model.study.directions.length).length > 0)
    ? null
    : t("no trial has reported values on the way.");
}

function withObjectives({ model }: ChartContent): string | null {
  return model.study.directions.length < 2 ? t("it needs several objectives.") : null;
}

function withOneObjective({ model }: ChartContent): string | null {
  return model.study.directions.length > 1 ? t("several objectives have no single order.") : null;
}

function withTimes({ model }: ChartContent): string | null {
  return model.study.trials.some(({ started }) => started !== null) ? null : t("no trial has begun.");
}
