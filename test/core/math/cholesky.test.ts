import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cholesky } from "../../../src/core/math/cholesky.js";

/** B Bᵀ + I / 2 of a matrix B of entries in [-1, 1]: symmetric and positive definite. */
const matrices = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    }),
  )
  .map((b) => b.map((row, i) => b.map((other, j) => dot(row, other) + (i === j ? 0.5 : 0))));

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}

function factorOf(matrix: readonly (readonly number[])[], capacity = 1): Cholesky {
  const factor = new Cholesky(capacity);
  matrix.forEach((row, i) => {
    expect(factor.append(Float64Array.from(row.slice(0, i + 1)))).toBe(true);
  });
  return factor;
}

describe("a Cholesky factor", () => {
  it("multiplied by its transpose is the matrix", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const factor = factorOf(matrix);
        matrix.forEach((row, i) => {
          for (let j = 0; j <= i; j++) {
            let sum = 0;
            for (let k = 0; k <= j; k++) sum += factor.at(i, k) * factor.at(j, k);
            expect(sum).toBeCloseTo(row[j]!, 10);
          }
        });
      }),
    );
  });

  it("solves, inverts and has the determinant of the matrix", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const n = matrix.length;
        const factor = factorOf(matrix, n + 3);
        const x = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
        const b = Float64Array.from(matrix, (row) => dot(row, [...x]));
        factor.solveLower(b);
        factor.solveUpper(b);
        b.forEach((value, i) => {
          expect(value).toBeCloseTo(x[i]!, 8);
        });
        const inverse = new Float64Array(n * n);
        factor.inverse(inverse);
        const full = (i: number, j: number) => inverse[Math.max(i, j) * n + Math.min(i, j)]!;
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const product = matrix[i]!.reduce((sum, a, k) => sum + a * full(k, j), 0);
            expect(product).toBeCloseTo(i === j ? 1 : 0, 8);
          }
        }
      }),
    );
  });

  it("solves four right-hand sides as it solves each", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const factor = factorOf(matrix);
        const sides = [1, 2, 3, 4].map((seed) => Float64Array.from(matrix, (_, i) => Math.sin(seed * (i + 1))));
        const single = sides.map((side) => {
          const solved = side.slice();
          factor.solveLower(solved);
          return solved;
        });
        factor.solveLower4(sides[0]!, sides[1]!, sides[2]!, sides[3]!);
        sides.forEach((side, k) => {
          side.forEach((value, i) => {
            expect(value).toBeCloseTo(single[k]![i]!, 10);
          });
        });
      }),
    );
  });

  it("has the determinant of a matrix whose determinant is known", () => {
    const factor = factorOf([
      [4, 2],
      [2, 3],
    ]);
    expect(factor.halfLogDeterminant()).toBeCloseTo(0.5 * Math.log(8), 14);
  });

  it("refuses a row that would make the matrix singular, and is as it was", () => {
    const factor = factorOf([
      [4, 2],
      [2, 3],
    ]);
    expect(factor.append(Float64Array.of(4, 2, 4))).toBe(false);
    expect(factor.size).toBe(2);
    expect(factor.append(Float64Array.of(4, 2, 5))).toBe(true);
    expect(factor.at(2, 2)).toBeCloseTo(1, 12);
  });

  it("shrinks to an earlier size", () => {
    const factor = factorOf([
      [4, 2],
      [2, 3],
    ]);
    factor.shrink(1);
    expect(factor.size).toBe(1);
    expect(factor.append(Float64Array.of(0, 9))).toBe(true);
    expect(factor.at(1, 1)).toBe(3);
  });
});
