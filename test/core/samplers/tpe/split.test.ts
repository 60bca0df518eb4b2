import { describe, expect, it } from "vitest";
import type { Observation } from "../../../../src/core/samplers/sampler.js";
import { GOOD_COUNTS, splitTrials } from "../../../../src/core/samplers/tpe/split.js";
import { observation } from "../observations.js";

function numbers(trials: readonly Observation[]): number[] {
  return trials.map(({ number }) => number);
}

describe("the number of good trials", () => {
  const sizes = [10, 20, 50, 100, 250, 400];

  it("is a tenth, at most 25, by Optuna's rule", () => {
    expect(sizes.map((n) => GOOD_COUNTS.optuna(n, 1))).toEqual([1, 2, 5, 10, 25, 25]);
    expect(GOOD_COUNTS.optuna(400, 2)).toBe(40);
  });

  it("is a quarter of the square root by Hyperopt's rule, whose cap binds above 9,216", () => {
    expect(sizes.map((n) => GOOD_COUNTS.hyperopt(n, 1))).toEqual([1, 2, 2, 3, 4, 5]);
    expect([9_216, 10_000, 100_000].map((n) => GOOD_COUNTS.hyperopt(n, 1))).toEqual([24, 25, 25]);
  });
});

describe("the split", () => {
  it("orders complete trials by loss, the earlier of equals first", () => {
    const history = [3, 1, 2, 1, Infinity, -Infinity].map((loss, i) => observation(i, { losses: [loss] }));
    const { good, bad } = splitTrials(history, 1, () => 4);
    expect(numbers(good)).toEqual([5, 1, 3, 2]);
    expect(numbers(bad)).toEqual([0, 4]);
  });

  it("takes pruned trials after complete ones, those that came further first, and infeasible ones last", () => {
    const history = [
      observation(0, { losses: [9], violation: 2 }),
      observation(1, { state: "pruned", losses: [1], intermediate: [[1, 1]] }),
      observation(2, {
        state: "pruned",
        losses: [5],
        intermediate: [
          [1, 0],
          [3, 5],
        ],
      }),
      observation(3, { state: "pruned", losses: [4], intermediate: [[3, 4]] }),
      observation(4, { losses: [100] }),
      observation(5, { losses: [0], violation: 0.5 }),
      observation(6, { state: "pruned", losses: [] }),
    ];
    expect(numbers(splitTrials(history, 1, () => 7).good)).toEqual([4, 3, 2, 1, 6, 5, 0]);
  });

  it("takes failed and running trials for bad, and does not count them", () => {
    const history = [
      observation(0, { state: "failed", losses: [] }),
      observation(1),
      observation(2, { state: "running", losses: [] }),
    ];
    let counted = -1;
    const { good, bad } = splitTrials(history, 1, (n) => {
      counted = n;
      return 3;
    });
    expect(counted).toBe(1);
    expect(numbers(good)).toEqual([1]);
    expect(numbers(bad)).toEqual([0, 2]);
  });

  it("fills up whole fronts of several objectives, and divides the last by hypervolume", () => {
    const losses = [
      [0, 4],
      [4, 0],
      [2, 2],
      [2.1, 1.9],
      [5, 5],
      [1, 3],
    ];
    const history = losses.map((pair, i) => observation(i, { losses: pair }));
    expect(numbers(splitTrials(history, 2, () => 5).good).sort()).toEqual([0, 1, 2, 3, 5]);
    // Each end of the front adds a sliver only; the middle adds most, and its neighbour then next to nothing.
    const three = numbers(splitTrials(history, 2, () => 3).good);
    expect(three).toContain(2);
    expect(three).not.toContain(3);
    expect(three).not.toContain(4);
  });

  it("survives objectives that are infinite or all alike", () => {
    const history = [
      [Infinity, 1],
      [-Infinity, 1],
      [0, Infinity],
      [0, 1],
    ].map((pair, i) => observation(i, { losses: pair }));
    for (let n = 0; n <= 4; n++) expect(splitTrials(history, 2, () => n).good.length).toBe(n);
  });

  it("thins thousands of bad trials, but never running ones", () => {
    const history = Array.from({ length: 9000 }, (_, i) =>
      observation(i, i % 3 === 0 && i > 8900 ? { state: "running", losses: [] } : { losses: [i] }),
    );
    const { bad } = splitTrials(history, 1, () => 25);
    expect(bad.length).toBeLessThan(2700);
    expect(bad.filter(({ state }) => state === "running").length).toBe(
      history.filter(({ state }) => state === "running").length,
    );
  });
});
