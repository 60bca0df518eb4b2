import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { logImprovement } from "../../../src/core/math/expected-improvement.js";

const reference: [number, number, number][] = JSON.parse(
  readFileSync(new URL("../samplers/gp/vectors/improvement.json", import.meta.url), "utf8"),
);

describe("the logarithm of the expected improvement", () => {
  it.each(reference)("at %f standard deviations is what 60 digits give", (u, value, slope) => {
    const [ourValue, ourSlope] = logImprovement(u);
    expect(Math.abs(ourValue - value)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(value)));
    expect(Math.abs(ourSlope / slope - 1)).toBeLessThan(1e-9);
  });
});
