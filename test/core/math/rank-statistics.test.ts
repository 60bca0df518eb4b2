import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mannWhitney, spearman } from "../../../src/core/math/rank-statistics.js";

type Paired = readonly (readonly [number[], number[], number])[];
const vectors: { readonly spearman: Paired; readonly mannWhitney: Paired } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../analysis/vectors/analysis.json"), "utf8"),
);

describe("rank statistics", () => {
  it("correlate as SciPy's spearmanr", () => {
    for (const [a, b, expected] of vectors.spearman) expect(spearman(a, b)).toBeCloseTo(expected, 10);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearman([1, 2], [1, 2])).toBeNull();
  });

  it("tell samples apart as SciPy's mannwhitneyu", () => {
    for (const [a, b, expected] of vectors.mannWhitney) expect(mannWhitney(a, b)?.p).toBeCloseTo(expected, 10);
    expect(mannWhitney([1, 2], [3, 4])?.smaller).toBe(1);
    expect(mannWhitney([1, 3], [1, 3])?.smaller).toBe(0.5);
    expect(mannWhitney([], [1])).toBeNull();
    expect(mannWhitney([1, 1], [1, 1])?.p).toBe(1);
  });
});
