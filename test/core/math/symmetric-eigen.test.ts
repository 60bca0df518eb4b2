import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../src/core/math/symmetric-eigen.js";

const symmetric = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((entries) => ({
    n,
    matrix: Float64Array.from(entries, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return entries[Math.min(i, j) * n + Math.max(i, j)]!;
    }),
  })),
);

describe("the eigenvalues of a symmetric matrix", () => {
  it("are those of ml-matrix", () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const expected = new EigenvalueDecomposition(Matrix.from1DArray(n, n, matrix), { assumeSymmetric: true });
        const own = [...symmetricEigen(matrix, n).values].sort((a, b) => a - b);
        const theirs = [...expected.realEigenvalues].sort((a, b) => a - b);
        for (let i = 0; i < n; i++) expect(Math.abs(own[i]! - theirs[i]!)).toBeLessThan(1e-11);
      }),
    );
  });

  it("give the matrix back with orthonormal vectors", () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let entry = 0;
            let product = 0;
            for (let k = 0; k < n; k++) {
              entry += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
              product += vectors[k * n + i]! * vectors[k * n + j]!;
            }
            expect(Math.abs(entry - matrix[i * n + j]!)).toBeLessThan(1e-11);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
          }
        }
      }),
    );
  });

  it("keep their digits over fourteen orders of magnitude", () => {
    const { values } = symmetricEigen(Float64Array.from([1e7, 0, 0, 0, 1, 1e-8, 0, 1e-8, 1e-7]), 3);
    const sorted = [...values].sort((a, b) => a - b);
    expect(sorted[0]! / 1e-7).toBeCloseTo(1, 6);
    expect(sorted[2]).toBe(1e7);
  });
});
