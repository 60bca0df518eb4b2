import { strategyOf } from "./strategy.js";

/** Independent categorical distributions that learn from their draws, with the state of their step size. */
export interface Categories {
  /** The probability of each category, dimension by dimension. */
  readonly q: readonly Float64Array[];
  /** The path of natural gradients in the square root of the Fisher metric, the step size's state, named as in the paper. */
  readonly s: Float64Array;
  readonly gamma: number;
  readonly Delta: number;
  readonly delta: number;
}

const ALPHA = 1.5;

export function categoriesOf(priors: readonly Float64Array[]): Categories {
  const q = priors.map((prior) => prior.slice());
  const free = priors.reduce((sum, prior) => sum + prior.length - 1, 0);
  return { q: withLeast(q), s: new Float64Array(free), gamma: 0, Delta: 1, delta: 1 };
}

/**
 * The distributions after draws, the best first, by the natural gradient with an adaptive step (R. Hamano et al., "CatCMA:
 * Stochastic Optimization for Mixed-Category Problems", GECCO 2024, section 3; Y. Akimoto et al., "Adaptive Stochastic
 * Natural Gradient Method for One-Shot Neural Architecture Search", ICML 2019, algorithm 1 and appendix B). A dimension
 * that had no effect in a draw is -1 there, and learns nothing from it.
 */
export function categoriesAfter(before: Categories, draws: readonly (readonly number[])[]): Categories {
  const { q } = before;
  if (q.length === 0) return before;
  const weights = strategyOf(1, draws.length).weights;
  const gradients = q.map((own, dimension) => {
    const gradient = new Float64Array(own.length);
    draws.forEach((draw, i) => {
      const category = draw[dimension]!;
      if (weights[i]! <= 0 || category < 0) return;
      for (let k = 0; k < own.length; k++) gradient[k]! += weights[i]! * ((k === category ? 1 : 0) - own[k]!);
    });
    return gradient;
  });
  const fisher = fisherRoot(q, gradients);
  const length = Math.sqrt(fisher.reduce((sum, entry) => sum + entry * entry, 0)) + 1e-30;
  const step = before.delta / length;
  const moved = q.map((own, dimension) => own.map((probability, k) => probability + step * gradients[dimension]![k]!));

  const delta = 1 / before.Delta;
  const beta = delta / Math.sqrt(fisher.length);
  const s = before.s.map((entry, i) => (1 - beta) * entry + (Math.sqrt(beta * (2 - beta)) * fisher[i]!) / length);
  const gamma = (1 - beta) ** 2 * before.gamma + beta * (2 - beta);
  const squared = s.reduce((sum, entry) => sum + entry * entry, 0);
  const Delta = before.Delta * Math.exp(beta * (gamma - squared / ALPHA));
  return { q: withLeast(moved), s, gamma, Delta, delta };
}

function fisherRoot(q: readonly Float64Array[], gradients: readonly Float64Array[]): Float64Array {
  const entries = q.flatMap((own, dimension) => {
    const gradient = gradients[dimension]!;
    const last = own.length - 1;
    const sum = gradient.subarray(0, last).reduce((a, b) => a + b, 0);
    const rest = own[last]! + Math.sqrt(own[last]!);
    return Array.from({ length: last }, (_, k) => {
      const root = Math.sqrt(own[k]!);
      return gradient[k]! / root + (root * sum) / rest;
    });
  });
  return Float64Array.from(entries);
}

/** No category dies out: each keeps so much that a generation holds another one than the likeliest now and then. */
function withLeast(q: readonly Float64Array[]): readonly Float64Array[] {
  return q.map((own) => {
    const count = own.length;
    if (count < 2) return own;
    const least = (1 - 0.73 ** (1 / q.length)) / (count - 1);
    const raised = own.map((probability) => Math.max(probability, least));
    const sum = raised.reduce((a, b) => a + b, 0);
    const free = sum - least * count;
    if (free <= 0) return own.map(() => 1 / count);
    const lowered = raised.map((probability) => probability - ((sum - 1) * (probability - least)) / free);
    const total = lowered.reduce((a, b) => a + b, 0);
    return lowered.map((probability) => probability / total);
  });
}
