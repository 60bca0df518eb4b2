import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { drawNormal, type Random } from "../../math/random.js";
import { type Strategy, strategyOf } from "./strategy.js";

/** A normal distribution N(mean, sigma² A C A) that learns from its draws, named as in the paper; A is the margin's. */
export interface Gaussian {
  readonly n: number;
  /** Updates so far. */
  readonly updates: number;
  readonly mean: Float64Array;
  readonly sigma: number;
  /** Rows of the covariance matrix. */
  readonly C: Float64Array;
  readonly diagonal: boolean;
  /** The diagonal of the matrix that keeps discrete coordinates moving; ones for all others. */
  readonly A: Float64Array;
  readonly pathSigma: Float64Array;
  readonly pathC: Float64Array;
  /** C = B D² Bᵀ; the columns of B are the axes, null where these are the coordinates'. */
  readonly B: Float64Array | null;
  readonly D: Float64Array;
}

/** One judged draw: (x - mean) / (sigma A), and for each coordinate whether it had any effect. */
export interface Judged {
  readonly y: Float64Array;
  readonly active: readonly boolean[] | null;
  /** Whether the draw came from elsewhere, so that its length may be anything. */
  readonly injected: boolean;
}

/** From so many dimensions on a full covariance would take more trials to learn than any study has. */
const DIAGONAL_FROM = 80;
/** Axes are never shorter than this part of the longest one, which keeps the inverse accurate. */
const LEAST_AXIS = 1e-7;
const LARGEST_SIGMA = 1e4;

export function gaussianAt(mean: Float64Array, sigma: number, C: Float64Array | null = null): Gaussian {
  const n = mean.length;
  const diagonal = n >= DIAGONAL_FROM;
  const covariance = C !== null && !diagonal ? C : identity(n);
  return {
    n,
    updates: 0,
    mean,
    sigma,
    C: covariance,
    diagonal,
    A: new Float64Array(n).fill(1),
    pathSigma: new Float64Array(n),
    pathC: new Float64Array(n),
    ...(C !== null && !diagonal ? axesOf(covariance, n, diagonal) : { B: null, D: new Float64Array(n).fill(1) }),
  };
}

/** A draw of y from N(0, C), from standard normal numbers. */
export function drawn({ n, B, D }: Gaussian, z: Float64Array): Float64Array {
  const y = new Float64Array(n);
  if (B === null) {
    for (let i = 0; i < n; i++) y[i] = D[i]! * z[i]!;
    return y;
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += B[i * n + k]! * D[k]! * z[k]!;
    y[i] = sum;
  }
  return y;
}

export function normals(n: number, random: Random): Float64Array {
  return Float64Array.from({ length: n }, () => drawNormal(random));
}

/**
 * The distribution after judged draws, the best first: N. Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), figure
 * 6, with negative weights. Draws from elsewhere are shortened to a likely length (N. Hansen, "Injecting External Solutions
 * Into CMA-ES", 2011, equation 1). A coordinate without effect in a draw does not move the mean.
 */
export function updated(before: Gaussian, judged: readonly Judged[]): Gaussian {
  const { n, sigma, diagonal } = before;
  const strategy = strategyOf(n, judged.length, diagonal);
  const { weights, muEff, cSigma, dSigma, cC, chiN } = strategy;
  const draws = judged.map((draw) => ({ ...draw, y: draw.injected ? shortened(before, draw.y) : draw.y }));

  const step = new Float64Array(n);
  const mean = before.mean.slice();
  draws.forEach(({ y, active }, i) => {
    if (weights[i]! <= 0) return;
    for (let j = 0; j < n; j++) {
      step[j]! += weights[i]! * y[j]!;
      if (active === null || active[j]) mean[j]! += weights[i]! * sigma * before.A[j]! * y[j]!;
    }
  });

  const updates = before.updates + 1;
  const whitened = whiten(before, step);
  const gain = Math.sqrt(cSigma * (2 - cSigma) * muEff);
  const pathSigma = before.pathSigma.map((p, j) => (1 - cSigma) * p + gain * whitened[j]!);
  const length = norm(pathSigma);
  const scale = Math.exp((cSigma / dSigma) * (length / chiN - 1));

  const calm = length / Math.sqrt(1 - (1 - cSigma) ** (2 * (updates + 1))) < (1.4 + 2 / (n + 1)) * chiN;
  const push = calm ? Math.sqrt(cC * (2 - cC) * muEff) : 0;
  const pathC = before.pathC.map((p, j) => (1 - cC) * p + push * step[j]!);

  const C = covarianceAfter(before, draws, strategy, pathC, calm);
  return {
    ...before,
    updates,
    mean,
    sigma: Math.min(LARGEST_SIGMA, sigma * scale),
    C,
    pathSigma,
    pathC,
    ...axesOf(C, n, diagonal),
  };
}

function covarianceAfter(
  before: Gaussian,
  draws: readonly Judged[],
  { weights, c1, cMu, cC }: Strategy,
  pathC: Float64Array,
  calm: boolean,
): Float64Array {
  const { n, diagonal } = before;
  const sum = weights.reduce((a, b) => a + b, 0);
  const keep = 1 + (calm ? 0 : c1 * cC * (2 - cC)) - c1 - cMu * sum;
  const C = before.C.map((entry) => keep * entry);
  const add = (weight: number, y: Float64Array) => {
    for (let j = 0; j < n; j++) {
      if (diagonal) C[j * n + j]! += weight * y[j]! * y[j]!;
      else for (let k = 0; k < n; k++) C[j * n + k]! += weight * y[j]! * y[k]!;
    }
  };
  add(c1, pathC);
  draws.forEach(({ y }, i) => {
    const weight = weights[i]!;
    // Long bad draws would otherwise make the matrix indefinite.
    add(cMu * (weight >= 0 ? weight : (weight * n) / (norm(whiten(before, y)) ** 2 + 1e-8)), y);
  });
  return C;
}

function shortened(gaussian: Gaussian, y: Float64Array): Float64Array {
  const { n } = gaussian;
  const length = norm(whiten(gaussian, y));
  const likely = Math.sqrt(n) + (2 * n) / (n + 2);
  return length <= likely ? y : y.map((entry) => (entry * likely) / length);
}

/** C^(-1/2) y. */
export function whiten({ n, B, D }: Gaussian, y: Float64Array): Float64Array {
  if (B === null) return y.map((entry, i) => entry / D[i]!);
  const along = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += B[i * n + k]! * y[i]!;
    along[k] = sum / D[k]!;
  }
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += B[i * n + k]! * along[k]!;
    result[i] = sum;
  }
  return result;
}

function axesOf(C: Float64Array, n: number, diagonal: boolean): Pick<Gaussian, "B" | "D"> {
  if (n === 0 || diagonal) {
    return { B: null, D: Float64Array.from({ length: n }, (_, i) => Math.sqrt(Math.max(1e-16, C[i * n + i]!))) };
  }
  const matrix = Matrix.from1DArray(n, n, C);
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const longest = Math.sqrt(Math.max(...realEigenvalues, 1e-16));
  return {
    B: Float64Array.from(eigenvectorMatrix.to1DArray()),
    D: Float64Array.from(realEigenvalues, (value) => Math.max(Math.sqrt(Math.max(0, value)), LEAST_AXIS * longest)),
  };
}

function identity(n: number): Float64Array {
  const C = new Float64Array(n * n);
  for (let i = 0; i < n; i++) C[i * n + i] = 1;
  return C;
}

function norm(y: Float64Array): number {
  return Math.sqrt(y.reduce((sum, entry) => sum + entry * entry, 0));
}
