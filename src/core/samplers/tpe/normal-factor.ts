import { LOG_ROOT_TWO_PI, normalQuantile } from "../../math/normal.js";
import type { Random } from "../../math/random.js";
import { logNormalMass, truncatedNormalQuantile } from "../../math/truncated-normal.js";
import type { Dimension } from "../cube.js";
import { bandwidth } from "./bandwidth.js";
import type { Candidate } from "./candidate.js";
import { type KernelMasses, logMass } from "./kernel-mass.js";
import type { Factor, MixtureShape } from "./mixture.js";

/** Cells up to this many kernel widths are taken as flat: the density's bend over them changes the mass by 0.1 %. */
const FLAT = 0.15;

/**
 * The kernels of an ordered dimension: normal distributions at the trials' coordinates, truncated to [0, 1], all of one
 * width. A discrete value has the mass of its cell. A trial without a value, and the prior, have the parameter's own
 * distribution: flat, or a (wider) normal one.
 */
export class NormalFactor implements Factor {
  /** One over the standard deviation; 0 for a kernel that is flat over [0, 1]. */
  readonly #inverses: Float64Array;
  /** The mean in units of the standard deviation; 0 for flat kernels. */
  readonly #means: Float64Array;
  /** The logarithm of the density at the mean; 0 for flat kernels. */
  readonly #norms: Float64Array;
  /** The largest of the inverses. */
  readonly #narrowest: number;

  constructor(
    private readonly dimension: Dimension,
    column: Float64Array,
    dimensions: number,
    shape: MixtureShape,
    masses: KernelMasses,
  ) {
    const n = column.length;
    const { prior } = dimension.axis;
    const inverse = 1 / bandwidth(column, dimension.axis, dimensions, shape);
    const ownInverse = prior === null ? 0 : 1 / prior.deviation;
    // One block of memory for the three: many small ones are dear.
    const data = new Float64Array(3 * (n + 1));
    this.#inverses = data.subarray(0, n + 1);
    this.#means = data.subarray(n + 1, 2 * (n + 1));
    this.#norms = data.subarray(2 * (n + 1));
    this.#narrowest = Math.max(inverse, ownInverse);
    const ownNorm = prior === null ? 0 : Math.log(ownInverse) - LOG_ROOT_TWO_PI - logMass(prior.mean, ownInverse);
    const peak = Math.log(inverse) - LOG_ROOT_TWO_PI;
    for (let k = 0; k <= n; k++) {
      const mean = k < n ? column[k]! : Number.NaN;
      const own = Number.isNaN(mean);
      this.#inverses[k] = own ? ownInverse : inverse;
      this.#means[k] = own ? (prior?.mean ?? 0) * ownInverse : mean * inverse;
      this.#norms[k] = own ? ownNorm : peak;
    }
    masses.subtract(inverse, column, this.#norms);
  }

  draw(kernel: number, random: Random): number {
    const inverse = this.#inverses[kernel]!;
    if (inverse === 0) return random.next();
    return drawWithin(this.#means[kernel]! / inverse, inverse, random);
  }

  add(candidate: Candidate, sums: Float64Array): void {
    const { index } = this.dimension;
    const x = candidate.coordinates[index]!;
    const inverses = this.#inverses;
    const means = this.#means;
    for (let k = 0; k < sums.length; k++) {
      const z = x * inverses[k]! - means[k]!;
      sums[k]! -= 0.5 * z * z;
    }
    const width = candidate.ends[index]! - candidate.starts[index]!;
    // A value without a cell (a real) has a density; a discrete one the probability of its cell.
    const logWidth = width > 0 ? Math.log(width) : 0;
    for (let k = 0; k < sums.length; k++) sums[k]! += this.#norms[k]! + logWidth;
    if (width * this.#narrowest >= FLAT) this.#correct(candidate, logWidth, sums);
  }

  /** Replaces the density at the middle of a wide cell times its width by the exact mass of the cell. */
  #correct(candidate: Candidate, logWidth: number, sums: Float64Array): void {
    const { index } = this.dimension;
    const x = candidate.coordinates[index]!;
    const start = candidate.starts[index]!;
    const end = candidate.ends[index]!;
    // Kernels of the same mean share a correction, and discrete trials have few different ones.
    const known = new Map<number, number>();
    for (let k = 0; k < sums.length; k++) {
      const inverse = this.#inverses[k]!;
      if (inverse === 0) continue;
      const mean = this.#means[k]!;
      // The prior's kernel may have the mean, in units of its own deviation, of another.
      let correction = k === sums.length - 1 ? undefined : known.get(mean);
      if (correction === undefined) {
        const z = x * inverse - mean;
        const flat = logWidth + Math.log(inverse) - LOG_ROOT_TWO_PI - 0.5 * z * z;
        correction = logNormalMass(start * inverse - mean, end * inverse - mean) - flat;
        known.set(mean, correction);
      }
      sums[k]! += correction;
    }
  }
}

/** A draw from a normal distribution truncated to [0, 1]. */
export function drawWithin(mean: number, inverse: number, random: Random): number {
  // Most draws fall into the range at once; the exact inverse is dear.
  for (let i = 0; i < 4; i++) {
    const x = mean + normalQuantile(random.next() + 2 ** -54) / inverse;
    if (x >= 0 && x <= 1) return x;
  }
  const z = truncatedNormalQuantile(random.next(), -mean * inverse, (1 - mean) * inverse);
  return Math.min(1, Math.max(0, mean + z / inverse));
}
