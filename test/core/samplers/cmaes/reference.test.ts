import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { categoriesAfter, categoriesOf } from "../../../../src/core/samplers/cmaes/categories.js";
import { gaussianAt, type Judged, updated } from "../../../../src/core/samplers/cmaes/gaussian.js";
import { withMargin } from "../../../../src/core/samplers/cmaes/margin.js";
import { defaultPopulation, strategyOf } from "../../../../src/core/samplers/cmaes/strategy.js";
import { warmStart } from "../../../../src/core/samplers/cmaes/warm-start.js";

type Row<K extends string> = Readonly<Record<K, readonly number[]>>;

interface Vectors {
  readonly constants: readonly ({ readonly n: number; readonly size: number; readonly usual: number } & Readonly<
    Record<string, number | readonly number[]>
  >)[];
  readonly full: readonly (Row<"losses" | "mean" | "C" | "pathSigma" | "pathC"> & {
    readonly solutions: readonly (readonly number[])[];
    readonly sigma: number;
  })[];
  readonly margin: {
    readonly margin: number;
    readonly rows: readonly (Row<"mean" | "diagonal" | "A" | "meanAfter" | "AAfter"> & { readonly sigma: number })[];
  };
  readonly categories: readonly {
    readonly draws: readonly (readonly number[])[];
    readonly q: readonly (readonly number[])[];
    readonly Delta: number;
  }[];
  readonly warm: Row<"mean" | "C"> & {
    readonly places: readonly (readonly number[])[];
    readonly sigma: number;
  };
}

/** Of the package cmaes; see reference.py. */
const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, "vectors/cmaes.json"), "utf8"));

function expectClose(own: ArrayLike<number>, expected: readonly number[], tolerance = 1e-9): void {
  expect(own.length).toBe(expected.length);
  for (let i = 0; i < own.length; i++) {
    expect(Math.abs(own[i]! - expected[i]!), `entry ${i}`).toBeLessThan(
      tolerance * Math.max(1, Math.abs(expected[i]!)),
    );
  }
}

describe("CMA-ES beside the package cmaes", () => {
  it("has its constants", () => {
    for (const { n, size, usual, weights, ...constants } of vectors.constants) {
      const { weights: own, ...strategy } = strategyOf(n, size);
      expectClose(own, weights as readonly number[], 1e-12);
      for (const [name, value] of Object.entries(strategy)) expect(value).toBeCloseTo(constants[name] as number, 12);
      expect(defaultPopulation(n)).toBe(usual);
    }
  });

  it("updates mean, step, covariance and paths alike, generation by generation", () => {
    let gaussian = gaussianAt(new Float64Array(5).fill(0.5), 0.2);
    for (const { solutions, losses, mean, sigma, C, pathSigma, pathC } of vectors.full) {
      const order = [...losses.keys()].sort((a, b) => losses[a]! - losses[b]!);
      const judged = order.map((i): Judged => {
        const y = Float64Array.from(solutions[i]!, (x, j) => (x - gaussian.mean[j]!) / gaussian.sigma);
        return { y, active: null, injected: false };
      });
      gaussian = updated(gaussian, judged);
      expectClose(gaussian.mean, mean);
      expectClose([gaussian.sigma], [sigma]);
      expectClose(gaussian.C, C);
      expectClose(gaussian.pathSigma, pathSigma);
      expectClose(gaussian.pathC, pathC);
    }
  });

  it("corrects mean and scale of whole numbers alike", () => {
    const { margin, rows } = vectors.margin;
    // Whole numbers 0 … 9 and 0 … 1: cells of a tenth and of a half of [0, 1], by (value + 1/2) / size.
    const sizes = [10, 2];
    const place = (value: number, j: number) => (j < 2 ? (value + 0.5) / sizes[j]! : value);
    for (const { mean, sigma, diagonal, A, meanAfter, AAfter } of rows) {
      const plain = gaussianAt(Float64Array.from(mean, place), sigma);
      const C = plain.C.slice();
      diagonal.forEach((entry, j) => {
        C[j * 3 + j] = entry / (j < 2 ? sizes[j]! ** 2 : 1);
      });
      const corrected = withMargin(
        { ...plain, C, A: Float64Array.from(A) },
        (j, unit) => {
          if (j === 2) return null;
          const cell = Math.min(sizes[j]! - 1, Math.floor(unit * sizes[j]!));
          return [cell / sizes[j]!, (cell + 1) / sizes[j]!];
        },
        margin,
      );
      expectClose(corrected.mean, meanAfter.map(place), 1e-7);
      expectClose(corrected.A, AAfter, 1e-7);
    }
  });

  it("moves the probabilities of categories alike", () => {
    let categories = categoriesOf([new Float64Array(3).fill(1 / 3), new Float64Array(4).fill(1 / 4)]);
    for (const { draws, q, Delta } of vectors.categories) {
      categories = categoriesAfter(categories, draws);
      categories.q.forEach((own, i) => {
        expectClose(own, q[i]!);
      });
      expectClose([categories.Delta], [Delta]);
    }
  });

  it("starts from earlier trials alike", () => {
    const { places, mean, sigma, C } = vectors.warm;
    const own = warmStart(places.map((place) => Float64Array.from(place)));
    expectClose(own.mean, mean, 1e-12);
    expectClose([own.sigma], [sigma], 1e-12);
    expectClose(own.C, C);
  });
});
