import { describe, expect, it } from "vitest";
import { randomFrom } from "../../../../src/core/math/random.js";
import { boost, predictBoosted, quantileOf } from "../../../../src/core/samplers/trees/boosting.js";
import { growForest, predict, type Table } from "../../../../src/core/samplers/trees/forest-model.js";

const EXTRA = { trees: 60, leaf: 2, share: 1, bootstrap: false, most: 250 };
const RANDOM = { trees: 60, leaf: 3, share: 5 / 6, bootstrap: true, most: 250 };

/** Rows of two numbers and one category of four, and what a function makes of them. */
function sample(rows: number, target: (row: Float64Array) => number): { table: Table; targets: Float64Array } {
  const random = randomFrom("trees");
  const values = new Float64Array(rows * 3);
  for (let i = 0; i < rows; i++) {
    values[3 * i] = random.next();
    values[3 * i + 1] = random.next();
    values[3 * i + 2] = Math.floor(random.next() * 4);
  }
  const targets = Float64Array.from({ length: rows }, (_, i) => target(values.subarray(3 * i, 3 * i + 3)));
  return { table: { rows, features: 3, values, categories: [0, 0, 4] }, targets };
}

const hill = (row: Float64Array) => 2 * row[0]! - row[1]! ** 2 + (row[2] === 3 ? 3 : 0);
const at = (...row: number[]) => Float64Array.from(row);

/** The share of a function's variance that predictions explain at new rows. */
function explained(predicted: (row: Float64Array) => number): number {
  const random = randomFrom("new rows");
  const rows = Array.from({ length: 300 }, () => at(random.next(), random.next(), Math.floor(random.next() * 4)));
  const mean = rows.reduce((sum, row) => sum + hill(row), 0) / rows.length;
  const missed = rows.reduce((sum, row) => sum + (hill(row) - predicted(row)) ** 2, 0);
  return 1 - missed / rows.reduce((sum, row) => sum + (hill(row) - mean) ** 2, 0);
}

describe.each([
  ["extremely randomised trees", EXTRA],
  ["a random forest", RANDOM],
])("%s", (_, settings) => {
  it("learn numbers and categories", () => {
    const { table, targets } = sample(250, hill);
    const forest = growForest(table, targets, settings, randomFrom("forest"));
    expect(explained((row) => predict(forest, row).mean)).toBeGreaterThan(0.93);
  });

  it("are surer where they have seen more", () => {
    const { table, targets } = sample(200, hill);
    const values = table.values.slice();
    // All rows in the lower half of the first feature.
    for (let i = 0; i < table.rows; i++) values[3 * i]! /= 2;
    const steep = targets.map((_target, i) => 10 * values[3 * i]! ** 2);
    const forest = growForest({ ...table, values }, steep, settings, randomFrom("forest"));
    expect(predict(forest, at(0.05, 0.5, 1)).variance).toBeLessThan(predict(forest, at(0.45, 0.5, 1)).variance);
  });

  it("give back what is constant, surely, and are the same for the same seed", () => {
    const { table } = sample(50, () => 0);
    const forest = growForest(table, new Float64Array(50).fill(7), settings, randomFrom("a"));
    expect(predict(forest, at(0.3, 0.3, 2))).toEqual({ mean: 7, variance: 0 });
    const { targets } = sample(50, hill);
    const [one, two] = ["a", "a"].map((seed) => growForest(table, targets, settings, randomFrom(seed)));
    expect(one).toEqual(two);
  });

  it("add the variance within leaves to that between trees", () => {
    // One leaf: everything lies within it.
    const { table, targets } = sample(40, hill);
    const forest = growForest(table, targets, { ...settings, leaf: 40, bootstrap: false }, randomFrom("one leaf"));
    const mean = targets.reduce((a, b) => a + b, 0) / 40;
    const variance = targets.reduce((sum, target) => sum + (target - mean) ** 2, 0) / 40;
    expect(predict(forest, at(0, 0, 0)).mean).toBeCloseTo(mean, 12);
    expect(predict(forest, at(0, 0, 0)).variance).toBeCloseTo(variance, 12);
  });
});

describe("boosted quantiles", () => {
  const settings = { rounds: 60, depth: 3, rate: 0.1, leaf: 1 };

  it("learn the median of numbers and categories", () => {
    const { table, targets } = sample(300, hill);
    const model = boost(table, targets, 0.5, settings);
    expect(explained((row) => predictBoosted(model, row))).toBeGreaterThan(0.85);
  });

  it("have their share of noisy targets below them", () => {
    const noise = randomFrom("noise");
    const { table, targets } = sample(600, (row) => row[0]! + noise.next());
    for (const quantile of [0.16, 0.5, 0.84]) {
      const model = boost(table, targets, quantile, settings);
      const below = targets.filter((target, i) => target < predictBoosted(model, table.values.slice(3 * i, 3 * i + 3)));
      expect(Math.abs(below.length / 600 - quantile)).toBeLessThan(0.07);
    }
  });

  it("take quantiles as NumPy does", () => {
    expect(quantileOf(at(4, 1, 3, 2), 0.5)).toBe(2.5);
    expect(quantileOf(at(4, 1, 3, 2), 0.16)).toBeCloseTo(1.48, 12);
    expect(quantileOf(at(5), 0.84)).toBe(5);
  });
});
