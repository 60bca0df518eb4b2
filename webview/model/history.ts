import { formatNumber } from "../../src/core/format/number.js";
import { isFeasible, isRequeued } from "../../src/core/study/summary.js";
import type { Direction, Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { completeText, trialsText } from "./counts.js";
import { gainOf, valueIn } from "./gain.js";
import { spreadOf } from "./spread.js";
import type { StudyModel } from "./study-model.js";
import { lastReport } from "./trial-text.js";

export interface HistoryPoint {
  readonly trial: number;
  readonly kind: "complete" | "infeasible" | "pruned" | "failed" | "running";
  /** null: nothing was measured. */
  readonly value: number | null;
  /** Standard deviation over the folds; null where there are none. */
  readonly deviation: number | null;
}

/** How one direction of a study went, trial by trial. */
export interface History {
  readonly direction: Direction;
  readonly metric: string;
  /** By trial number; waiting trials have nothing to show. */
  readonly points: readonly HistoryPoint[];
  /** Each trial that was better than all before it. */
  readonly records: readonly { readonly trial: number; readonly value: number }[];
  readonly baseline: number | null;
  /** Numbers of the trials on the Pareto front; empty for one direction. */
  readonly front: ReadonlySet<number>;
  readonly sentence: string;
}

export function historyOf(model: StudyModel, index: number): History {
  const direction = model.study.directions[index] ?? "minimize";
  const points: HistoryPoint[] = [];
  const records: { trial: number; value: number }[] = [];
  const sign = direction === "minimize" ? 1 : -1;
  for (const trial of model.study.trials) {
    const point = pointOf(trial, index);
    if (point === null) continue;
    points.push(point);
    if (point.kind !== "complete" || point.value === null) continue;
    const record = records.at(-1);
    if (record === undefined || sign * point.value < sign * record.value) {
      records.push({ trial: point.trial, value: point.value });
    }
  }
  return {
    direction,
    metric: model.metrics[index] ?? t("Value"),
    points,
    records,
    baseline: model.summary.baseline === null ? null : valueIn(model.summary.baseline, index),
    front: new Set(model.summary.front.map((trial) => trial.number)),
    sentence: sentenceOf(model, index, direction, records),
  };
}

function pointOf(trial: Trial, index: number): HistoryPoint | null {
  const { kind } = trial.outcome;
  const at = { trial: trial.number, deviation: null };
  switch (kind) {
    case "waiting":
      return null;
    case "complete": {
      const deviation = index === 0 ? (spreadOf(trial)?.deviation ?? null) : null;
      const value = valueIn(trial, index);
      return { ...at, kind: isFeasible(trial) ? "complete" : "infeasible", value, deviation };
    }
    case "failed":
      return isRequeued(trial) ? null : { ...at, kind, value: null };
    case "pruned":
    case "running": {
      const report = index === 0 ? (lastReport(trial)?.value ?? null) : null;
      return { ...at, kind, value: report !== null && Number.isFinite(report) ? report : null };
    }
    default:
      return kind satisfies never;
  }
}

/** The one sentence that says what the chart shows. */
function sentenceOf(
  model: StudyModel,
  index: number,
  direction: Direction,
  records: readonly { readonly trial: number; readonly value: number }[],
): string {
  const { counts, baseline } = model.summary;
  const metric = model.summary.metrics[index] ?? t("value");
  const last = records.at(-1);
  if (last === undefined) return t("No trial has completed yet.");
  const best = model.study.trials[last.trial];
  const gain = best === undefined ? null : gainOf(best, baseline, direction, index);
  const value = formatNumber(last.value);
  const found =
    gain === null
      ? value
      : gain.kind === "equal"
        ? t("{0}, the baseline itself", value)
        : t("{0}, {1} against the baseline", value, gain.text);
  const since = model.study.trials.length - 1 - last.trial;
  const words = [
    completeText(counts.complete),
    last.trial,
    metric,
    since > 0 ? t("{0}; {1} since", found, trialsText(since)) : found,
  ] as const;
  return direction === "minimize"
    ? t("Of {0}, trial {1} has the lowest {2}: {3}.", ...words)
    : t("Of {0}, trial {1} has the highest {2}: {3}.", ...words);
}
