import type { Step } from "../../src/core/analysis/empirical-distribution.js";
import { formatNumber } from "../../src/core/format/number.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";

/** What the distribution of values says, in one sentence. */
export function distributionSentence(model: StudyModel, steps: readonly Step[], objective: number): string {
  if (steps.length === 0) return "No trial has completed yet.";
  const metric = model.metrics[objective] ?? "value";
  const median = steps.find(({ share }) => share >= 0.5)!.value;
  const half = `Half of the trials have ${metric} of at most ${formatNumber(median)}`;
  const start = model.summary.baseline === null ? null : valueIn(model.summary.baseline, objective);
  if (start === null) return `${half}.`;
  const atMost = steps.reduce((share, step) => (step.value <= start ? step.share : share), 0);
  const below = steps.reduce((share, step) => (step.value < start ? step.share : share), 0);
  const better = model.study.directions[objective] === "maximize" ? 1 - atMost : below;
  return `${half}; ${Math.round(100 * better)} % are better than the baseline’s ${formatNumber(start)}.`;
}
