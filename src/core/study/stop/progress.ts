import { dominates, isBetter } from "../order.js";
import { countsForTotal, isFeasible, isRequeued } from "../summary.js";
import type { Direction, Trial } from "../trial.js";

/** How a study has come along, trial by trial in the order in which they ended. */
export interface Progress {
  /** Finished trials that count: complete, pruned and failed ones of the study's own. */
  readonly finished: number;
  /** How many of them ended after the last one that was better than all before, or joined the front. */
  readonly sinceGain: number;
}

export function progressOf(trials: readonly Trial[], directions: readonly Direction[]): Progress {
  const ended = trials.filter(
    (trial) => trial.outcome.kind !== "waiting" && trial.outcome.kind !== "running" && !isRequeued(trial),
  );
  ended.sort((a, b) => (a.finished ?? 0) - (b.finished ?? 0) || a.number - b.number);
  let front: (readonly number[])[] = [];
  let [finished, lastGain] = [0, 0];
  // What was imported is to be surpassed, but nobody has waited for it.
  for (const trial of ended) {
    if (countsForTotal(trial)) finished++;
    const values = valuesOf(trial, directions);
    if (values === null || front.some((other) => !isGain(directions, values, other))) continue;
    front = [...front.filter((other) => !dominates(directions, values, other)), values];
    lastGain = finished;
  }
  return { finished, sinceGain: finished - lastGain };
}

/** Whether values are better than the best before; with several directions whether the others do not dominate them. */
function isGain(directions: readonly Direction[], values: readonly number[], other: readonly number[]): boolean {
  if (directions.length === 1) return isBetter(directions[0]!, values[0]!, other[0]!);
  return !dominates(directions, other, values) && values.some((value, i) => value !== other[i]);
}

/** The values of a complete trial that keeps its outcome constraints; null of any other. */
export function valuesOf(trial: Trial, directions: readonly Direction[]): readonly number[] | null {
  const { outcome } = trial;
  if (outcome.kind !== "complete" || outcome.values.length !== directions.length || !isFeasible(trial)) return null;
  return outcome.values.some(Number.isNaN) ? null : outcome.values;
}

/** The first direction's values of the trials, made such that smaller is better. */
export function lossesOf(trials: readonly Trial[], directions: readonly Direction[]): readonly number[] {
  const sign = directions[0] === "maximize" ? -1 : 1;
  return trials.flatMap((trial) => {
    const values = valuesOf(trial, directions);
    return values === null ? [] : [sign * values[0]!];
  });
}
