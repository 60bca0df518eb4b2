import fc from "fast-check";
import { expect, it } from "vitest";
import { decay } from "../../../src/core/math/exponential.js";

it("is exp(-t) to a relative error of 1e-14", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 63.9, noNaN: true }), (t) => Math.abs(decay(t) / Math.exp(-t) - 1) < 1e-14),
  );
});

it("is 1 at 0 and falls to 0", () => {
  expect(decay(0)).toBe(1);
  expect(decay(64)).toBe(0);
  expect(decay(Number.POSITIVE_INFINITY)).toBe(0);
});

it("stays not a number where it is given none", () => {
  expect(decay(Number.NaN)).toBeNaN();
});
