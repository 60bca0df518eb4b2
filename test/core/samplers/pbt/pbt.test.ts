import { describe, expect, it } from "vitest";
import { deriveRandom } from "../../../../src/core/math/random.js";
import { cubeOf } from "../../../../src/core/samplers/cube.js";
import { perturbed } from "../../../../src/core/samplers/pbt/explore.js";
import { generationsOf, truncated } from "../../../../src/core/samplers/pbt/population.js";
import { bool, choice, int, loguniform, ordinal, uniform } from "../../../../src/core/space/build.js";
import type { Distribution } from "../../../../src/core/space/distribution.js";
import { text, whole } from "../../space/kinds.js";
import { parameter, spaceOf } from "../../space/spaces.js";
import { type PlayedTrial, type Training, train } from "./training.js";

/**
 * Gradient descent with noise on a quadratic: the expected loss v becomes (1 - rate)² v + rate². Large rates are right at
 * first and small ones later, so that no fixed rate comes near the best schedule.
 */
const descent: Training<number> = {
  space: spaceOf([parameter("rate", loguniform(1e-3, 1))]),
  steps: 60,
  start: () => 10,
  step: (v, point) => (1 - point.get("rate")!) ** 2 * v + point.get("rate")! ** 2,
  loss: (v) => v,
};

const bestFixed = (() => {
  const rates = Array.from({ length: 2000 }, (_, i) => 1e-3 ** (1 - i / 1999));
  return Math.min(
    ...rates.map((rate) => {
      let v = descent.start();
      for (let step = 0; step < descent.steps; step++) v = descent.step(v, new Map([["rate", rate]]), step);
      return v;
    }),
  );
})();

const sampler = (options: Readonly<Record<string, string | number | boolean>> = {}) => ({ name: "pbt", options });

const best = (played: readonly PlayedTrial[]) =>
  Math.min(...played.filter(({ budget }) => budget.resource === descent.steps).map(({ loss }) => loss));

describe("population-based training", () => {
  it("finds a schedule that beats every fixed setting, whatever the seed and the number of slots", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      for (const slots of [1, 4]) {
        const played = train(descent, { sampler: sampler({ population: 8, interval: 4 }), seed, slots });
        expect(best(played)).toBeLessThan(0.95 * bestFixed);
      }
    }
  });

  it("does so as well where members do not wait for each other, and where each meets a random rival", () => {
    for (const options of [{ synchronous: false }, { exploit: "tournament" }]) {
      const played = train(descent, { sampler: sampler({ population: 8, interval: 4, ...options }), slots: 3 });
      expect(best(played)).toBeLessThan(bestFixed);
    }
  });

  it("goes through its generations, of which each member takes part in each", () => {
    const played = train(descent, { sampler: sampler({ population: 6, interval: 15 }), slots: 4 });
    expect(played).toHaveLength(6 * 4);
    for (const [rung, resource] of [15, 30, 45, 60].entries()) {
      const generation = played.filter(({ budget }) => budget.rung === rung);
      expect(generation.map(({ budget }) => budget.resource)).toEqual(Array(6).fill(resource));
      expect(new Set(generation.map(({ budget }) => budget.candidate)).size).toBe(6);
      expect(generation.every(({ continues }) => (continues === null) === (rung === 0))).toBe(true);
    }
  });

  it("lets the worst quarter go on from one of the best quarter with other parameters, and the rest as they were", () => {
    const played = train(descent, { sampler: sampler({ population: 8, interval: 20 }) });
    for (const rung of [0, 1]) {
      const order = played.filter(({ budget }) => budget.rung === rung).sort((a, b) => a.loss - b.loss);
      const after = played.filter(({ budget }) => budget.rung === rung + 1);
      for (const [place, member] of order.entries()) {
        const next = after.find(({ budget }) => budget.candidate === member.budget.candidate)!;
        const parent = order.findIndex(({ number }) => number === next.continues);
        if (place < 6) {
          expect(next.continues).toBe(member.number);
          expect(next.point).toEqual(member.point);
        } else {
          expect(parent).toBeLessThan(2);
          expect(next.point).not.toEqual(order[parent]!.point);
        }
      }
    }
  });

  it("has members that failed go on from others, and ends where all have failed", () => {
    const played = train(descent, {
      sampler: sampler({ population: 4, interval: 20 }),
      fails: (number) => number === 1 || number === 6,
    });
    expect(played).toHaveLength(12);
    const orphans = [1, 6].map((failed) => {
      const { candidate, rung } = played[failed]!.budget;
      return played.find(({ budget }) => budget.candidate === candidate && budget.rung === rung + 1)!;
    });
    for (const orphan of orphans) expect([1, 6]).not.toContain(orphan.continues);
    const none = train(descent, { sampler: sampler({ population: 4, interval: 20 }), fails: () => true });
    expect(none).toHaveLength(4);
  });

  it("never wants a checkpoint that it had given up, and gives up all but those of two generations", () => {
    for (const synchronous of [true, false]) {
      for (const slots of [1, 3, 8]) {
        const options = { population: 8, interval: 5, synchronous };
        const random = deriveRandom(slots, 0, "fails");
        const fails = Array.from({ length: 200 }, () => random.next() < 0.1);
        const played = train(descent, { sampler: sampler(options), slots, fails: (number) => fails[number]! });
        if (synchronous) for (const { sources } of played) expect(sources.size).toBeLessThanOrEqual(16);
        expect(played.at(-1)!.sources.size).toBe(0);
      }
    }
  });

  it("divides the study's trials into generations where no interval is given, and begins anew where some are left", () => {
    expect(new Set(train(descent, { sampler: sampler(), total: 60 }).map(({ budget }) => budget.rung)).size).toBe(6);
    const twice = train(descent, { sampler: sampler({ population: 5, interval: 20 }), total: 35 });
    expect(twice.map(({ budget }) => budget.bracket)).toEqual([...Array(15).fill(0), ...Array(15).fill(1)]);
  });
});

