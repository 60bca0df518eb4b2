import { normalQuantile } from "../../math/normal.js";
import type { Random } from "../../math/random.js";
import { ranked } from "../ranking.js";
import type { Observation, SamplerInput } from "../sampler.js";

/** What a surrogate learns: trials from best to worst, and their targets, smaller being better. */
export interface Lesson {
  readonly trials: readonly Observation[];
  readonly targets: Float64Array;
  /** The least target. */
  readonly least: number;
}

/**
 * Trials as a surrogate learns them: the normal scores of their ranks (those of equal loss are equal), which no outlier
 * and no unit disturbs. Failed trials are as bad as the worst, running ones as the middle. Several objectives are first
 * made one by a random weighting (J. Knowles, "ParEGO", IEEE Trans. Evol. Comput. 10 (2006), equation 2).
 */
export function lessonOf(input: SamplerInput, random: Random): Lesson | null {
  const order = input.objectives === 1 ? ranked(input.history, 1) : weighted(input, random);
  if (order.length === 0) return null;
  const failed = input.history.filter(({ state }) => state === "failed");
  const running = input.history.filter(({ state }) => state === "running");
  const judged = order.length + failed.length;
  const scores = order.map((_, i) => i);
  for (let i = 1; i < order.length; i++) if (sameWorth(order[i - 1]!, order[i]!)) scores[i] = scores[i - 1]!;
  const score = (rank: number) => normalQuantile((rank + 0.5) / Math.max(2, judged));
  const targets = [
    ...scores.map(score),
    ...failed.map(() => score(judged - 1)),
    ...running.map(() => score((judged - 1) / 2)),
  ];
  return { trials: [...order, ...failed, ...running], targets: Float64Array.from(targets), least: targets[0]! };
}

function sameWorth(a: Observation, b: Observation): boolean {
  return (
    a.state === b.state &&
    a.violation === b.violation &&
    a.losses.length === b.losses.length &&
    a.losses.every((loss, i) => loss === b.losses[i])
  );
}

/** Trials in the order of an augmented Chebyshev sum of their normalised losses with random weights. */
function weighted({ history, objectives }: SamplerInput, random: Random): readonly Observation[] {
  const order = ranked(history, objectives);
  const complete = order.filter(({ state, violation }) => state === "complete" && violation === 0);
  if (complete.length === 0) return order;
  const draws = Array.from({ length: objectives }, () => -Math.log(1 - random.next()));
  const total = draws.reduce((a, b) => a + b, 0) || 1;
  const normal = Array.from({ length: objectives }, (_, j) => {
    const finite = complete.map(({ losses }) => losses[j]!).filter(Number.isFinite);
    const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return (loss: number) => {
      if (!Number.isFinite(loss)) return loss > 0 ? 2 : -1;
      return high > low ? (loss - low) / (high - low) : 0;
    };
  });
  const value = ({ losses }: Observation) => {
    const parts = losses.map((loss, j) => (draws[j]! / total) * normal[j]!(loss));
    return Math.max(...parts) + 0.05 * parts.reduce((a, b) => a + b, 0);
  };
  const values = new Map(complete.map((trial) => [trial, value(trial)]));
  const sorted = [...complete].sort((a, b) => values.get(a)! - values.get(b)! || a.number - b.number);
  return [...sorted, ...order.slice(complete.length)];
}
