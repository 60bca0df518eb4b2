import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** The part of earlier trials that counts as good, and the spread around each of them, in units of the ranges. */
const GOOD = 0.1;
const AROUND = 0.1;

export interface WarmStart {
  readonly mean: Float64Array;
  readonly sigma: number;
  readonly C: Float64Array;
}

/** How many earlier trials it takes. */
export const ENOUGH = Math.round(1 / GOOD);

/**
 * The normal distribution nearest to a mixture of small ones around the best tenth of earlier trials (M. Nomura et al.,
 * "Warm Starting CMA-ES for Hyperparameter Optimization", AAAI 2021, equations 11 and 12). `places` are ordered, the best
 * first; there are at least {@link ENOUGH} of them.
 */
export function warmStart(places: readonly Float64Array[]): WarmStart {
  const good = places.slice(0, Math.floor(places.length * GOOD + 1e-9));
  const n = good[0]!.length;
  const mean = new Float64Array(n);
  for (const place of good) for (let j = 0; j < n; j++) mean[j]! += place[j]! / good.length;
  const C = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (const place of good) sum += (place[j]! - mean[j]!) * (place[k]! - mean[k]!);
      C[j * n + k] = sum / good.length + (j === k ? AROUND ** 2 : 0);
    }
  }
  const volume = n === 0 ? 1 : rootOfDeterminant(C, n);
  return { mean, sigma: Math.sqrt(volume), C: C.map((entry) => entry / volume) };
}

/** The n-th root of the determinant of a symmetric positive definite matrix. */
function rootOfDeterminant(C: Float64Array, n: number): number {
  const { realEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(n, n, C), { assumeSymmetric: true });
  return Math.exp(realEigenvalues.reduce((sum, value) => sum + Math.log(value), 0) / n);
}
