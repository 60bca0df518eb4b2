import { Cholesky } from "../../math/cholesky.js";
import type { Kernel } from "./kernel.js";

/** Added to the diagonal as a share of the variance, so that rounding does not make the matrix indefinite. */
export const JITTER = 1e-12;
/** Variance of the constant mean about 0, in units of the standardised loss. */
export const MEAN_VARIANCE = 1;

/**
 * The constant mean of the greatest density and K⁻¹ (z - mean), given the factor of K; the mean itself is normal about 0
 * (C. E. Rasmussen and C. K. I. Williams, 2006, section 2.7, with one basis function).
 */
export function weightsOf(factor: Cholesky, z: Float64Array): { alpha: Float64Array; mean: number } {
  const alpha = z.slice();
  const ones = new Float64Array(z.length).fill(1);
  factor.solveLower(alpha);
  factor.solveLower(ones);
  let both = 0;
  let own = 1 / MEAN_VARIANCE;
  for (let i = 0; i < z.length; i++) {
    both += ones[i]! * alpha[i]!;
    own += ones[i]! * ones[i]!;
  }
  const mean = both / own;
  for (let i = 0; i < z.length; i++) alpha[i]! -= mean * ones[i]!;
  factor.solveUpper(alpha);
  return { alpha, mean };
}

/** Mean and variance of the noiseless loss at one row. */
export interface Prediction {
  readonly mean: number;
  readonly variance: number;
}

/** A Gaussian process given trials (C. E. Rasmussen and C. K. I. Williams, 2006, algorithm 2.1); trials can be added. */
export class Regression {
  readonly #factor: Cholesky;
  /** Measured, flat. */
  #rows: Float64Array;
  readonly #place: Float64Array;
  readonly #z: number[] = [];
  /** What the diagonal has beside the variance of the noiseless loss. */
  readonly #noises: number[] = [];
  #alpha = new Float64Array(0);
  #mean = 0;
  #stale = true;
  #buffers: Float64Array[] = [];

  constructor(
    readonly kernel: Kernel,
    capacity: number,
  ) {
    this.#factor = new Cholesky(capacity);
    this.#rows = new Float64Array(capacity * kernel.layout.columns);
    this.#place = new Float64Array(kernel.layout.columns);
  }

  get size(): number {
    return this.#z.length;
  }

  /** Adds a trial with noise of the given variance beside the model's own. False where it says nothing new. */
  add(row: Float64Array, z: number, variance: number): boolean {
    const { columns } = this.kernel.layout;
    const n = this.size;
    if ((n + 1) * columns > this.#rows.length) {
      const rows = new Float64Array(2 * (n + 1) * columns);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    const covariances = new Float64Array(n + 1);
    this.kernel.measure(row, this.#rows, n * columns);
    this.kernel.covariances(this.#measured(row), this.#rows, n, covariances);
    const noise = this.kernel.variance * JITTER + this.kernel.parameters.noise + variance;
    covariances[n] = this.kernel.variance + noise;
    if (!this.#factor.append(covariances)) return false;
    this.#z.push(z);
    this.#noises.push(noise);
    this.#stale = true;
    return true;
  }

  /** Forgets every trial from `size` on. */
  shrink(size: number): void {
    if (size >= this.size) return;
    this.#factor.shrink(size);
    this.#z.length = size;
    this.#noises.length = size;
    this.#stale = true;
  }

  /** What is predicted at each trial: with K = C + N, C K⁻¹ z is z - N K⁻¹ z. */
  means(): number[] {
    this.#prepare();
    return this.#z.map((z, i) => z - this.#noises[i]! * this.#alpha[i]!);
  }

  predict(row: Float64Array): Prediction {
    const [v] = this.#prepare();
    return this.#read(v!, row);
  }

  /** Predictions at several rows, each an array. */
  predictAll(rows: readonly Float64Array[]): Prediction[] {
    const buffers = this.#prepare();
    const [b0, b1, b2, b3] = buffers as [Float64Array, Float64Array, Float64Array, Float64Array];
    const predictions: Prediction[] = [];
    let i = 0;
    for (; i + 3 < rows.length; i += 4) {
      const means = [b0, b1, b2, b3].map((buffer, k) => this.#covariances(rows[i + k]!, buffer));
      this.#factor.solveLower4(b0, b1, b2, b3);
      [b0, b1, b2, b3].forEach((buffer, k) => {
        predictions.push({ mean: means[k]!, variance: this.#variance(buffer) });
      });
    }
    for (; i < rows.length; i++) predictions.push(this.#read(b0, rows[i]!));
    return predictions;
  }

  /**
   * The prediction at `row`; then, given how much some function of it changes with mean and variance, the derivatives of
   * that function by the ordered columns are added to `gradient`.
   */
  differentiate(
    row: Float64Array,
    slopes: (mean: number, variance: number) => readonly [byMean: number, byVariance: number],
    gradient: Float64Array,
  ): Prediction {
    const [v] = this.#prepare();
    const prediction = this.#read(v!, row);
    const [byMean, byVariance] = slopes(prediction.mean, prediction.variance);
    this.#factor.solveUpper(v!);
    for (let i = 0; i < this.size; i++) v![i] = byMean * this.#alpha[i]! - 2 * byVariance * v![i]!;
    this.kernel.addGradient(this.#measured(row), this.#rows, this.size, v!, gradient);
    return prediction;
  }

  #read(buffer: Float64Array, row: Float64Array): Prediction {
    const mean = this.#covariances(row, buffer);
    this.#factor.solveLower(buffer);
    return { mean, variance: this.#variance(buffer) };
  }

  #covariances(row: Float64Array, buffer: Float64Array): number {
    this.kernel.covariances(this.#measured(row), this.#rows, this.size, buffer);
    let mean = this.#mean;
    for (let i = 0; i < this.size; i++) mean += this.#alpha[i]! * buffer[i]!;
    return mean;
  }

  #measured(row: Float64Array): Float64Array {
    this.kernel.measure(row, this.#place, 0);
    return this.#place;
  }

  #variance(solved: Float64Array): number {
    let variance = this.kernel.variance;
    for (let i = 0; i < this.size; i++) variance -= solved[i]! * solved[i]!;
    return Math.max(variance, JITTER * this.kernel.variance);
  }

  /** Brings the weights up to date; four arrays to work in. */
  #prepare(): Float64Array[] {
    if (this.#stale) {
      const { alpha, mean } = weightsOf(this.#factor, Float64Array.from(this.#z));
      this.#alpha = alpha as Float64Array<ArrayBuffer>;
      this.#mean = mean;
      this.#stale = false;
    }
    if (this.#buffers[0]?.length !== this.size) {
      this.#buffers = Array.from({ length: 4 }, () => new Float64Array(this.size));
    }
    return this.#buffers;
  }
}