describe("the generations of a population", () => {
  const resources = (...given: Parameters<typeof generationsOf>) =>
    generationsOf(...given).map((rung) => rung.resource);

  it("end at the most of the resource, each above the one before, in whole numbers where it is counted in these", () => {
    expect(resources({ min: 1, max: 20 }, 8, 2, null)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(resources({ min: 1, max: 20 }, 8, 6, null)).toEqual([6, 12, 18, 20]);
    expect(resources({ min: 1, max: 4 }, 8, 1.3, null)).toEqual([1, 3, 4]);
    expect(resources({ min: 1, max: 5 }, 10, 0, null)).toEqual([1, 2, 3, 4, 5]);
    expect(resources({ min: 1, max: 100 }, 10, 0, 45)).toEqual([25, 50, 75, 100]);
    expect(resources({ min: 0.1, max: 1 }, 10, 0.25, null)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(resources({ min: 3, max: 9 }, 10, 1, null)).toEqual([3, 6, 9]);
    expect(resources({ min: 5, max: 5 }, 10, 1, 3)).toEqual([5]);
  });
});

describe("exploitation and exploration", () => {
  it("count the quantile as Ray Tune does: rounded up, no more than half", () => {
    expect(truncated(8, 0.25)).toBe(2);
    expect(truncated(3, 0.5)).toBe(1);
    expect(truncated(10, 0.25)).toBe(3);
    expect(truncated(4, 0)).toBe(0);
  });

  const moved = (distribution: Distribution, value: number, share: number) =>
    perturbed(cubeOf(spaceOf([parameter("x", distribution)])).dimensions[0]!, value, share);

  it("multiply numbers, and keep them in their range and on their lattice", () => {
    expect(moved(loguniform(1e-4, 1), 0.1, 0.2)).toBeCloseTo(0.12, 12);
    expect(moved(loguniform(1e-4, 1), 0.1, -0.2)).toBeCloseTo(0.08, 12);
    expect(moved(loguniform(1e-4, 1), 0.9, 0.2)).toBe(1);
    expect(moved(int(1, 64), 50, -0.2)).toBe(40);
    expect(moved(int(1, 64), 2, 0.2)).toBe(3);
    expect(moved(int(1, 64), 1, -0.2)).toBe(1);
    expect(moved(int(8, 64, { step: 8 }), 16, 0.2)).toBe(24);
  });

  it("move by a part of the range where that reaches 0, so that 0 is no trap", () => {
    expect(moved(uniform(0, 1), 0, 0.2)).toBeCloseTo(0.1, 12);
    expect(moved(uniform(-1, 1), 0.5, -0.2)).toBeCloseTo(0.3, 12);
  });

  it("move ordered categories to a neighbour, and leave unordered ones", () => {
    const sizes = ordinal([whole(16), whole(32), whole(64)]);
    expect([moved(sizes, 1, 0.2), moved(sizes, 1, -0.2), moved(sizes, 2, 0.2)]).toEqual([2, 0, 2]);
    expect(moved(choice([text("a"), text("b")]), 1, 0.2)).toBe(1);
    expect(moved(bool(), 0, 0.2)).toBe(0);
  });
});
