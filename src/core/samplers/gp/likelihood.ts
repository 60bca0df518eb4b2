import { Cholesky } from "../../math/cholesky.js";
import { decay } from "../../math/exponential.js";
import { hyperparametersOf, type Prior, priorOf } from "./hyperprior.js";
import type { Layout } from "./kernel.js";
import { JITTER, MEAN_VARIANCE, weightsOf } from "./regression.js";

const ROOT_5 = Math.sqrt(5);
const THIRD = 1 / 3;
const LOG_2_PI = Math.log(2 * Math.PI);

/** Where trials lie, and how far their losses can be trusted, in squared units of the standardised loss. */
export interface Sample {
  readonly layout: Layout;
  /** Flat, one row after the other. */
  readonly rows: Float64Array;
  /** Variance of each loss by its folds, of which a share to be learnt counts as noise. */
  readonly variances: Float64Array;
  /** Noise of each loss beside that. */
  readonly known: Float64Array;
  readonly noisy: boolean;
}

/**
 * The density of losses and hyperparameters together, given where the trials lie, with its gradient over the
 * hyperparameters (C. E. Rasmussen and C. K. I. Williams, 2006, eqs. 5.8 and 5.9). Hyperparameters are a vector of
 * logarithms as {@link hyperparametersOf} reads it. The mean is the constant of the greatest density.
 */
export class Likelihood {
  readonly prior: Prior;
  readonly #n: number;
  readonly #p: number;
  readonly #variances: Float64Array;
  readonly #known: Float64Array;
  /** |x_d - y_d| of each pair of rows i > j, pair by pair; and ∂(additive part)/∂ log ℓ_d of each, not yet scaled. */
  readonly #distances: Float64Array;
  readonly #slopes: Float64Array;
  /** The joint part of each pair's covariance, the additive part, and -∂(joint part)/∂(s²/2). */
  readonly #joint: Float64Array;
  readonly #additive: Float64Array;
  readonly #steepness: Float64Array;
  readonly #factor: Cholesky;
  readonly #inverse: Float64Array;

