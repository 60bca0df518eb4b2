import { describe, expect, it } from "vitest";
import { bracketWeights, floatLog, wholeLog } from "../../../src/core/pruners/brackets.js";
import { affordableCandidates, halvingPlan } from "../../../src/core/pruners/halving-plan.js";
import { drawBracket } from "../../../src/core/pruners/hyperband.js";
import { kerasBrackets, paperBrackets } from "../../../src/core/pruners/hyperband-plan.js";
import type { Rung } from "../../../src/core/pruners/planner.js";
import { rungsBelow } from "../../../src/core/pruners/rungs.js";

const text = (rungs: readonly Rung[]) => rungs.map(({ candidates, resource }) => `${candidates}@${resource}`).join(" ");

describe("synchronous halving", () => {
  const plan = (
    candidates: number,
    least: "exhaust" | "smallest",
    parts: { readonly max?: number; readonly aggressive?: boolean } = {},
  ) => text(halvingPlan({ candidates, min: 20, max: 1000, factor: 3, least, aggressive: false, ...parts }));

  it("plans the rungs of scikit-learn for 1000 samples, two classes, five folds", () => {
    expect(plan(27, "exhaust")).toBe("27@37 9@111 3@333 1@999");
    expect(plan(27, "smallest")).toBe("27@20 9@60 3@180 1@540");
    expect(plan(50, "smallest")).toBe("50@20 17@60 6@180 2@540");
  });

  it("ends early where the resource does not reach, or eliminates aggressively at first", () => {
    expect(plan(81, "smallest", { max: 100 })).toBe("81@20 27@60");
    expect(plan(81, "smallest", { max: 100, aggressive: true })).toBe("81@20 27@20 9@20 3@20 1@60");
  });

  it("begins with as many candidates as the trials allow, and no more", () => {
    const shape = { min: 1, max: 81, factor: 3, least: "exhaust", aggressive: false } as const;
    for (const trials of [1, 2, 5, 30, 99, 1000]) {
      const most = affordableCandidates(trials, shape);
      const cost = (candidates: number) =>
        halvingPlan({ ...shape, candidates }).reduce((sum, rung) => sum + rung.candidates, 0);
      expect(cost(most)).toBeLessThanOrEqual(trials);
      expect(cost(most + 1)).toBeGreaterThan(trials);
    }
  });
});

describe("the brackets of Hyperband", () => {
  it("weigh as Optuna weighs them, and hold its rungs", () => {
    expect(wholeLog(100, 3) + 1).toBe(5);
    expect(bracketWeights(5, 3)).toEqual([81, 34, 15, 8, 5]);
    const rungs = (skip: number) => rungsBelow(100, { min: 1, factor: 3, skip });
    expect([0, 1, 2, 3, 4].map(rungs)).toEqual([[1, 3, 9, 27, 81], [3, 9, 27, 81], [9, 27, 81], [27, 81], [81]]);
  });

  it("count whole logarithms, or lose one as floating-point quotients do", () => {
    expect([wholeLog(243, 3), floatLog(243, 3)]).toEqual([5, 4]);
    expect([wholeLog(1000, 10), floatLog(1000, 10)]).toEqual([3, 2]);
    expect([wholeLog(125, 5), floatLog(125, 5)]).toEqual([3, 3]);
  });

  it("share trials by their weights", () => {
    const weights = [81, 34, 15, 8, 5];
    const counts = [0, 0, 0, 0, 0];
    for (let number = 0; number < 14_300; number++) counts[drawBracket("study", number, weights)]!++;
    for (const [bracket, weight] of weights.entries()) {
      expect(Math.abs(counts[bracket]! - 100 * weight)).toBeLessThan(5 * Math.sqrt(100 * weight));
    }
  });

  it("begin as Ray Tune's and the paper's do", () => {
    const brackets = paperBrackets({ min: 1, max: 81 }, 3);
    expect(brackets.map((rungs) => text(rungs.slice(0, 1)))).toEqual(["81@1", "34@3", "15@9", "8@27", "5@81"]);
    expect(text(brackets[0]!)).toBe("81@1 27@3 9@9 3@27 1@81");
  });

  it("are KerasTuner's where these are wanted", () => {
    expect(kerasBrackets(100, 3).map(text)).toEqual([
      "98@2 33@4 11@12 4@34 2@100",
      "41@4 14@12 5@34 2@100",
      "18@12 6@34 2@100",
      "9@34 3@100",
      "6@100",
    ]);
  });

  it("leave out rungs as Ray's ASHA does", () => {
    expect([0, 1, 2].map((skip) => rungsBelow(100, { min: 1, factor: 4, skip }))).toEqual([
      [1, 4, 16, 64],
      [4, 16, 64],
      [16, 64],
    ]);
  });
});
