import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { erf, erfc, erfcx } from "../../../src/core/math/erf.js";
import { logNormalCdf, normalCdf, normalQuantile, normalQuantileOfLogarithm } from "../../../src/core/math/normal.js";
import { logNormalMass, truncatedNormalCdf, truncatedNormalQuantile } from "../../../src/core/math/truncated-normal.js";

const vectors: Record<string, number[][]> = JSON.parse(
  readFileSync(join(import.meta.dirname, "vectors/special.json"), "utf8"),
);

/** Each function with the error it must stay below, relative to the value, or to the third number where that is larger. */
const functions: Record<string, [(...values: number[]) => number, number, number]> = {
  erf: [erf, 4e-16, 1e-300],
  erfc: [erfc, 1e-14, 1e-300],
  erfcx: [erfcx, 1e-15, 1e-300],
  normalCdf: [normalCdf, 2e-13, 1e-300],
  logNormalCdf: [logNormalCdf, 2e-14, 1e-300],
  normalQuantile: [normalQuantile, 1e-14, 1e-6],
  normalQuantileOfLogarithm: [normalQuantileOfLogarithm, 1e-12, 1e-300],
  logNormalMass: [logNormalMass, 1e-11, 1e-300],
  truncatedNormalQuantile: [truncatedNormalQuantile, 1e-9, 1e-6],
  truncatedNormalCdf: [truncatedNormalCdf, 1e-9, 1e-300],
};

describe("special functions", () => {
  for (const [name, [compute, tolerance, floor]] of Object.entries(functions)) {
    it(`${name} agrees with SciPy over the tails`, () => {
      const worst = vectors[name]!.map((row) => {
        const expected = row.at(-1)!;
        const error = Math.abs(compute(...row.slice(0, -1)) - expected) / Math.max(Math.abs(expected), floor);
        return { row, error: Number.isNaN(error) ? Infinity : error };
      }).reduce((a, b) => (b.error > a.error ? b : a));
      expect(worst.error, JSON.stringify(worst)).toBeLessThan(tolerance);
    });
  }

  it("ends of a truncated normal are its quantiles at 0 and 1", () => {
    expect(truncatedNormalQuantile(0, 5, 9)).toBe(5);
    expect(truncatedNormalQuantile(1, 5, 9)).toBe(9);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });
});
