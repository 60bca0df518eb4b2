import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SOBOL_DIMENSIONS, scrambledSobol, sobolBits } from "../../../src/core/math/sobol.js";

const vectors: { first: number[][]; some: [index: number, dimension: number, value: number][] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "vectors/sobol.json"), "utf8"),
);

describe("the Sobol sequence", () => {
  it("has SciPy's points", () => {
    for (const [index, point] of vectors.first.entries()) {
      expect(point.map((_, dimension) => sobolBits(index, dimension) / 2 ** 32)).toEqual(point);
    }
    for (const [index, dimension, value] of vectors.some) expect(sobolBits(index, dimension) / 2 ** 32).toBe(value);
  });

  it("ends at its last dimension", () => {
    expect(() => sobolBits(0, SOBOL_DIMENSIONS)).toThrow(RangeError);
  });
});

describe("the scrambled Sobol sequence", () => {
  it("puts one of every 2^k points into each 2^k-th of each dimension", () => {
    for (const seed of [0, 1, 99]) {
      const sequence = scrambledSobol(seed);
      for (const dimension of [0, 1, 17, 255]) {
        for (const [start, count] of [
          [0, 16],
          [32, 32],
          [64, 64],
        ] as const) {
          const cells = Array.from({ length: count }, (_, i) =>
            Math.floor(sequence.coordinate(start + i, dimension) * count),
          );
          expect(new Set(cells).size).toBe(count);
        }
      }
    }
  });

  it("fills each 4-by-4 square of the first two dimensions alike", () => {
    const sequence = scrambledSobol(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 64; i++) {
      const cell = [0, 1].map((dimension) => Math.floor(sequence.coordinate(i, dimension) * 4)).join();
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array(16).fill(4));
  });

  it("is uniform over the seeds, point by point", () => {
    for (const index of [0, 1, 2, 7]) {
      let sum = 0;
      for (let seed = 0; seed < 2000; seed++) sum += scrambledSobol(seed).coordinate(index, 3);
      expect(sum / 2000).toBeCloseTo(0.5, 1);
    }
  });

  it("differs from seed to seed and stays inside (0, 1), also beyond its table", () => {
    const coordinates = [0, 1, 2, 3].map((seed) => scrambledSobol(seed).coordinate(0, 300));
    expect(new Set(coordinates).size).toBe(4);
    for (const x of coordinates) expect(x > 0 && x < 1).toBe(true);
    expect(scrambledSobol(3).coordinate(4, 300)).toBe(scrambledSobol(3).coordinate(4, 300));
  });
});
