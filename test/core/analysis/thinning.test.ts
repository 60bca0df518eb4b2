import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thinned } from "../../../src/core/analysis/thinning.js";

const losses = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 400 });

describe("thinning", () => {
  it("returns few items as they are", () => {
    const items = [3, 1, 2];
    expect(thinned(items, 10, Number)).toBe(items);
  });

  it("keeps exactly so many, in their order, and always the best", () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 10, max: 100 }), (items, most) => {
        const places = items.map((loss, place) => ({ loss, place }));
        const kept = thinned(places, most, ({ loss }) => loss);
        expect(kept).toHaveLength(Math.min(most, items.length));
        expect([...kept].sort((a, b) => a.place - b.place)).toEqual(kept);
        if (items.length > 0) expect(Math.min(...kept.map(({ loss }) => loss))).toBe(Math.min(...items));
      }),
    );
  });
});
