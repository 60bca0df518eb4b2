import { OPTUNA_ATTRIBUTES } from "../../study/attributes.js";
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

export interface Data {
  /** Those of finite loss. */
  readonly trials: readonly Datum[];
  /** 1 in place of the loss of failed trials, 0 of others; empty where none failed. */
  readonly failures: readonly Datum[];
  /** For each outcome constraint that was ever broken: its value, at most 0 where it is kept, in place of the loss. */
  readonly constraints: readonly (readonly Datum[])[];
  /** Rows of the trials that have no loss to show where not to go. */
  readonly failed: readonly Float64Array[];
}

/** Losses are held within these bounds, whose squares can still be added up. */
const HUGE = 1e150;

/** Whether a trial counts as a result: it ended by itself and kept every outcome constraint. */
export function isFeasible({ observation, guessed }: Datum): boolean {
  return !guessed && observation.violation <= 0;
}

/**
 * What finished trials tell. A failed trial, or one of infinite loss, tells where not to go; a pruned one counts with the
 * loss that it had when it was ended, but never as better than the best complete one.
 *
 * @param lossOf the one loss that stands for those of a trial.
 */
export function dataOf(
  history: readonly Observation[],
  rowOf: (observation: Observation) => Float64Array,
  lossOf: (losses: readonly number[]) => number,
): Data {
  const finished = history.filter(({ state, whole }) => whole && state !== "running");
  const complete = finished
    .filter(({ state }) => state === "complete")
    .map(({ losses }) => lossOf(losses))
    .filter(Number.isFinite);
  const least = Math.min(...complete);
  const trials: Datum[] = [];
  const failures: Datum[] = [];
  const failed: Float64Array[] = [];
  for (const observation of finished) {
    const { state, losses, intermediate } = observation;
    const row = rowOf(observation);
    const last = losses.length > 0 ? lossOf(losses) : (intermediate.at(-1)?.[1] ?? Number.NaN);
    const guessed = state === "pruned";
    const loss = guessed ? Math.max(last, least) : last;
    const hopeless = state === "failed" || (!guessed && loss === Number.POSITIVE_INFINITY);
    failures.push({ observation, row, loss: hopeless ? 1 : 0, variance: 0, guessed: false });
    if (hopeless) failed.push(row);
    else if (Number.isFinite(loss)) {
      const held = Math.min(HUGE, Math.max(-HUGE, loss));
      trials.push({ observation, row, loss: held, variance: observation.variance ?? 0, guessed });
    }
  }
  return {
    trials,
    failures: failed.length > 0 ? failures : [],
    constraints: constraintsOf(trials),
    failed,
  };
}

function constraintsOf(trials: readonly Datum[]): readonly (readonly Datum[])[] {
  const columns: Datum[][] = [];
  for (const datum of trials) {
    const values = datum.observation.attributes.get(OPTUNA_ATTRIBUTES.constraints);
    if (!Array.isArray(values)) continue;
    values.forEach((value, i) => {
      if (typeof value !== "number" || !Number.isFinite(value)) return;
      columns[i] ??= [];
      columns[i].push({ ...datum, loss: value, variance: 0, guessed: false });
    });
  }
  return columns.filter((column) => column?.some(({ loss }) => loss > 0));
}
