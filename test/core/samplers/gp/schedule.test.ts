import { describe, expect, it } from "vitest";
import { fittedCount, isRung, isThorough, rungBelow } from "../../../../src/core/samplers/gp/schedule.js";

const counts = Array.from({ length: 2000 }, (_, i) => i + 1);

describe("the schedule of fits", () => {
  it("fits on at most the trials that there are, and leaves out a fifth at most", () => {
    for (const n of counts) {
      expect(fittedCount(n)).toBeLessThanOrEqual(n);
      expect(fittedCount(n)).toBeGreaterThanOrEqual(0.8 * n);
    }
  });

  it("stays on the same fit until the next one", () => {
    for (const n of counts) expect(fittedCount(fittedCount(n))).toBe(fittedCount(n));
  });

  it("starts each fit from a rung below it that is itself fitted thoroughly", () => {
    for (const n of counts) {
      const rung = rungBelow(fittedCount(n));
      expect(rung).toBeLessThan(Math.max(1, fittedCount(n)));
      if (rung > 0) expect(isThorough(rung)).toBe(true);
    }
  });

  it("has rungs that are fitted themselves", () => {
    for (const n of counts.filter(isRung)) expect(fittedCount(n)).toBe(n);
  });

  it("needs few fits to arrive at any number of trials", () => {
    for (const n of counts) {
      let steps = 0;
      for (let m = fittedCount(n); m > 0; m = rungBelow(m)) steps++;
      expect(steps).toBeLessThanOrEqual(9);
    }
  });
});
