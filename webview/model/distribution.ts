import type { Step } from "../../src/core/analysis/empirical-distribution.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";

/** What the distribution of values says, in one sentence. */
export function distributionSentence(model: StudyModel, steps: readonly Step[], objective: number): string {
  if (steps.length === 0) return t("No trial has completed yet.");
  const metric = model.metrics[objective] ?? t("value");
  const median = steps.find(({ share }) => share >= 0.5)!.value;
  const half = [metric, formatNumber(median)] as const;
  const start = model.summary.baseline === null ? null : valueIn(model.summary.baseline, objective);
  if (start === null) return t("Half of the trials have {0} of at most {1}.", ...half);
  const atMost = steps.reduce((share, step) => (step.value <= start ? step.share : share), 0);
  const below = steps.reduce((share, step) => (step.value < start ? step.share : share), 0);
  const better = model.study.directions[objective] === "maximize" ? 1 - atMost : below;
  return t(
    "Half of the trials have {0} of at most {1}; {2} % are better than the baseline’s {3}.",
    ...half,
    Math.round(100 * better),
    formatNumber(start),
  );
}
