import { LOG_ROOT_TWO_PI, logNormalDensity, normalCdf, normalQuantile } from "../../math/normal.js";
import { drawWeighted, type Random } from "../../math/random.js";
import { logNormalMass, truncatedNormalQuantile } from "../../math/truncated-normal.js";
import type { Dimension } from "../cube.js";
import { bandwidths } from "./bandwidth.js";
import type { Candidate } from "./candidate.js";

/** How many kernels a mixture is over, and how they are weighted and widened. */
export interface MixtureShape {
  /** The weight of the parameters' own distributions beside 1 for each trial. */
  readonly priorWeight: number;
  readonly good: boolean;
}

/**
 * A density over some dimensions of the cube: one kernel for each trial, and one for the parameters' own distributions.
 * A kernel is a product of a truncated normal for each ordered dimension and a probability for each category; where a
 * trial has no value, that of the parameter's own distribution takes its place, so a trial of another branch of a
 * conditional space says nothing about the parameters that it did not have.
 */
export class Mixture {
  readonly #kernels: number;
  readonly #weights: Float64Array;
  readonly #logWeights: Float64Array;
  readonly #factors: readonly Factor[];

  constructor(
    private readonly dimensions: readonly Dimension[],
    rows: readonly Float64Array[],
    shape: MixtureShape,
  ) {
    this.#kernels = rows.length + 1;
    this.#weights = new Float64Array(this.#kernels).fill(1);
    this.#weights[rows.length] = rows.length === 0 ? 1 : shape.priorWeight;
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.#logWeights = this.#weights.map((weight) => Math.log(weight / total));
    this.#factors = dimensions.map((dimension) => {
      const column = Float64Array.from(rows, (row) => row[dimension.index]!);
      return dimension.categories > 0
        ? new CategoryFactor(dimension, column, shape)
        : new NormalFactor(dimension, column, dimensions.length, shape);
    });
  }

  /** Draws a kernel; its number is handed to {@link draw}, so that the dimensions of a draw belong together. */
  drawKernel(random: Random): number {
    return drawWeighted(random, this.#weights);
  }

  /** A coordinate on dimension number `position` of the mixture. */
  draw(kernel: number, position: number, random: Random): number {
    return this.#factors[position]!.draw(kernel, random);
  }

  /** The logarithm of the density at each candidate, over the dimensions that are active in it. */
  logDensities(candidates: readonly Candidate[]): Float64Array {
    const n = this.#kernels;
    const sums = new Float64Array(n);
    return Float64Array.from(candidates, (candidate) => {
      sums.set(this.#logWeights);
      for (let i = 0; i < this.dimensions.length; i++) {
        const coordinate = candidate.coordinates[this.dimensions[i]!.index]!;
        if (!Number.isNaN(coordinate)) this.#factors[i]!.add(candidate, sums);
      }
      return logSumExp(sums);
    });
  }
}

interface Factor {
  draw(kernel: number, random: Random): number;
  /** Adds the logarithm of each kernel's density (for discrete dimensions: probability) at the candidate. */
  add(candidate: Candidate, sums: Float64Array): void;
}

class CategoryFactor implements Factor {
  /** Probability of each category under a kernel that saw category i, in row i; the last row is the prior. */
  readonly #rows: readonly Float64Array[];
  readonly #logs: readonly Float64Array[];
  readonly #kinds: Int32Array;

  constructor(
    private readonly dimension: Dimension,
    column: Float64Array,
    shape: MixtureShape,
  ) {
    const { categories, weights } = dimension;
    // As in Bergstra's estimator: one observation beside the prior, which counts less the more trials there are.
    const share = shape.priorWeight / (column.length + 1);
    const rows = Array.from({ length: categories }, (_, seen) =>
      weights.map((weight, i) => (share * categories * weight + (i === seen ? 1 : 0)) / (share * categories + 1)),
    );
    this.#rows = [...rows, weights];
    this.#logs = this.#rows.map((row) => row.map(Math.log));
    this.#kinds = new Int32Array(column.length + 1).fill(categories);
    for (let k = 0; k < column.length; k++) if (!Number.isNaN(column[k]!)) this.#kinds[k] = column[k]!;
  }

  draw(kernel: number, random: Random): number {
    return drawWeighted(random, this.#rows[this.#kinds[kernel]!]!);
  }

  add(candidate: Candidate, sums: Float64Array): void {
    const category = candidate.coordinates[this.dimension.index]!;
    const logs = Float64Array.from(this.#logs, (row) => row[category]!);
    for (let k = 0; k < sums.length; k++) sums[k]! += logs[this.#kinds[k]!]!;
  }
}

class NormalFactor implements Factor {
  /** Means and standard deviations; a kernel that is flat over [0, 1] has deviation Infinity. */
  readonly #means: Float64Array;
  readonly #deviations: Float64Array;
  readonly #inverses: Float64Array;
  /** Minus the logarithm of deviation, truncated mass and root of two pi; 0 for flat kernels. */
  readonly #norms: Float64Array;

  constructor(
    private readonly dimension: Dimension,
    column: Float64Array,
    dimensions: number,
    shape: MixtureShape,
  ) {
    const n = column.length + 1;
    this.#means = new Float64Array(n);
    this.#deviations = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const widths = bandwidths(column, dimension.axis.size, dimensions, shape.good);
    const { prior } = dimension.axis;
    for (let k = 0; k < n; k++) {
      if (k < column.length && !Number.isNaN(column[k]!)) {
        this.#means[k] = column[k]!;
        this.#deviations[k] = widths[k]!;
      } else if (prior !== null) {
        this.#means[k] = prior.mean;
        this.#deviations[k] = prior.deviation;
      }
    }
    this.#inverses = this.#deviations.map((deviation) => 1 / deviation);
    this.#norms = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      if (this.#inverses[k] === 0) continue;
      this.#norms[k] = Math.log(this.#inverses[k]!) - LOG_ROOT_TWO_PI - this.#logMass(k);
    }
  }

  draw(kernel: number, random: Random): number {
    const deviation = this.#deviations[kernel]!;
    if (deviation === Number.POSITIVE_INFINITY) return random.next();
    const mean = this.#means[kernel]!;
    // Most draws fall into the range at once; the exact inverse is dear.
    for (let i = 0; i < 4; i++) {
      const x = mean + deviation * normalQuantile(random.next() + 2 ** -54);
      if (x >= 0 && x <= 1) return x;
    }
    return mean + deviation * truncatedNormalQuantile(random.next(), -mean / deviation, (1 - mean) / deviation);
  }

  add(candidate: Candidate, sums: Float64Array): void {
    const { index } = this.dimension;
    const x = candidate.coordinates[index]!;
    const start = candidate.starts[index]!;
    const end = candidate.ends[index]!;
    const width = end - start;
    if (width === 0) {
      const means = this.#means;
      const inverses = this.#inverses;
      const norms = this.#norms;
      for (let k = 0; k < sums.length; k++) {
        const z = (x - means[k]!) * inverses[k]!;
        sums[k]! += norms[k]! - 0.5 * z * z;
      }
      return;
    }
    const logWidth = Math.log(width);
    let lastMean = Number.NaN;
    let lastDeviation = Number.NaN;
    let last = 0;
    for (let k = 0; k < sums.length; k++) {
      const mean = this.#means[k]!;
      const deviation = this.#deviations[k]!;
      if (mean !== lastMean || deviation !== lastDeviation) {
        lastMean = mean;
        lastDeviation = deviation;
        last = this.#cell(k, x, start, end, logWidth);
      }
      sums[k]! += last;
    }
  }

  /** The logarithm of the share of kernel k's mass that lies in a cell. */
  #cell(k: number, x: number, start: number, end: number, logWidth: number): number {
    const inverse = this.#inverses[k]!;
    if (inverse === 0) return logWidth;
    const mean = this.#means[k]!;
    // The density hardly bends over a cell this narrow: the error is below 0.1 %.
    if ((end - start) * inverse < 0.15)
      return logNormalDensity((x - mean) * inverse) + Math.log(inverse) - this.#logMass(k) + logWidth;
    return logNormalMass((start - mean) * inverse, (end - mean) * inverse) - this.#logMass(k);
  }

  #logMass(k: number): number {
    const inverse = this.#inverses[k]!;
    const below = -this.#means[k]! * inverse;
    const above = (1 - this.#means[k]!) * inverse;
    if (below < -6 && above > 6) return 0;
    if (below > 0 || above < 0) return logNormalMass(below, above);
    return Math.log(1 - normalCdf(below) - normalCdf(-above));
  }
}

function logSumExp(terms: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < terms.length; i++) if (terms[i]! > largest) largest = terms[i]!;
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let i = 0; i < terms.length; i++) {
    const difference = terms[i]! - largest;
    if (difference > -40) sum += Math.exp(difference);
  }
  return largest + Math.log(sum);
}
