import { Cholesky } from "../../math/cholesky.js";
import { minimise } from "../../math/quasi-newton.js";

/** One row: when it was, in generations, and where, in numbers from 0 to 1. */
export interface Row {
  readonly time: number;
  readonly place: readonly number[];
}

/**
 * Hyperparameters of a process that forgets: the covariance of two rows is
 *
 *   variance · exp(-‖x - x'‖² / (2 length²)) · (1 - forgetting)^(|t - t'| / 2)
 *
 * (I. Bogunovic, J. Scarlett and V. Cevher, "Time-Varying Gaussian Process Bandit Optimization", AISTATS 2016, section
 * 4; J. Parker-Holder, V. Nguyen and S. Roberts, "Provably Efficient Online Hyperparameter Optimization with
 * Population-Based Bandits", NeurIPS 2020, eq. 6), and each value has noise beside.
 */
export interface Forgetting {
  readonly variance: number;
  readonly length: number;
  readonly forgetting: number;
  readonly noise: number;
}

export function covariance({ variance, length, forgetting }: Forgetting, a: Row, b: Row): number {
  const square = squaredDistance(a, b);
  return variance * Math.exp(-square / (2 * length * length)) * (1 - forgetting) ** (Math.abs(a.time - b.time) / 2);
}

/** The Gaussian process of given rows and values; values are to have mean 0 and variance near 1. */
export class TimeVaryingProcess {
  readonly #factor: Cholesky;
  readonly #rows: Row[];
  readonly #weights: Float64Array;
  readonly #known: number;

  /** `pending`: rows without a value, of trials that run; they lower the variance around them, and leave the mean. */
  constructor(
    readonly parameters: Forgetting,
    rows: readonly Row[],
    values: readonly number[],
    pending: readonly Row[] = [],
  ) {
    this.#rows = [...rows, ...pending];
    this.#known = rows.length;
    this.#factor = factorOf(parameters, this.#rows);
    this.#weights = Float64Array.from(values);
    const own = pending.length === 0 ? this.#factor : factorOf(parameters, rows);
    own.solveLower(this.#weights);
    own.solveUpper(this.#weights);
  }

  /** Mean and standard deviation of the noiseless value at a row. */
  predict(row: Row): { readonly mean: number; readonly deviation: number } {
    const solved = Float64Array.from(this.#rows, (other) => covariance(this.parameters, row, other));
    let mean = 0;
    for (let i = 0; i < this.#known; i++) mean += solved[i]! * this.#weights[i]!;
    this.#factor.solveLower(solved);
    let variance = this.parameters.variance;
    for (const entry of solved) variance -= entry * entry;
    return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
  }
}

/** Bounds of the logarithms of variance, length and noise, and of forgetting itself, which PB2 bounds by a half. */
const LOW = Float64Array.of(Math.log(0.05), Math.log(0.05), Math.log(1e-4), 0);
const HIGH = Float64Array.of(Math.log(20), Math.log(4), Math.log(1), 0.5);
/** Where the search for the likeliest hyperparameters begins. */
const STARTS: readonly (readonly number[])[] = [
  [0, Math.log(0.5), Math.log(0.1), 0.1],
  [0, Math.log(0.2), Math.log(0.01), 0.02],
];

/** The hyperparameters under which the values are likeliest (C. E. Rasmussen and C. K. I. Williams, 2006, eq. 5.8). */
export function fitForgetting(rows: readonly Row[], values: readonly number[]): Forgetting {
  const likelihood = new TimeVaryingLikelihood(rows, values);
  const found = STARTS.map((start) =>
    minimise((x, gradient) => likelihood.evaluate(x, gradient), Float64Array.from(start), LOW, HIGH, {
      iterations: 25,
      evaluations: 40,
      gradientTolerance: 1e-3,
      valueTolerance: 1e-5,
      firstStep: 0.3,
    }),
  );
  return forgettingOf(found.reduce((a, b) => (b.value < a.value ? b : a)).x);
}

/** The hyperparameters of a vector: the logarithms of variance, length and noise, then forgetting. */
export function forgettingOf(x: ArrayLike<number>): Forgetting {
  return { variance: Math.exp(x[0]!), length: Math.exp(x[1]!), noise: Math.exp(x[2]!), forgetting: x[3]! };
}

/** The negative logarithm of the values' density, with its gradient (ibid., eq. 5.9). */
export class TimeVaryingLikelihood {
  constructor(
    private readonly rows: readonly Row[],
    private readonly values: readonly number[],
  ) {}

  evaluate(x: Float64Array, gradient: Float64Array): number {
    const parameters = forgettingOf(x);
    const { length, forgetting, noise } = parameters;
    const n = this.rows.length;
    gradient.fill(0);
    const factor = factorOf(parameters, this.rows);
    if (factor.size < n) return Number.POSITIVE_INFINITY;
    const weights = Float64Array.from(this.values);
    factor.solveLower(weights);
    factor.solveUpper(weights);
    const inverse = new Float64Array(n * n);
    factor.inverse(inverse);
    let fit = 0;
    for (let i = 0; i < n; i++) {
      fit += this.values[i]! * weights[i]!;
      for (let j = 0; j <= i; j++) {
        const a = this.rows[i]!;
        const b = this.rows[j]!;
        const k = covariance(parameters, a, b);
        const both = i === j ? 0.5 : 1;
        const slope = both * (inverse[i * n + j]! - weights[i]! * weights[j]!);
        gradient[0]! += slope * k;
        gradient[1]! += (slope * k * squaredDistance(a, b)) / (length * length);
        gradient[3]! -= (slope * k * Math.abs(a.time - b.time)) / (2 * (1 - forgetting));
        if (i === j) gradient[2]! += slope * noise;
      }
    }
    return 0.5 * fit + factor.halfLogDeterminant() + 0.5 * n * Math.log(2 * Math.PI);
  }
}

function factorOf(parameters: Forgetting, rows: readonly Row[]): Cholesky {
  const factor = new Cholesky(Math.max(1, rows.length));
  for (const [i, row] of rows.entries()) {
    const covariances = Float64Array.from({ length: i + 1 }, (_, j) => covariance(parameters, row, rows[j]!));
    covariances[i]! += parameters.noise;
    factor.append(covariances);
  }
  return factor;
}

function squaredDistance(a: Row, b: Row): number {
  let square = 0;
  for (let d = 0; d < a.place.length; d++) square += (a.place[d]! - b.place[d]!) ** 2;
  return square;
}
