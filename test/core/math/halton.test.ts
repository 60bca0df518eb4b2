import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { haltonCoordinate, prime, scrambledHalton } from "../../../src/core/math/halton.js";

const vectors: { readonly halton: readonly (readonly [number, number, number])[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "vectors/design.json"), "utf8"),
);

describe("the Halton sequence", () => {
  it("is SciPy's, dimension by dimension", () => {
    for (const [index, dimension, value] of vectors.halton) {
      expect(haltonCoordinate(index, dimension)).toBeCloseTo(value, 14);
    }
  });

  it("knows its primes", () => {
    expect([0, 1, 2, 3, 4, 5, 99].map(prime)).toEqual([2, 3, 5, 7, 11, 13, 541]);
  });

  it("keeps under scrambling one point in each of b^k parts, for every run of as many", () => {
    for (const seed of [0, 1, 77]) {
      const sequence = scrambledHalton(seed);
      for (const [dimension, parts] of [
        [0, 64],
        [1, 81],
        [4, 121],
      ] as const) {
        for (const start of [0, parts, 5 * parts]) {
          const filled = new Set<number>();
          for (let i = 0; i < parts; i++) filled.add(Math.floor(sequence.coordinate(start + i, dimension) * parts));
          expect(filled.size).toBe(parts);
        }
      }
    }
  });

  it("is uniform over the seeds, the first point included", () => {
    const count = 400;
    const firsts = Array.from({ length: count }, (_, seed) => scrambledHalton(seed).coordinate(0, 3));
    expect(firsts.reduce((a, b) => a + b, 0) / count).toBeCloseTo(0.5, 1);
    expect(Math.min(...firsts)).toBeLessThan(0.02);
    expect(Math.max(...firsts)).toBeGreaterThan(0.98);
    expect(firsts.every((x) => x >= 0 && x < 1)).toBe(true);
  });

  it("has no stripes where large primes meet", () => {
    const sequence = scrambledHalton(3);
    const points = Array.from({ length: 100 }, (_, i) => [sequence.coordinate(i, 30), sequence.coordinate(i, 31)]);
    const mean = (f: (point: number[]) => number) => points.reduce((sum, point) => sum + f(point), 0) / points.length;
    const [x, y] = [mean(([a]) => a!), mean(([, b]) => b!)];
    const correlation =
      mean(([a, b]) => (a! - x) * (b! - y)) / Math.sqrt(mean(([a]) => (a! - x) ** 2) * mean(([, b]) => (b! - y) ** 2));
    // The plain sequence has 0.99 here.
    expect(Math.abs(correlation)).toBeLessThan(0.3);
  });
});
