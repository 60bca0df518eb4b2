import { spell } from "../../src/core/annotations/spelling.js";
import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import type { Literal } from "../../src/core/space/literal.js";
import { literalIn } from "../../src/core/study/setup.js";
import { failureOf, importedFrom, isBaseline, isRequeued } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "./study-model.js";

/** Digits of a parameter on the page; copies and tooltips have all of them. */
const DIGITS = 5;

export const STATE_NAMES = {
  waiting: t("Waiting"),
  running: t("Running"),
  complete: t("Complete"),
  pruned: t("Pruned"),
  failed: t("Failed"),
} as const satisfies Record<Trial["outcome"]["kind"], string>;

export interface ParameterText {
  /** In the host language's spelling, reals rounded for reading. */
  readonly short: string;
  /** Exactly what stands, or would stand, in the code. */
  readonly exact: string;
}

/** A parameter's value as the code spells it; null where it is inactive in the trial. */
export function parameterText(model: StudyModel, trial: Trial, name: string): ParameterText | null {
  const literal = literalIn(model.space, trial, name);
  if (literal === undefined) return null;
  return { short: spell(rounded(literal), model.language), exact: spell(literal, model.language) };
}

/** All active parameters as lines `name = value`, exact. */
export function parametersText(model: StudyModel, trial: Trial): string {
  return model.parameters
    .map((name) => [name, parameterText(model, trial, name)] as const)
    .flatMap(([name, text]) => (text === null ? [] : [`${name} = ${text.exact}`]))
    .join("\n");
}

/** Seconds from start to end; null where one of them is not known. */
export function durationOf(trial: Trial): number | null {
  return trial.started === null || trial.finished === null ? null : (trial.finished - trial.started) / 1e6;
}

/**
 * What is to be said of a trial beyond its numbers: why it failed, that it is the baseline, that the code has changed
 * since, where it was pruned.
 */
export function noteOf(model: StudyModel, trial: Trial): string {
  const parts = [];
  if (isBaseline(trial)) parts.push(t("Baseline: the values in the code"));
  const imported = importedFrom(trial);
  if (imported !== null) parts.push(t("Imported: {0} of {1}", imported.key, imported.from));
  if (model.isOlder(trial)) parts.push(t("Older code"));
  const failure = failureOf(trial);
  if (isRequeued(trial)) parts.push(t("Interrupted, and queued again"));
  else if (failure) parts.push(failure.message);
  else if (trial.outcome.kind === "failed") parts.push(t("Failed without a reason"));
  const last = lastReport(trial);
  if (trial.outcome.kind === "pruned" && last)
    parts.push(t("Pruned at step {0}, at {1}", last.step, formatNumber(last.value)));
  if (trial.outcome.kind === "running" && last) parts.push(t("Step {0}: {1}", last.step, formatNumber(last.value)));
  return parts.join(" · ");
}

/** The report with the largest step; null where there is none. */
export function lastReport(trial: Trial): { readonly step: number; readonly value: number } | null {
  let last: { step: number; value: number } | null = null;
  for (const [step, value] of trial.intermediate) if (last === null || step > last.step) last = { step, value };
  return last;
}

/** One sentence that names a trial and how it went in one direction. */
export function trialSentence(model: StudyModel, trial: Trial, direction: number): string {
  const value = trial.outcome.kind === "complete" ? trial.outcome.values[direction] : undefined;
  const seconds = durationOf(trial);
  const parts = [
    t("Trial {0}", trial.number),
    STATE_NAMES[trial.outcome.kind].toLowerCase(),
    ...(value === undefined ? [] : [`${model.metrics[direction]} ${formatNumber(value)}`]),
    ...(seconds === null ? [] : [formatSeconds(seconds)]),
    noteOf(model, trial),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function rounded(literal: Literal): Literal {
  if (literal.kind !== "real" || !Number.isFinite(literal.value)) return literal;
  return { kind: "real", value: Number(literal.value.toPrecision(DIGITS)) };
}
