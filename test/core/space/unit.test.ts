import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf } from "../../../src/core/space/bounds.js";
import { choice, int, logint, lognormal, loguniform, normal, uniform } from "../../../src/core/space/build.js";
import { choicesOf, type Distribution, isCategorical } from "../../../src/core/space/distribution.js";
import { axisOf } from "../../../src/core/space/unit.js";
import { fits } from "../../../src/core/space/value.js";
import { anyDistribution, KINDS, text } from "./kinds.js";

const unit = fc.double({ min: 0, max: 1, noNaN: true });

function ends(distribution: Distribution): readonly [number, number] {
  return isCategorical(distribution) ? [0, choicesOf(distribution).length - 1] : boundsOf(distribution);
}

describe("the unit cube", () => {
  for (const [name, distribution] of Object.entries(KINDS)) {
    it(`reaches both ends of ${name}, by geometry and by probability`, () => {
      const axis = axisOf(distribution);
      expect([axis.fromUnit(0), axis.fromUnit(1)]).toEqual(ends(distribution));
      expect([axis.fromQuantile(0), axis.fromQuantile(1)]).toEqual(ends(distribution));
    });
  }

  it("gives values that fit, wherever in the cube", () => {
    fc.assert(
      fc.property(anyDistribution, unit, (distribution, u) => {
        const axis = axisOf(distribution);
        return fits(distribution, axis.fromUnit(u)) && fits(distribution, axis.fromQuantile(u));
      }),
    );
  });

  it("leads discrete values there and back exactly", () => {
    fc.assert(
      fc.property(anyDistribution, unit, (distribution, u) => {
        const axis = axisOf(distribution);
        fc.pre(axis.size < Number.POSITIVE_INFINITY);
        const value = axis.fromUnit(u);
        expect(axis.fromUnit(axis.toUnit(value))).toBe(value);
        expect(axis.fromQuantile(axis.toQuantile(value))).toBe(value);
      }),
    );
  });

  it("leads reals there and back to rounding", () => {
    fc.assert(
      fc.property(anyDistribution, unit, (distribution, u) => {
        const axis = axisOf(distribution);
        fc.pre(axis.size === Number.POSITIVE_INFINITY);
        const [low, high] = ends(distribution);
        // Ranges of a few representable numbers cannot be told apart this finely.
        fc.pre(high - low > 1e-6 * Math.max(Math.abs(low), Math.abs(high), 1e-9));
        expect(axis.toUnit(axis.fromUnit(u))).toBeCloseTo(u, 8);
        expect(axis.toQuantile(axis.fromQuantile(u))).toBeCloseTo(u, 6);
      }),
    );
  });

  it("surrounds the place of each discrete value by its cell", () => {
    fc.assert(
      fc.property(anyDistribution, unit, (distribution, u) => {
        const axis = axisOf(distribution);
        const value = axis.fromUnit(u);
        const place = axis.toUnit(value);
        expect(axis.cellStart(value)).toBeLessThanOrEqual(place);
        expect(axis.cellEnd(value)).toBeGreaterThanOrEqual(place);
        if (axis.size < Number.POSITIVE_INFINITY) {
          expect(u).toBeGreaterThanOrEqual(axis.cellStart(value) - 1e-9);
          expect(u).toBeLessThanOrEqual(axis.cellEnd(value) + 1e-9);
        }
      }),
    );
  });

  it("is in the order of the values", () => {
    fc.assert(
      fc.property(anyDistribution, unit, unit, (distribution, a, b) => {
        const axis = axisOf(distribution);
        fc.pre(a <= b);
        expect(axis.fromUnit(a)).toBeLessThanOrEqual(axis.fromUnit(b));
        expect(axis.fromQuantile(a)).toBeLessThanOrEqual(axis.fromQuantile(b));
      }),
    );
  });

  it("takes the middle of logarithms where the distribution is logarithmic", () => {
    expect(axisOf(loguniform(1e-4, 1)).fromUnit(0.5)).toBeCloseTo(1e-2, 12);
    expect(axisOf(logint(1, 10_000)).fromUnit(0.5)).toBe(71);
    expect(axisOf(uniform(0, 10)).fromUnit(0.25)).toBe(2.5);
  });

  it("gives each of n steps an n-th", () => {
    const axis = axisOf(int(1, 4));
    expect([0, 0.2499, 0.25, 0.5, 0.75, 0.999].map((u) => axis.fromUnit(u))).toEqual([1, 1, 2, 3, 4, 4]);
  });

  it("prints lattice values short", () => {
    const axis = axisOf(uniform(0, 1, { step: 0.1 }));
    expect([0.3, 0.65, 0.8].map((u) => axis.fromUnit(u))).toEqual([0.3, 0.7, 0.8]);
  });

  it("follows the prior in its quantiles", () => {
    expect(axisOf(normal(10, 2)).fromQuantile(0.5)).toBeCloseTo(10, 12);
    expect(axisOf(normal(10, 2)).fromQuantile(0.8413447460685429)).toBeCloseTo(12, 6);
    expect(axisOf(lognormal(3, 1)).fromQuantile(0.5)).toBeCloseTo(Math.exp(3), 10);
    expect(axisOf(normal(0, 1, { low: 0, high: 9 })).fromQuantile(0.5)).toBeCloseTo(0.6744897501960817, 12);
    const axis = axisOf(choice([text("a"), text("b"), text("c")], { weights: [1, 2, 1] }));
    expect([0, 0.2, 0.25, 0.7, 0.76, 1].map((q) => axis.fromQuantile(q))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("ends an open normal distribution eight standard deviations out", () => {
    expect(boundsOf(normal(1, 2))).toEqual([-15, 17]);
    expect(boundsOf(normal(0, 1, { low: 20 }))).toEqual([20, 28]);
    expect(boundsOf(normal(0, 1, { high: -3 }))).toEqual([-11, -3]);
    expect(boundsOf(lognormal(0, 1, { low: 2 }))).toEqual([2, 2 * Math.exp(8)]);
  });
});
