import { LOG_ROOT_TWO_PI } from "../../math/normal.js";
import type { Random } from "../../math/random.js";
import type { Dimension } from "../cube.js";
import { bandwidth } from "./bandwidth.js";
import type { Candidate } from "./candidate.js";
import { type KernelMasses, logMass } from "./kernel-mass.js";
import type { MixtureShape } from "./mixture.js";
import { drawWithin } from "./normal-factor.js";

/**
 * All dimensions of a mixture that are real, always active and known of every trial, in one: their kernels are normal
 * distributions at the trials' coordinates, truncated to [0, 1], and what they give a candidate is a distance, so that
 * one pass over the trials does for all of them.
 */
export class RealFactors {
  /** Coordinates in units of each dimension's standard deviation, trial after trial. */
  readonly #means: Float64Array;
  /** One over the standard deviation of each dimension. */
  readonly #inverses: Float64Array;
  /** What does not depend on the candidate, for each trial and the prior. */
  readonly #norms: Float64Array;
  readonly #place: Float64Array;

  constructor(
    readonly dimensions: readonly Dimension[],
    columns: readonly Float64Array[],
    all: number,
    shape: MixtureShape,
    masses: KernelMasses,
  ) {
    const width = dimensions.length;
    const n = shape.weights.length;
    this.#means = new Float64Array(n * width);
    this.#inverses = new Float64Array(width);
    this.#norms = new Float64Array(n + 1);
    this.#place = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      const { axis } = dimensions[i]!;
      const column = columns[i]!;
      const inverse = 1 / bandwidth(column, axis, all, shape);
      const peak = Math.log(inverse) - LOG_ROOT_TWO_PI;
      this.#inverses[i] = inverse;
      for (let k = 0; k < n; k++) {
        this.#means[k * width + i] = column[k]! * inverse;
        this.#norms[k]! += peak;
      }
      masses.subtract(inverse, column, this.#norms);
      const { prior } = axis;
      if (prior) {
        this.#norms[n]! -= Math.log(prior.deviation) + LOG_ROOT_TWO_PI + logMass(prior.mean, 1 / prior.deviation);
      }
    }
  }

  /** A coordinate on dimension number `position` under one kernel. */
  draw(kernel: number, position: number, random: Random): number {
    const width = this.dimensions.length;
    const at = kernel * width + position;
    if (at < this.#means.length) {
      const inverse = this.#inverses[position]!;
      return drawWithin(this.#means[at]! / inverse, inverse, random);
    }
    const { prior } = this.dimensions[position]!.axis;
    return prior === null ? random.next() : drawWithin(prior.mean, 1 / prior.deviation, random);
  }

  /** Adds to `sums` what these dimensions give every candidate alike; it is left out of {@link add}. */
  addConstant(sums: Float64Array): void {
    for (let k = 0; k < sums.length; k++) sums[k]! += this.#norms[k]!;
  }

  /** Adds the rest of the logarithm of each kernel's density at the candidate to `sums`. */
  add(candidate: Candidate, sums: Float64Array): void {
    const place = this.#place;
    const means = this.#means;
    const width = place.length;
    let own = 0;
    for (let i = 0; i < width; i++) {
      const { index, axis } = this.dimensions[i]!;
      const x = candidate.coordinates[index]!;
      place[i] = x * this.#inverses[i]!;
      if (axis.prior) own += ((x - axis.prior.mean) / axis.prior.deviation) ** 2;
    }
    const n = sums.length - 1;
    for (let k = 0, at = 0; k < n; k++) {
      let distance = 0;
      for (let i = 0; i < width; i++, at++) {
        const z = place[i]! - means[at]!;
        distance += z * z;
      }
      sums[k]! -= 0.5 * distance;
    }
    sums[n]! -= 0.5 * own;
  }
}
