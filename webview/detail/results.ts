import { formatNumber } from "../../src/core/format/number.js";
import { foldsOf } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { gainOf, valueIn } from "../model/gain.js";
import { spreadOf } from "../model/spread.js";
import type { StudyModel } from "../model/study-model.js";
import { element } from "../ui/element.js";

/** Name and text, and a word on it. */
type Row = readonly [name: string, text: string, note?: string];

/** Every number that a trial returned: the metrics of its directions, the others that it reported, and its folds. */
export function resultRows(model: StudyModel, trial: Trial): readonly HTMLElement[] {
  return [...metricRows(model, trial), ...extraRows(trial), ...foldRows(trial)].flatMap(([name, text, note = ""]) => [
    element("dt", { text: name, attributes: { title: name } }),
    element("dd", {}, text),
    element("dd", { class: "before", text: note }),
  ]);
}

function metricRows(model: StudyModel, trial: Trial): readonly Row[] {
  const { outcome } = trial;
  if (outcome.kind !== "complete") return [];
  return model.metrics.map((metric, i): Row => {
    const gain = gainOf(trial, model.summary.baseline, model.study.directions[i]!, i);
    const isBaseline = model.summary.baseline?.number === trial.number;
    const against =
      isBaseline || gain === null
        ? ""
        : gain.kind === "equal"
          ? "equals the baseline"
          : `${gain.text} over the baseline`;
    return [metric, valueIn(trial, i) === null ? String(outcome.values[i] ?? "–") : String(outcome.values[i]), against];
  });
}

function extraRows({ userAttributes }: Trial): readonly Row[] {
  return [...userAttributes].map(([name, value]): Row => {
    return [name, typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value)];
  });
}

/** Each fold, then what they say together. */
function foldRows(trial: Trial): readonly Row[] {
  const folds = foldsOf(trial);
  if (folds === null || folds.length === 0) return [];
  const rows = folds.map((value, i): Row => [`Fold ${i + 1}`, formatNumber(value)]);
  const spread = spreadOf(trial);
  if (spread === null) return rows;
  const two = (value: number): string => formatNumber(Number(value.toPrecision(2)));
  return [
    ...rows,
    ["Mean", formatNumber(spread.mean)],
    ["Standard deviation", two(spread.deviation)],
    ["Standard error", two(spread.deviation / Math.sqrt(spread.folds)), "of the mean"],
  ];
}
