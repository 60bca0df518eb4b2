import { drawWeighted, type Random } from "../../math/random.js";
import type { Dimension } from "../cube.js";
import type { Candidate } from "./candidate.js";
import { CategoryFactor } from "./category-factor.js";
import { KernelMasses } from "./kernel-mass.js";
import { NormalFactor } from "./normal-factor.js";
import { RealFactors } from "./real-factors.js";

/** What tells a mixture over good trials from one over bad ones. */
export interface MixtureShape {
  /** The weight of the parameters' own distributions beside 1 for a trial. */
  readonly priorWeight: number;
  /** Weights of the trials, on average 1. */
  readonly weights: Float64Array;
  /** How the kernels' widths follow from the trials. */
  readonly widths: "spread" | "even";
}

/** One dimension of a mixture, other than those of {@link RealFactors}. */
export interface Factor {
  /** A coordinate under one kernel. */
  draw(kernel: number, random: Random): number;
  /** Adds the logarithm of each kernel's density (for discrete dimensions: probability) at the candidate to `sums`. */
  add(candidate: Candidate, sums: Float64Array): void;
}

/**
 * A density over some dimensions of the cube: one kernel for each trial, and one for the parameters' own distributions.
 * A kernel is a product of a truncated normal for each ordered dimension and a probability for each category; where a
 * trial has no value, that of the parameter's own distribution takes its place, so a trial of another branch of a
 * conditional space says nothing about the parameters that it did not have.
 */
export class Mixture {
  readonly #weights: Float64Array;
  /** The logarithms of the weights, with the constants of the dimensions. */
  readonly #constants: Float64Array;
  /** null for a dimension that is one of {@link RealFactors}. */
  readonly #factors: readonly (Factor | null)[];
  readonly #reals: RealFactors;
  /** The place among the real factors; -1 for the others. */
  readonly #realPosition: readonly number[];
  readonly #sums: Float64Array;

  constructor(
    private readonly dimensions: readonly Dimension[],
    rows: readonly Float64Array[],
    shape: MixtureShape,
  ) {
    const n = rows.length;
    this.#weights = new Float64Array(n + 1);
    this.#weights.set(shape.weights);
    // Without trials there is nothing else, however little the prior may count.
    this.#weights[n] = n === 0 ? 1 : shape.priorWeight;
    let total = 0;
    for (let k = 0; k <= n; k++) total += this.#weights[k]!;
    this.#constants = this.#weights.map((weight) => Math.log(weight / total));
    this.#sums = new Float64Array(n + 1);
    const masses = new KernelMasses(shape.widths === "even" ? n * dimensions.length : n);
    const factors: (Factor | null)[] = [];
    const reals: Dimension[] = [];
    const columns: Float64Array[] = [];
    this.#realPosition = dimensions.map((dimension) => {
      const column = new Float64Array(n);
      for (let k = 0; k < n; k++) column[k] = rows[k]![dimension.index]!;
      if (isReal(dimension) && isWhole(column)) {
        factors.push(null);
        columns.push(column);
        return reals.push(dimension) - 1;
      }
      factors.push(
        dimension.categories > 0
          ? new CategoryFactor(dimension, column, shape)
          : new NormalFactor(dimension, column, dimensions.length, shape, masses),
      );
      return -1;
    });
    this.#factors = factors;
    this.#reals = new RealFactors(reals, columns, dimensions.length, shape, masses);
    this.#reals.addConstant(this.#constants);
  }

  /** Draws a kernel; its number is handed to {@link draw}, so that the dimensions of a draw belong together. */
  drawKernel(random: Random): number {
    return drawWeighted(random, this.#weights);
  }

  /** A coordinate on dimension number `position` of the mixture. */
  draw(kernel: number, position: number, random: Random): number {
    const factor = this.#factors[position]!;
    return factor === null
      ? this.#reals.draw(kernel, this.#realPosition[position]!, random)
      : factor.draw(kernel, random);
  }

  /** The logarithm of the density at a candidate, over the dimensions that are active in it. */
  logDensity(candidate: Candidate): number {
    const sums = this.#sums;
    sums.set(this.#constants);
    if (this.#reals.dimensions.length > 0) this.#reals.add(candidate, sums);
    for (let i = 0; i < this.dimensions.length; i++) {
      const factor = this.#factors[i]!;
      if (factor !== null && !Number.isNaN(candidate.coordinates[this.dimensions[i]!.index]!))
        factor.add(candidate, sums);
    }
    return logSumExp(sums);
  }
}

function isReal({ axis, categories, parameter }: Dimension): boolean {
  return categories === 0 && axis.size === Number.POSITIVE_INFINITY && parameter.condition === null;
}

function isWhole(column: Float64Array): boolean {
  for (let k = 0; k < column.length; k++) if (Number.isNaN(column[k]!)) return false;
  return true;
}

function logSumExp(terms: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < terms.length; i++) if (terms[i]! > largest) largest = terms[i]!;
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let i = 0; i < terms.length; i++) {
    const difference = terms[i]! - largest;
    // Anything smaller adds less than rounding does, even thousands of times.
    if (difference > -42) sum += Math.exp(difference);
  }
  return largest + Math.log(sum);
}
