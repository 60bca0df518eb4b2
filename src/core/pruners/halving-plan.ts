import { wholeLog } from "./brackets.js";
import type { Rung } from "./planner.js";

export interface HalvingInput {
  readonly candidates: number;
  /** Resource below which nothing is tried, and the most there is; whole numbers above 0. */
  readonly min: number;
  readonly max: number;
  /** One in so many goes on, with so many times the resource. */
  readonly factor: number;
  /** `exhaust`: raise the least resource so that the last rung comes close to the most. */
  readonly least: "exhaust" | "smallest";
  /** Repeat the lowest rung until what is left can be halved up to the most. */
  readonly aggressive: boolean;
}

/**
 * The rungs of synchronous successive halving as scikit-learn's HalvingGridSearchCV plans them (K. Jamieson and A.
 * Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016), with whole logarithms.
 */
export function halvingPlan(input: HalvingInput): readonly Rung[] {
  const { candidates, max, factor, least, aggressive } = input;
  const required = 1 + wholeLog(candidates, factor);
  const min = least === "exhaust" ? Math.max(input.min, Math.floor(max / factor ** (required - 1))) : input.min;
  const possible = 1 + wholeLog(Math.floor(max / min), factor);
  const count = aggressive ? required : Math.min(possible, required);
  const rungs: Rung[] = [];
  for (let i = 0, left = candidates; i < count; i++, left = Math.ceil(left / factor)) {
    const power = aggressive ? Math.max(0, i - required + possible) : i;
    rungs.push({ candidates: left, resource: Math.min(max, Math.floor(factor ** power * min)) });
  }
  return rungs;
}

/** The most candidates whose whole plan takes no more than so many trials; at least 1. */
export function affordableCandidates(trials: number, input: Omit<HalvingInput, "candidates">): number {
  const cost = (candidates: number) =>
    halvingPlan({ ...input, candidates }).reduce((sum, rung) => sum + rung.candidates, 0);
  let [low, high] = [1, Math.max(1, trials)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (cost(middle) <= trials) low = middle;
    else high = middle - 1;
  }
  return low;
}