  constructor({ layout, rows, variances, known, noisy }: Sample) {
    const n = variances.length;
    const p = layout.columns;
    const pairs = (n * (n - 1)) / 2;
    this.#n = n;
    this.#p = p;
    this.#variances = variances;
    this.#known = known;
    this.#distances = new Float64Array(pairs * p);
    this.#slopes = new Float64Array(pairs * p);
    this.#joint = new Float64Array(pairs);
    this.#additive = new Float64Array(pairs);
    this.#steepness = new Float64Array(pairs);
    this.#factor = new Cholesky(n);
    this.#inverse = new Float64Array(n * n);
    this.prior = priorOf(
      layout,
      noisy,
      variances.some((variance) => variance > 0),
    );
    let at = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        for (let d = 0; d < p; d++) {
          const difference = rows[i * p + d]! - rows[j * p + d]!;
          this.#distances[at++] = d < layout.ordered ? Math.abs(difference) : difference === 0 ? 0 : 1;
        }
      }
    }
  }

  /** The negative logarithm of the density of `z` and `vector`, its derivatives by `vector` in `gradient`. */
  evaluate(vector: Float64Array, z: Float64Array, gradient: Float64Array): number {
    if (!this.#factorise(vector)) return Number.POSITIVE_INFINITY;
    const { alpha, value } = this.#data(z);
    this.#differentiate(vector, alpha, gradient);
    return value + this.prior.add(vector, gradient);
  }

  /** The negative logarithm of the density of each of several `z`, given `vector`, whose own prior is left out. */
  compare(vector: Float64Array, candidates: readonly Float64Array[]): number[] {
    if (!this.#factorise(vector)) return candidates.map(() => Number.POSITIVE_INFINITY);
    return candidates.map((z) => this.#data(z).value);
  }

  #factorise(vector: Float64Array): boolean {
    const n = this.#n;
    const p = this.#p;
    const distances = this.#distances;
    const slopes = this.#slopes;
    const { lengths, ratio, joint, additive, noise, folds } = hyperparametersOf(vector, p);
    const rates = lengths.map((length) => ROOT_5 / (ratio * length));
    const share = additive / p;
    const diagonal = (joint + additive) * (1 + JITTER) + noise;
    const factor = this.#factor;
    const row = new Float64Array(n);
    factor.shrink(0);
    for (let i = 0, pair = 0, at = 0; i < n; i++) {
      for (let j = 0; j < i; j++, pair++) {
        let square = 0;
        let sum = 0;
        for (let d = 0; d < p; d++, at++) {
          const t = rates[d]! * distances[at]!;
          const e = decay(t);
          const bend = t * t * THIRD;
          square += t * t;
          sum += (1 + t + bend) * e;
          slopes[at] = bend * (1 + t) * e;
        }
        const s = ratio * Math.sqrt(square);
        const e = decay(s);
        const jointPart = joint * (1 + s + s * s * THIRD) * e;
        const additivePart = share * sum;
        this.#joint[pair] = jointPart;
        this.#additive[pair] = additivePart;
        this.#steepness[pair] = joint * (1 + s) * e * THIRD;
        row[j] = jointPart + additivePart;
      }
      row[i] = diagonal + folds * this.#variances[i]! + this.#known[i]!;
      if (!factor.append(row)) return false;
    }
    return true;
  }

  #data(z: Float64Array): { alpha: Float64Array; value: number } {
    const { alpha, mean } = weightsOf(this.#factor, z);
    let fit = (mean * mean) / MEAN_VARIANCE;
    for (let i = 0; i < z.length; i++) fit += alpha[i]! * (z[i]! - mean);
    return { alpha, value: 0.5 * fit + this.#factor.halfLogDeterminant() + 0.5 * z.length * LOG_2_PI };
  }

  #differentiate(vector: Float64Array, alpha: Float64Array, gradient: Float64Array): void {
    const n = this.#n;
    const p = this.#p;
    const distances = this.#distances;
    const slopes = this.#slopes;
    const inverse = this.#inverse;
    this.#factor.inverse(inverse);
    const { lengths, joint, additive, noise, folds } = hyperparametersOf(vector, p);
    const share = additive / p;
    const lengthSums = new Float64Array(p);
    let ratioSum = 0;
    let jointSum = 0;
    let additiveSum = 0;
    let trace = 0;
    let foldTrace = 0;
    gradient.fill(0);
    for (let i = 0, pair = 0, at = 0; i < n; i++) {
      for (let j = 0; j < i; j++, pair++) {
        const w = inverse[i * n + j]! - alpha[i]! * alpha[j]!;
        const steep = w * this.#steepness[pair]!;
        const shared = w * share;
        for (let d = 0; d < p; d++, at++) {
          const distance = distances[at]!;
          const slope = shared * slopes[at]!;
          lengthSums[d]! += steep * distance * distance;
          gradient[d]! += slope;
          ratioSum += slope;
        }
        jointSum += w * this.#joint[pair]!;
        additiveSum += w * this.#additive[pair]!;
      }
      const own = inverse[i * n + i]! - alpha[i]! * alpha[i]!;
      trace += own;
      foldTrace += own * this.#variances[i]!;
    }
    for (let d = 0; d < p; d++) gradient[d]! += (5 / lengths[d]! ** 2) * lengthSums[d]!;
    gradient[p] = ratioSum;
    gradient[p + 1] = jointSum + 0.5 * trace * joint * (1 + JITTER);
    gradient[p + 2] = additiveSum + 0.5 * trace * additive * (1 + JITTER);
    gradient[p + 3] = 0.5 * trace * noise;
    if (gradient.length > p + 4) gradient[p + 4] = 0.5 * foldTrace * folds;
  }
}
