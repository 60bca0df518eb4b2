import { formatNumber } from "../../src/core/format/number.js";
import { foldsOf } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { gainOf } from "../model/gain.js";
import { spreadOf } from "../model/spread.js";
import type { StudyModel } from "../model/study-model.js";
import { element } from "../ui/element.js";

/** Name and text, and a word on it. */
type Row = readonly [name: string, text: string, note?: string, exact?: string];

/** Every number that a trial returned: the metrics of its directions, the others that it reported, and its folds. */
export function resultRows(model: StudyModel, trial: Trial): readonly HTMLElement[] {
  return [...metricRows(model, trial), ...extraRows(trial), ...foldRows(trial)].flatMap(
    ([name, text, note = "", exact = text]) => [
      element("dt", { text: name, attributes: { title: name } }),
      element("dd", { attributes: { title: exact } }, text),
      element("dd", { class: "before", text: note }),
    ],
  );
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
          ? t("equals the baseline")
          : t("{0} over the baseline", gain.text);
    const value = outcome.values[i];
    return [metric, value === undefined ? "–" : formatNumber(value), against, String(value ?? "")];
  });
}

function extraRows({ userAttributes }: Trial): readonly Row[] {
  return [...userAttributes].map(([name, value]): Row => {
    const exact = typeof value === "string" ? value : JSON.stringify(value);
    return [name, typeof value === "number" ? formatNumber(value) : exact, "", exact];
  });
}

/** Each fold, then what they say together. */
function foldRows(trial: Trial): readonly Row[] {
  const folds = foldsOf(trial);
  if (folds === null || folds.length === 0) return [];
  const rows = folds.map((value, i): Row => [t("Fold {0}", i + 1), formatNumber(value)]);
  const spread = spreadOf(trial);
  if (spread === null) return rows;
  const two = (value: number): string => formatNumber(Number(value.toPrecision(2)));
  return [
    ...rows,
    [t("Mean"), formatNumber(spread.mean)],
    [t("Standard deviation"), two(spread.deviation)],
    [t("Standard error"), two(spread.deviation / Math.sqrt(spread.folds)), t("of the mean")],
  ];
}
