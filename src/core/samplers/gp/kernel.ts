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
const THIRD = 1 / 3;

/** The covariance function of given hyperparameters, over rows that lie flat in arrays. */
export class Kernel {
  /** Variance of the noiseless loss. */
  readonly variance: number;
  /** √5 / (ratio ℓ): what a column is multiplied by to become the t of the additive part. */
  readonly #rates: Float64Array;
  readonly #share: number;

  constructor(
    readonly layout: Layout,
    readonly parameters: Hyperparameters,
  ) {
    const { lengths, ratio, joint, additive } = parameters;
    this.variance = joint + additive;
    this.#rates = lengths.map((length) => ROOT_5 / (ratio * length));
    this.#share = additive > 1e-9 * joint ? additive / layout.columns : 0;
  }

  /** Writes a row from `source` to `target` at `offset` in the measure that the other methods take. */
  measure(source: Float64Array, target: Float64Array, offset: number): void {
    const { columns, ordered } = this.layout;
    for (let d = 0; d < ordered; d++) target[offset + d] = source[d]! * this.#rates[d]!;
    for (let d = ordered; d < columns; d++) target[offset + d] = source[d]!;
  }

  /** Covariances of the measured row `x` with the first `count` of measured `rows`, written into `target`. */
  covariances(x: Float64Array, rows: Float64Array, count: number, target: Float64Array): void {
    const { columns, ordered } = this.layout;
    const rates = this.#rates;
    const share = this.#share;
    const { joint, ratio } = this.parameters;
    for (let i = 0, at = 0; i < count; i++, at += columns) {
      let square = 0;
      let sum = 0;
      for (let d = 0; d < ordered; d++) {
        const t = Math.abs(x[d]! - rows[at + d]!);
        square += t * t;
        sum += (1 + t + t * t * THIRD) * decay(t);
      }
      for (let d = ordered; d < columns; d++) {
        const t = x[d] === rows[at + d] ? 0 : rates[d]!;
        square += t * t;
        sum += (1 + t + t * t * THIRD) * decay(t);
      }
      const s = ratio * Math.sqrt(square);
      target[i] = joint * (1 + s + s * s * THIRD) * decay(s) + share * sum;
    }
  }

  /**
   * Adds Σ_i factors[i] ∂k(x, row i)/∂x to `gradient`, over the ordered columns as they were before they were measured.
   */
  addGradient(x: Float64Array, rows: Float64Array, count: number, factors: Float64Array, gradient: Float64Array): void {
    const { columns, ordered } = this.layout;
    const rates = this.#rates;
    const share = this.#share * THIRD;
    const { joint, ratio } = this.parameters;
    const measured = new Float64Array(ordered);
    for (let i = 0, at = 0; i < count; i++, at += columns) {
      const factor = factors[i]!;
      let square = 0;
      for (let d = 0; d < ordered; d++) {
        const difference = x[d]! - rows[at + d]!;
        square += difference * difference;
      }
      for (let d = ordered; d < columns; d++) if (x[d] !== rows[at + d]) square += rates[d]! * rates[d]!;
      const s = ratio * Math.sqrt(square);
      const slope = joint * ratio * ratio * THIRD * (1 + s) * decay(s);
      for (let d = 0; d < ordered; d++) {
        const difference = x[d]! - rows[at + d]!;
        const t = Math.abs(difference);
        measured[d]! -= factor * difference * (slope + share * (1 + t) * decay(t));
      }
    }
    for (let d = 0; d < ordered; d++) gradient[d]! += measured[d]! * rates[d]!;
  }
}
