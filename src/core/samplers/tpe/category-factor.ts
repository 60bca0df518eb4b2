import { drawWeighted, type Random } from "../../math/random.js";
import type { Dimension } from "../cube.js";
import type { Candidate } from "./candidate.js";
import type { Factor, MixtureShape } from "./mixture.js";

/**
 * The kernels of an unordered dimension: the category that the trial had, smoothed by the parameter's own probabilities,
 * which count less the more trials there are.
 */
export class CategoryFactor implements Factor {
  /** Probability of each category under a kernel that saw category i, in row i; the last row is the prior. */
  readonly #rows: readonly Float64Array[];
  readonly #logs: readonly Float64Array[];
  /** The row of each kernel. */
  readonly #kinds: Int32Array;
  readonly #terms: Float64Array;

  constructor(
    private readonly dimension: Dimension,
    column: Float64Array,
    shape: MixtureShape,
  ) {
    const { categories, weights } = dimension;
    // The smoothing must not vanish with a prior that has no weight, or a category not yet seen could not come back.
    const share = (categories * Math.max(shape.priorWeight, 0.01)) / (column.length + 1);
    const smoothed = (seen: number) =>
      weights.map((weight, i) => (share * weight + (i === seen ? 1 : 0)) / (share + 1));
    this.#rows = [...Array.from({ length: categories }, (_, seen) => smoothed(seen)), weights];
    this.#logs = this.#rows.map((row) => row.map(Math.log));
    this.#terms = new Float64Array(categories + 1);
    this.#kinds = new Int32Array(column.length + 1).fill(categories);
    for (let k = 0; k < column.length; k++) if (!Number.isNaN(column[k]!)) this.#kinds[k] = column[k]!;
  }

  draw(kernel: number, random: Random): number {
    return drawWeighted(random, this.#rows[this.#kinds[kernel]!]!);
  }

  add(candidate: Candidate, sums: Float64Array): void {
    const category = candidate.coordinates[this.dimension.index]!;
    const terms = this.#terms;
    for (let row = 0; row < terms.length; row++) terms[row] = this.#logs[row]![category]!;
    const kinds = this.#kinds;
    for (let k = 0; k < sums.length; k++) sums[k]! += terms[kinds[k]!]!;
  }
}
