import { decay } from "../../math/exponential.js";

/**
 * What the model believes of an objective over rows of `columns` numbers; all variances are in units of the standardised
 * loss. The covariance of two rows x and y is
 *
 *   joint · m(√5 ‖(x - y) / ℓ‖) + additive / columns · Σ_d m(√5 |x_d - y_d| / (ratio ℓ_d)),
 *   m(s) = (1 + s + s²/3) exp(-s),
 *
 * the first a Matérn 5/2 covariance with a length for each column (C. E. Rasmussen and C. K. I. Williams, "Gaussian
 * Processes for Machine Learning", 2006, eq. 4.17), the second the first-order additive covariance of D. Duvenaud et al.,
 * "Additive Gaussian Processes", NIPS 2011, section 2: losses are often close to a sum of effects of single parameters,
 * and then few trials tell much about many dimensions. The difference of two categories is 0 or 1.
 */
export interface Hyperparameters {
  readonly lengths: Float64Array;
  readonly ratio: number;
  readonly joint: number;
  readonly additive: number;
  /** Variance of the noise that every trial has. */
  readonly noise: number;
  /** The share of a trial's fold variance that counts as noise. */
  readonly folds: number;
}

/** Columns of the rows: `ordered` places in [0, 1] first, then categories up to `columns`. */
export interface Layout {
  readonly columns: number;
  readonly ordered: number;
}

const ROOT_5 = Math.sqrt(5);

/** The covariance function of given hyperparameters, over rows that lie flat in arrays. */
export class Kernel {
  /** Variance of the noiseless loss. */
  readonly variance: number;
  /** 5 / ℓ². */
  readonly #weights: Float64Array;
  /** √5 / (ratio ℓ). */
  readonly #rates: Float64Array;
  readonly #share: number;

  constructor(
    readonly layout: Layout,
    readonly parameters: Hyperparameters,
  ) {
    const { lengths, ratio, joint, additive } = parameters;
    this.variance = joint + additive;
    this.#weights = lengths.map((length) => 5 / length ** 2);
    this.#rates = lengths.map((length) => ROOT_5 / (ratio * length));
    this.#share = additive > 1e-9 * joint ? additive / layout.columns : 0;
  }

  /** Covariances of the row at `x` with the first `count` of `rows`, written into `target`. */
  covariances(x: Float64Array, rows: Float64Array, count: number, target: Float64Array): void {
    const { columns, ordered } = this.layout;
    const weights = this.#weights;
    const rates = this.#rates;
    const share = this.#share;
    const { joint } = this.parameters;
    for (let i = 0, at = 0; i < count; i++, at += columns) {
      let square = 0;
      let sum = 0;
      for (let d = 0; d < ordered; d++) {
        const difference = x[d]! - rows[at + d]!;
        square += weights[d]! * difference * difference;
        if (share > 0) {
          const t = rates[d]! * Math.abs(difference);
          sum += (1 + t + (t * t) / 3) * decay(t);
        }
      }
      for (let d = ordered; d < columns; d++) {
        if (x[d] === rows[at + d]) {
          sum += 1;
          continue;
        }
        square += weights[d]!;
        const t = rates[d]!;
        sum += (1 + t + (t * t) / 3) * decay(t);
      }
      const s = Math.sqrt(square);
      target[i] = joint * (1 + s + square / 3) * decay(s) + share * sum;
    }
  }

  /** Adds Σ_i factors[i] ∂k(x, row i)/∂x to `gradient`, over the ordered columns. */
  addGradient(x: Float64Array, rows: Float64Array, count: number, factors: Float64Array, gradient: Float64Array): void {
    const { columns, ordered } = this.layout;
    const weights = this.#weights;
    const rates = this.#rates;
    const share = this.#share;
    const { joint } = this.parameters;
    for (let i = 0, at = 0; i < count; i++, at += columns) {
      const factor = factors[i]!;
      let square = 0;
      for (let d = 0; d < ordered; d++) {
        const difference = x[d]! - rows[at + d]!;
        square += weights[d]! * difference * difference;
        if (share > 0) {
          const rate = rates[d]!;
          const t = rate * Math.abs(difference);
          gradient[d]! -= (factor * share * rate * rate * difference * (1 + t) * decay(t)) / 3;
        }
      }
      for (let d = ordered; d < columns; d++) if (x[d] !== rows[at + d]) square += weights[d]!;
      const s = Math.sqrt(square);
      const slope = (-factor * joint * (1 + s) * decay(s)) / 3;
      for (let d = 0; d < ordered; d++) gradient[d]! += slope * weights[d]! * (x[d]! - rows[at + d]!);
    }
  }
}
