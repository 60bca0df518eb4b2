import type { Observation } from "../sampler.js";

/** One trial as the model of the loss uses it. */
export interface Datum {
  readonly observation: Observation;
  readonly row: Float64Array;
  /** Finite. */
  readonly loss: number;
  /** Variance of the loss by its folds, in its own squared units; 0 where there are none. */
  readonly variance: number;
  /** Whether the loss is only a guess: that of a pruned trial when it was ended. */
  readonly guessed: boolean;
}

/** A trial as the model of feasibility uses it: 0 for one that kept every outcome constraint, up to 1 for a failed one. */
export interface Verdict {
  readonly row: Float64Array;
  readonly badness: number;
}

export interface Data {
  readonly trials: readonly Datum[];
  /** Empty where every trial was feasible. */
  readonly verdicts: readonly Verdict[];
}

/** Badness of a trial that broke an outcome constraint by next to nothing. */
const BARELY = 0.6;

/**
 * What finished trials tell. A failed trial, or one of infinite loss, tells where not to go; a pruned one counts with the
 * loss that it had when it was ended, but never as better than the best complete one.
 *
 * @param lossOf the one loss that stands for those of a trial.
 */
export function dataOf(
  history: readonly Observation[],
  embed: (coordinates: Float64Array) => Float64Array,
  lossOf: (losses: readonly number[]) => number,
): Data {
  const finished = history.filter(({ state, whole }) => whole && state !== "running");
  const complete = finished
    .filter(({ state }) => state === "complete")
    .map(({ losses }) => lossOf(losses))
    .filter(Number.isFinite);
  const least = Math.min(...complete);
  const worst = Math.max(...finished.map(({ violation }) => violation).filter(Number.isFinite), 0);
  const trials: Datum[] = [];
  const verdicts: Verdict[] = [];
  for (const observation of finished) {
    const { state, losses, intermediate, violation, variance } = observation;
    const row = embed(observation.coordinates);
    const last = losses.length > 0 ? lossOf(losses) : (intermediate.at(-1)?.[1] ?? Number.POSITIVE_INFINITY);
    const guessed = state === "pruned";
    const loss = guessed ? Math.max(last, least) : last;
    const usable = state !== "failed" && Number.isFinite(loss);
    const broken = violation > 0 ? BARELY + (1 - BARELY) * Math.min(1, violation / (worst || 1)) : 0;
    if (state === "failed" || loss === Number.POSITIVE_INFINITY) verdicts.push({ row, badness: guessed ? 0 : 1 });
    else verdicts.push({ row, badness: broken });
    if (usable) trials.push({ observation, row, loss, variance: variance ?? 0, guessed });
  }
  return { trials, verdicts: verdicts.some(({ badness }) => badness > 0) ? verdicts : [] };
}
