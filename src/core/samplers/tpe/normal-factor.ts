import { LOG_ROOT_TWO_PI, normalCdf, normalQuantile } from "../../math/normal.js";
import type { Random } from "../../math/random.js";
import { logNormalMass, truncatedNormalQuantile } from "../../math/truncated-normal.js";
import type { Dimension } from "../cube.js";
import { bandwidth } from "./bandwidth.js";
import type { Candidate } from "./candidate.js";
import type { Factor, MixtureShape } from "./mixture.js";

/** Cells up to this many kernel widths are taken as flat: the density's bend over them changes the mass by 0.1 %. */
const FLAT = 0.15;
/** Kernels from which on their truncated masses are read from a table. */
const MANY = 200;

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
  /** Whether the norms are part of every sum, so that they were added once for all candidates. */
  readonly #constant: boolean;

  constructor(
    private readonly dimension: Dimension,
    column: Float64Array,
    dimensions: number,
    shape: MixtureShape,
  ) {
    const n = column.length;
    const { prior, size } = dimension.axis;
    const inverse = 1 / bandwidth(column, dimension.axis, dimensions, shape);
    const ownInverse = prior === null ? 0 : 1 / prior.deviation;
    const massOf = n > MANY ? massTable(inverse) : (mean: number) => logMass(mean, inverse);
    // One block of memory for the three: many small ones are dear.
    const data = new Float64Array(3 * (n + 1));
    this.#inverses = data.subarray(0, n + 1);
    this.#means = data.subarray(n + 1, 2 * (n + 1));
    this.#norms = data.subarray(2 * (n + 1));
    this.#narrowest = Math.max(inverse, ownInverse);
    this.#constant = dimension.parameter.condition === null && size === Number.POSITIVE_INFINITY;
    const ownNorm = prior === null ? 0 : Math.log(ownInverse) - LOG_ROOT_TWO_PI - logMass(prior.mean, ownInverse);
    const peak = Math.log(inverse) - LOG_ROOT_TWO_PI;
    for (let k = 0; k <= n; k++) {
      const mean = k < n ? column[k]! : Number.NaN;
      const own = Number.isNaN(mean);
      this.#inverses[k] = own ? ownInverse : inverse;
      this.#means[k] = own ? (prior?.mean ?? 0) * ownInverse : mean * inverse;
      this.#norms[k] = own ? ownNorm : peak - massOf(mean);
    }
  }

  draw(kernel: number, random: Random): number {
    const inverse = this.#inverses[kernel]!;
    if (inverse === 0) return random.next();
    const mean = this.#means[kernel]! / inverse;
    // Most draws fall into the range at once; the exact inverse is dear.
    for (let i = 0; i < 4; i++) {
      const x = mean + normalQuantile(random.next() + 2 ** -54) / inverse;
      if (x >= 0 && x <= 1) return x;
    }
    const z = truncatedNormalQuantile(random.next(), -mean * inverse, (1 - mean) * inverse);
    return Math.min(1, Math.max(0, mean + z / inverse));
  }

  addConstant(sums: Float64Array): void {
    if (!this.#constant) return;
    for (let k = 0; k < sums.length; k++) sums[k]! += this.#norms[k]!;
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
    if (this.#constant) return;
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

/** The logarithm of the mass that a normal distribution with this mean has within [0, 1]. */
function logMass(mean: number, inverse: number): number {
  const below = -mean * inverse;
  const above = (1 - mean) * inverse;
  if (below < -6 && above > 6) return 0;
  if (below > 0 || above < 0) return logNormalMass(below, above);
  return Math.log(1 - normalCdf(below) - normalCdf(-above));
}

/** The same for means within [0, 1], between the points of a table so fine that the error is below 2e-4. */
function massTable(inverse: number): (mean: number) => number {
  const points = Math.min(2048, Math.max(32, Math.ceil(16 * inverse)));
  const table = new Float64Array(points + 2);
  for (let i = 0; i <= points; i++) table[i] = logMass(i / points, inverse);
  return (mean) => {
    const place = mean * points;
    const i = Math.floor(place);
    return table[i]! + (place - i) * (table[i + 1]! - table[i]!);
  };
}
