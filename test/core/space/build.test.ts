import { describe, expect, it } from "vitest";
import {
  choice,
  DistributionError,
  int,
  logint,
  lognormal,
  loguniform,
  normal,
  ordinal,
  uniform,
} from "../../../src/core/space/build.js";
import { text, whole } from "./kinds.js";

function mistake(build: () => unknown): DistributionError {
  try {
    build();
  } catch (error) {
    if (error instanceof DistributionError) return error;
    throw error;
  }
  throw new Error("It was built.");
}

describe("building distributions", () => {
  it("lowers the upper bound of a lattice in decimal arithmetic", () => {
    expect(uniform(0, 1, { step: 0.3 })).toEqual({ kind: "uniform", low: 0, high: 0.9, step: 0.3 });
    expect(uniform(0, 1, { step: 0.1 })).toMatchObject({ high: 1 });
    expect(uniform(0.1, 0.7, { step: 0.2 })).toMatchObject({ high: 0.7 });
    expect(uniform(-1, 1, { step: 0.3 })).toMatchObject({ high: 0.8 });
    expect(uniform(1e-7, 1e-6, { step: 2.5e-7 })).toMatchObject({ high: 8.5e-7 });
    expect(uniform(0, 1e21, { step: 4e20 })).toMatchObject({ high: 8e20 });
    expect(int(1, 10, { step: 4 })).toEqual({ kind: "int", low: 1, high: 9, step: 4 });
    expect(int(0, 3, { step: 5 })).toMatchObject({ high: 0 });
  });

  it("scales the weights of categories to a sum of 1", () => {
    expect(choice([text("a"), text("b")], { weights: [1, 3] })).toMatchObject({ weights: [0.25, 0.75] });
    expect(choice([text("a"), text("b")])).toMatchObject({ weights: null });
  });

  it("keeps open sides of normal distributions open", () => {
    expect(normal(0, 1)).toEqual({ kind: "normal", mu: 0, sigma: 1, low: null, high: null });
    expect(lognormal(0, 1, { low: 0.1 })).toEqual({ kind: "lognormal", mu: 0, sigma: 1, low: 0.1, high: null });
  });

  it.each([
    ["low-above-high", "high", () => uniform(2, 1)],
    ["not-finite", "low", () => uniform(Number.NaN, 1)],
    ["not-finite", "high", () => uniform(0, Number.POSITIVE_INFINITY)],
    ["range-too-wide", "high", () => uniform(-1e308, 1e308)],
    ["step-not-positive", "step", () => uniform(0, 1, { step: 0 })],
    ["step-not-positive", "step", () => int(0, 10, { step: -2 })],
    ["step-too-small", "step", () => uniform(0, 1, { step: 1e-17 })],
    ["log-of-zero", "low", () => loguniform(0, 1)],
    ["log-of-zero", "low", () => logint(0, 10)],
    ["log-of-zero", "low", () => lognormal(0, 1, { low: 0 })],
    ["not-whole", "low", () => int(0.5, 3)],
    ["not-whole", "high", () => logint(1, 2.5)],
    ["not-whole", "step", () => int(0, 3, { step: 0.5 })],
    ["out-of-range", "high", () => int(0, 2 ** 60)],
    ["sigma-not-positive", "sigma", () => normal(0, 0)],
    ["not-finite", "mu", () => lognormal(Number.NaN, 1)],
    ["out-of-range", "mu", () => lognormal(1000, 1)],
    ["out-of-range", "sigma", () => lognormal(0, 200)],
    ["low-above-high", "high", () => normal(0, 1, { low: 2, high: 1 })],
    ["no-choices", "choices", () => choice([])],
    ["duplicate-choice", "choices", () => choice([text("a"), text("b"), text("a")])],
    ["duplicate-choice", "choices", () => ordinal([whole(1), { kind: "real", value: 1 }])],
    ["weights-count", "weights", () => choice([text("a")], { weights: [1, 2] })],
    ["weight-not-positive", "weights", () => choice([text("a"), text("b")], { weights: [1, 0] })],
  ] as const)("refuses %s and blames %s", (code, argument, build) => {
    expect(mistake(build)).toMatchObject({ code, argument, name: "DistributionError" });
  });

  it("names the entry of a list that is at fault", () => {
    expect(mistake(() => choice([text("a"), text("b"), text("b")])).index).toBe(2);
    expect(mistake(() => choice([text("a"), text("b")], { weights: [1, -1] })).index).toBe(1);
    expect(mistake(() => choice([])).index).toBeNull();
  });

  it("says what was wrong and how to mend it", () => {
    expect(mistake(() => loguniform(0, 1)).message).toBe(
      "low of loguniform must be above 0, since its logarithm is taken, but is 0; make it positive, or write uniform(…).",
    );
    expect(mistake(() => uniform(2, 1)).message).toContain("2 > 1; swap them");
  });

  it("tells apart what every language tells apart", () => {
    const categories = [text("1"), whole(1), { kind: "none" }, { kind: "boolean", value: true }] as const;
    expect(() => choice(categories)).not.toThrow();
  });
});
