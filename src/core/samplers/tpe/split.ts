import { chooseByHypervolume } from "../../math/hypervolume.js";
import { nondominationRanks } from "../../math/pareto.js";
import type { Observation } from "../sampler.js";

/** How many of n judged trials count as good. */
export type GoodCount = (n: number, objectives: number) => number;

export const GOOD_COUNTS: Readonly<Record<"optuna" | "hyperopt", GoodCount>> = {
  /** A tenth, rounded up; at most 25 where there is one objective. */
  optuna: (n, objectives) => Math.min(Math.ceil(0.1 * n), objectives === 1 ? 25 : n),
  /** A quarter of the square root, rounded up, at most 25. */
  hyperopt: (n) => Math.min(Math.ceil(0.25 * Math.sqrt(n)), 25),
};

/** How many bad trials make up their density. */
const MAX_BAD = 800;

export interface Split {
  /** The best first. */
  readonly good: readonly Observation[];
  /** The rest, and every failed or running trial: what runs is taken for bad, so that slots keep apart. */
  readonly bad: readonly Observation[];
}

/**
 * Divides trials in the order feasible completed ones by loss, pruned ones by how far they came and then by loss,
 * infeasible ones by their violation. Failed and running ones are bad and do not count towards n.
 */
export function splitTrials(history: readonly Observation[], objectives: number, count: GoodCount): Split {
  const complete: Observation[] = [];
  const pruned: Observation[] = [];
  const infeasible: Observation[] = [];
  for (const trial of history) {
    if (trial.state !== "complete" && trial.state !== "pruned") continue;
    (trial.violation > 0 ? infeasible : trial.state === "complete" ? complete : pruned).push(trial);
  }
  const n = count(complete.length + pruned.length + infeasible.length, objectives);
  const good = objectives === 1 ? bestByLoss(complete, n) : chooseOnFronts(complete, n);
  if (good.length < n) good.push(...pruned.sort(comparePruned).slice(0, n - good.length));
  if (good.length < n) {
    infeasible.sort((a, b) => compare(a.violation, b.violation) || a.number - b.number);
    good.push(...infeasible.slice(0, n - good.length));
  }
  const chosen = new Set(good);
  return { good, bad: thinned(history.filter((trial) => !chosen.has(trial))) };
}

/**
 * Every so-many-th of the trials, and all that are running: where many lie, a density needs no more of them, and the
 * time of a suggestion stays bounded.
 */
function thinned(trials: readonly Observation[]): readonly Observation[] {
  const stride = Math.ceil(trials.length / MAX_BAD);
  return stride <= 1 ? trials : trials.filter(({ state }, i) => i % stride === 0 || state === "running");
}

/** How far a pruned trial came, and what it had reached there; a trial without reports came nowhere. */
export function comparePruned(a: Observation, b: Observation): number {
  const [stepA, lossA] = lastReport(a);
  const [stepB, lossB] = lastReport(b);
  return compare(stepB, stepA) || compare(lossA, lossB) || a.number - b.number;
}

function lastReport(trial: Observation): readonly [step: number, loss: number] {
  return trial.intermediate.at(-1) ?? [Number.NEGATIVE_INFINITY, trial.losses[0] ?? Number.POSITIVE_INFINITY];
}

/** The n best, the best first; each trial is compared with the worst of those chosen so far, which is cheap for small n. */
function bestByLoss(trials: readonly Observation[], n: number): Observation[] {
  const chosen: Observation[] = [];
  for (const trial of trials) {
    const loss = trial.losses[0]!;
    if (chosen.length === n && loss >= (chosen.at(-1)?.losses[0] ?? Number.NEGATIVE_INFINITY)) continue;
    let place = chosen.length;
    while (place > 0 && chosen[place - 1]!.losses[0]! > loss) place--;
    chosen.splice(place, 0, trial);
    if (chosen.length > n) chosen.pop();
  }
  return chosen;
}

/** Whole fronts of non-domination, and of the one that does not fit whole those that add most hypervolume. */
function chooseOnFronts(trials: readonly Observation[], n: number): Observation[] {
  const ranks = nondominationRanks(trials.map(({ losses }) => losses));
  const good: Observation[] = [];
  for (let rank = 0; good.length < n && good.length < trials.length; rank++) {
    const front = trials.filter((_, i) => ranks[i] === rank);
    if (front.length <= n - good.length) good.push(...front);
    else {
      const losses = normalised(front.map((trial) => trial.losses));
      const reference = losses[0]!.map(() => 1.1);
      good.push(...chooseByHypervolume(losses, n - good.length, reference).map((index) => front[index]!));
    }
  }
  return good;
}

/** Each objective scaled to [0, 1] over its finite entries, so that no unit outweighs another; infinities at the ends. */
function normalised(vectors: readonly (readonly number[])[]): number[][] {
  const scales = vectors[0]!.map((_, i) => {
    const finite = vectors.map((vector) => vector[i]!).filter(Number.isFinite);
    const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return (entry: number) => {
      if (!Number.isFinite(entry)) return entry > 0 ? 1 : 0;
      return high > low ? (entry - low) / (high - low) : 0;
    };
  });
  return vectors.map((vector) => vector.map((entry, i) => scales[i]!(entry)));
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
