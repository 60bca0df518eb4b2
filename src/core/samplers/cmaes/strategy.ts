/** The constants of one update, named as in the paper. */
export interface Strategy {
  readonly weights: Float64Array;
  readonly muEff: number;
  readonly c1: number;
  readonly cMu: number;
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cC: number;
  /** The expected length of a standard normal vector. */
  readonly chiN: number;
}

/** The usual number of draws of a generation: N. Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), equation 48. */
export function defaultPopulation(dimensions: number): number {
  return 4 + Math.floor(3 * Math.log(Math.max(1, dimensions)));
}

/**
 * Weights, the negative ones included, and learning rates for `lambda` draws in n dimensions: ibid., equations 49 to 58.
 * With `diagonal`, for covariance matrices that stay diagonal, the learning rates of the covariance are (n + 2) / 3 times
 * as large (R. Ros and N. Hansen, "A Simple Modification in CMA-ES Achieving Linear Time and Space Complexity", 2008).
 */
export function strategyOf(n: number, lambda: number, diagonal = false): Strategy {
  const mu = Math.floor(lambda / 2);
  const raw = Array.from({ length: lambda }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
  const muEff = effective(raw.slice(0, mu));
  const muEffMinus = effective(raw.slice(mu));
  const faster = diagonal ? (n + 2) / 3 : 1;
  const c1 = Math.min(0.5, (faster * 2) / ((n + 1.3) ** 2 + muEff));
  const cMu = Math.min(1 - c1 - 1e-8, (faster * 2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff));
  const least = Math.min(1 + c1 / cMu, 1 + (2 * muEffMinus) / (muEff + 2), (1 - c1 - cMu) / (n * cMu));
  const positive = raw.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const negative = raw.reduce((sum, weight) => sum - Math.min(0, weight), 0);
  const cSigma = (muEff + 2) / (n + muEff + 5);
  return {
    weights: Float64Array.from(raw, (weight) => weight * (weight >= 0 ? 1 / positive : least / negative)),
    muEff,
    c1,
    cMu,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cC: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    chiN: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** The effective number of draws behind weights. */
function effective(weights: readonly number[]): number {
  const sum = weights.reduce((a, b) => a + b, 0);
  return sum ** 2 / weights.reduce((a, b) => a + b * b, 0);
}
