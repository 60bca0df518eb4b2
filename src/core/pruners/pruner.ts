import type { MethodSpec, OptionValues } from "../study/method.js";
import type { Direction } from "../study/trial.js";
import type { Planning } from "./planner.js";

/** What a trial has reported at one step: one loss per objective, smaller is better; NaN where it was no number. */
export interface Report {
  readonly step: number;
  readonly losses: readonly number[];
}

/** One trial as pruners see it; the study's directions are already applied. */
export interface Curve {
  readonly number: number;
  readonly state: "complete" | "pruned" | "failed" | "running";
  /** In order of step, each step once. */
  readonly reports: readonly Report[];
  /** What was reported at a step. */
  at(step: number): readonly number[] | undefined;
  /** The final values; empty where there are none. */
  readonly losses: readonly number[];
  /** Whether no outcome constraint is broken, as far as is known. */
  readonly feasible: boolean;
}

/** How far trials can go: steps of a generator, or units of the parameter that carries the budget. */
export interface Resource {
  readonly min: number;
  readonly max: number;
}

export interface PrunerInput {
  /** All trials by number: finished and running ones, the judged one among them. */
  readonly history: readonly Curve[];
  /** The trial that has just reported; it has at least one report. */
  readonly trial: Curve;
  /** What the losses were made from, for rules about values as the objective reports them. */
  readonly directions: readonly Direction[];
  /** The name of the study: brackets are drawn by it. */
  readonly study: string;
  readonly resource: Resource | null;
  /** Whether the reports are folds of one score, of which the mean counts, rather than progress. */
  readonly folds: boolean;
  /** The decision of another pruner, written as in an annotation: `median(startup=3)`. */
  delegate(method: string): Decision;
}

export type Decision =
  | { readonly kind: "continue" }
  /** The trial is hopeless; one sentence says why. */
  | { readonly kind: "stop"; readonly reason: string };

/**
 * A rule that ends trials early: what people see of it, and a function of (history, trial) to a decision. Where it plans,
 * no report is judged.
 */
export interface Pruner extends MethodSpec, Planning {
  decide(input: PrunerInput, options: OptionValues): Decision;
}

export const CONTINUE: Decision = { kind: "continue" };

export function stop(reason: string): Decision {
  return { kind: "stop", reason };
}

/** The report that is judged: that of the last step. */
export function latest(trial: Curve): Report {
  const report = trial.reports.at(-1);
  if (report === undefined) throw new RangeError(`Trial ${trial.number} has reported nothing that could be judged.`);
  return report;
}
