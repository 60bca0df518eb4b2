import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logStretch, SOFTNESS, warpOf } from "../../../../src/core/samplers/gp/warp.js";

const losses = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 40 });

describe.each([...SOFTNESS])("a warp of softness %d", (softness) => {
  it("standardises the losses that it was made of", () => {
    fc.assert(
      fc.property(losses, (values) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1e-3);
        const warp = warpOf(values, softness);
        const warped = values.map(warp.apply);
        const mean = warped.reduce((sum, z) => sum + z, 0) / warped.length;
        const variance = warped.reduce((sum, z) => sum + (z - mean) ** 2, 0) / warped.length;
        expect(mean).toBeCloseTo(0, 8);
        expect(variance).toBeCloseTo(1, 8);
      }),
    );
  });

  it("increases, below the least loss as well", () => {
    const warp = warpOf([1, 2, 3, 10, 1000], softness);
    const places = [-500, -1, 0.99, 1, 1.01, 5, 1000, 1e6];
    const warped = places.map(warp.apply);
    expect(warped).toEqual([...warped].sort((a, b) => a - b));
    expect(new Set(warped).size).toBe(places.length);
  });

  it("has the slope that differences give", () => {
    const warp = warpOf([1, 2, 3, 10, 1000], softness);
    for (const loss of [-3, 1.5, 20, 900]) {
      const difference = (warp.apply(loss + 1e-4) - warp.apply(loss - 1e-4)) / 2e-4;
      expect(warp.slope(loss) / difference).toBeCloseTo(1, 5);
    }
  });

  it("is defined where all losses are equal", () => {
    const warp = warpOf([4, 4, 4], softness);
    expect(warp.apply(4)).toBe(0);
    expect(warp.apply(5)).toBeGreaterThan(0);
    expect(logStretch(warp, [4, 4, 4])).toBe(0);
  });
});

it("draws bad losses together the more, the softer it is not", () => {
  const values = [1, 2, 3, 10, 1000];
  const gaps = SOFTNESS.map((softness) => {
    const warp = warpOf(values, softness);
    return (warp.apply(1000) - warp.apply(10)) / (warp.apply(10) - warp.apply(1));
  });
  expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
});
