import { drawIndex, type Random } from "../../math/random.js";
import type { Gaussian } from "./gaussian.js";

/** Whether a search that has converged begins anew, and how. */
export type RestartRule = "off" | "ipop" | "bipop";

/** What is remembered from one restart to the next. */
export interface Regime {
  readonly rule: RestartRule;
  /** The first population. */
  readonly first: number;
  /** How often the population was doubled. */
  readonly doublings: number;
  /** Trials spent in each of BIPOP's regimes, the present one included. */
  readonly spentLarge: number;
  readonly spentSmall: number;
  readonly small: boolean;
}

export function firstRegime(rule: RestartRule, population: number): Regime {
  return { rule, first: population, doublings: 0, spentLarge: 0, spentSmall: 0, small: false };
}

export function spent(regime: Regime, trials: number): Regime {
  return regime.small
    ? { ...regime, spentSmall: regime.spentSmall + trials }
    : { ...regime, spentLarge: regime.spentLarge + trials };
}

/**
 * Population and step size of the next start, the step as a part of the usual one. IPOP doubles the population each time
 * (A. Auger and N. Hansen, "A Restart CMA Evolution Strategy With Increasing Population Size", CEC 2005). BIPOP goes on
 * with whichever regime has spent less: the doubled population, or a smaller one with a smaller step (N. Hansen,
 * "Benchmarking a BI-Population CMA-ES on the BBOB-2009 Function Testbed", section 2).
 */
export function nextStart(
  regime: Regime,
  random: Random,
): { readonly regime: Regime; readonly population: number; readonly step: number } {
  const { rule, first, doublings, spentLarge, spentSmall } = regime;
  // The first start counts as neither regime.
  if (rule === "bipop" && doublings > 0 && spentSmall < spentLarge) {
    const ratio = (0.5 * 2 ** doublings) ** (random.next() ** 2);
    const population = Math.max(2, Math.floor(first * ratio));
    return { regime: { ...regime, small: true }, population, step: 10 ** (-2 * random.next()) };
  }
  const next = { ...regime, doublings: doublings + 1, small: false };
  return { regime: next, population: first * 2 ** next.doublings, step: 1 };
}

/** Generations over which the best losses must have differed. */
export function memory(n: number, population: number): number {
  return 10 + Math.ceil((30 * Math.max(1, n)) / population);
}

/** Steps below this part of a range change no objective that people tune. */
const LEAST_STEP = 1e-9;
const MOST_CONDITION = 1e14;
const LARGEST = 1e3;

/**
 * Whether a search has converged or lost its way: N. Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), appendix B.3,
 * TolFun, TolX, TolXUp and ConditionCov. `losses` are the best of the latest generations.
 */
export function isDone({ n, sigma, C, pathC, D }: Gaussian, losses: readonly number[], population: number): boolean {
  const term = memory(n, population);
  if (losses.length >= term) {
    const recent = losses.slice(-term);
    const [least, most] = [Math.min(...recent), Math.max(...recent)];
    if (most - least <= 1e-12 * Math.max(1e-12, Math.abs(least)) || most === least) return true;
  }
  if (n === 0) return false;
  let still = true;
  for (let j = 0; j < n && still; j++) {
    still = sigma * Math.max(Math.sqrt(C[j * n + j]!), Math.abs(pathC[j]!)) < LEAST_STEP;
  }
  const [shortest, longest] = [Math.min(...D), Math.max(...D)];
  return still || sigma * longest > LARGEST || (longest / shortest) ** 2 >= MOST_CONDITION;
}

/** A new start anywhere in the cube. */
export function anywhere(n: number, random: Random): Float64Array {
  return Float64Array.from({ length: n }, () => (drawIndex(random, 1 << 30) + 0.5) / (1 << 30));
}
