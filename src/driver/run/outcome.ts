import type { OutcomeConstraint } from "../../core/annotations/study.js";
import type { RunnerMessage } from "../../core/protocol/runner.js";
import type { Failure } from "../../core/study/failure.js";
import type { TrialResult } from "../../core/study/records.js";
import type { TrialEnd } from "./trial-slot.js";

type Result = Extract<RunnerMessage, { type: "result" }>;

/** How a trial ended, as the journal keeps it. */
export type Ending =
  | {
      readonly kind: "complete";
      readonly values: readonly number[];
      readonly folds: readonly (readonly number[] | null)[] | null;
      readonly extra: { readonly [name: string]: number | string | boolean };
      readonly extraFolds: { readonly [name: string]: readonly number[] };
      /** One per outcome constraint, feasible where not above 0; empty where the study has none. */
      readonly constraints: readonly number[];
    }
  /** `reason`: the sentence of the pruner; null where it gave none. */
  | { readonly kind: "pruned"; readonly reason: string | null }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Judges what a runner said of a trial by the study's metrics and the bounds on them. */
export function endingOf(
  end: TrialEnd,
  metrics: readonly (string | null)[],
  constraints: readonly OutcomeConstraint[],
): Ending {
  if (end.kind !== "result") return end;
  const { values, folds, extra, extraFolds } = end.result;
  const violations: number[] = [];
  for (const { metric, operator, bound, text } of constraints) {
    const value = metricIn(end.result, metrics, metric);
    if (value === null) {
      const message = `The result has no ${metric}, which the constraint ${text} is about. Return a mapping that holds it.`;
      return { kind: "failed", failure: { kind: "bad-result", message, traceback: null } };
    }
    violations.push(operator === "<=" ? value - bound : bound - value);
  }
  return { kind: "complete", values, folds, extra, extraFolds, constraints: violations };
}

function metricIn(result: Result, metrics: readonly (string | null)[], metric: string): number | null {
  const at = metrics.indexOf(metric);
  if (at >= 0) return result.values[at] ?? null;
  const extra = result.extra[metric];
  if (typeof extra === "number") return extra;
  const folds = result.extraFolds[metric];
  return folds === undefined || folds.length === 0 ? null : meanOf(folds);
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** An ending as a journal keeps it: further metrics with folds are kept as their means, the folds beside them. */
export function resultOf(ending: Ending): TrialResult {
  switch (ending.kind) {
    case "complete": {
      const { values, folds, extraFolds, constraints } = ending;
      const means = Object.entries(extraFolds).flatMap(([name, parts]) => [
        [name, meanOf(parts)] as const,
        [`${name}:folds`, parts] as const,
      ]);
      const extra = { ...ending.extra, ...Object.fromEntries(means) };
      return { kind: "complete", values, folds, extra, constraints: constraints.length === 0 ? null : constraints };
    }
    case "pruned":
      return ending;
    case "failed":
      return { ...ending, requeued: false };
  }
}
