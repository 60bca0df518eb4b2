import { budgetIn } from "../../study/budget.js";
import { continuationIn } from "../../study/continuation.js";
import type { Observation } from "../sampler.js";

/** What one part of a training has changed. */
export interface Change {
  readonly trial: Observation;
  /** The generation in which it was, from 0. */
  readonly generation: number;
  /** The loss from which it went on. */
  readonly before: number;
  /** By how much the loss fell for each unit of the resource; null while the trial runs. */
  readonly gain: number | null;
}

/** The changes by the trials that went on from others, in order of number; several objectives count by their mean. */
export function changesIn(history: readonly Observation[]): readonly Change[] {
  const byNumber = new Map(history.map((trial) => [trial.number, trial]));
  return history.flatMap((trial): Change[] => {
    const parent = byNumber.get(continuationIn(trial.attributes)?.trial ?? -1);
    const budget = budgetIn(trial.attributes);
    const start = parent === undefined ? undefined : budgetIn(parent.attributes)?.resource;
    const before = parent === undefined ? Number.NaN : lossOf(parent);
    if (budget === null || start === undefined || !Number.isFinite(before)) return [];
    const place = { trial, generation: budget.rung, before };
    if (trial.state === "running") return [{ ...place, gain: null }];
    const gain = (before - lossOf(trial)) / (budget.resource - start);
    return Number.isFinite(gain) ? [{ ...place, gain }] : [];
  });
}

/** What a trial had reached with its share of the resource; NaN where that is not known. */
export function lossOf({ state, losses, reported }: Observation): number {
  const reached = state === "complete" ? losses : reported;
  return reached.length === 0 || state === "failed" ? Number.NaN : reached.reduce((a, b) => a + b, 0) / reached.length;
}
