import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bool,
  choice,
  int,
  logint,
  lognormal,
  loguniform,
  normal,
  ordinal,
  uniform,
} from "../../../src/core/space/build.js";
import type { Literal } from "../../../src/core/space/literal.js";
import { axisOf } from "../../../src/core/space/unit.js";
import { fits, internalOf, literalOf, nearestValue } from "../../../src/core/space/value.js";
import { anyDistribution, text, whole } from "./kinds.js";

function real(value: number): Literal {
  return { kind: "real", value };
}

describe("values of a distribution", () => {
  it("become literals of the distribution's kind", () => {
    expect(literalOf(uniform(0, 2), 1)).toEqual(real(1));
    expect(literalOf(int(0, 2), 1)).toEqual(whole(1));
    expect(literalOf(logint(1, 8), 4)).toEqual(whole(4));
    expect(literalOf(normal(0, 1), 0.5)).toEqual(real(0.5));
    expect(literalOf(choice([text("a"), text("b")]), 1)).toEqual(text("b"));
    expect(literalOf(bool(), 0)).toEqual({ kind: "boolean", value: false });
    expect(() => literalOf(bool(), 2)).toThrow(RangeError);
  });

  it("come back from their literals", () => {
    fc.assert(
      fc.property(anyDistribution, fc.double({ min: 0, max: 1, noNaN: true }), (distribution, u) => {
        const value = axisOf(distribution).fromUnit(u);
        expect(internalOf(distribution, literalOf(distribution, value))).toBe(value);
      }),
    );
  });

  it("are read from literals of another kind only where nothing is lost", () => {
    expect(internalOf(uniform(0, 10), whole(3))).toBe(3);
    expect(internalOf(int(0, 10), real(3))).toBe(3);
    expect(internalOf(int(0, 10), real(3.5))).toBeNull();
    expect(internalOf(uniform(0, 10), text("3"))).toBeNull();
    expect(internalOf(uniform(0, 10), { kind: "boolean", value: true })).toBeNull();
    expect(internalOf(choice([whole(1), whole(2)]), real(2))).toBe(1);
    expect(internalOf(bool(), whole(1))).toBeNull();
  });

  it("outside the range are represented, but do not fit", () => {
    expect(internalOf(uniform(0, 1), real(2))).toBe(2);
    expect(fits(uniform(0, 1), 2)).toBe(false);
    expect(internalOf(int(1, 9, { step: 2 }), whole(11))).toBe(11);
    expect(fits(int(1, 9, { step: 2 }), 11)).toBe(false);
  });

  it("that the distribution has no form for are not represented", () => {
    expect(internalOf(loguniform(1e-3, 1), real(0))).toBeNull();
    expect(internalOf(logint(1, 10), whole(-4))).toBeNull();
    expect(internalOf(lognormal(0, 1), real(0))).toBeNull();
    expect(internalOf(choice([text("a")]), text("b"))).toBeNull();
    expect(internalOf(uniform(0, 1, { step: 0.25 }), real(0.3))).toBeNull();
    expect(internalOf(int(1, 9, { step: 2 }), whole(4))).toBeNull();
    expect(internalOf(uniform(0, 1), real(Number.NaN))).toBeNull();
  });

  it("fit within bounds, on the lattice, or in the list", () => {
    expect(fits(uniform(0, 1), 1)).toBe(true);
    expect(fits(uniform(0, 1), Number.NaN)).toBe(false);
    expect(fits(uniform(0, 1, { step: 0.1 }), 0.3)).toBe(true);
    expect(fits(uniform(0, 1, { step: 0.1 }), 0.1 + 0.2)).toBe(false);
    expect(fits(ordinal([whole(1), whole(2)]), 1)).toBe(true);
    expect(fits(ordinal([whole(1), whole(2)]), 2)).toBe(false);
    expect(fits(bool(), 0.5)).toBe(false);
  });

  it("are the nearest ones where others are asked for", () => {
    expect(nearestValue(uniform(0, 1, { step: 0.1 }), 0.1 + 0.2)).toBe(0.3);
    expect(nearestValue(uniform(0, 1), 7)).toBe(1);
    expect(nearestValue(int(1, 9, { step: 4 }), 6.9)).toBe(5);
    expect(nearestValue(logint(1, 100), -5)).toBe(1);
    expect(nearestValue(choice([text("a"), text("b")]), 3)).toBe(1);
    expect(nearestValue(normal(0, 1, { high: 2 }), 3)).toBe(2);
  });
});
