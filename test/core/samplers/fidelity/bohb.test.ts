import { describe, expect, it } from "vitest";
import { encodeBudget } from "../../../../src/core/study/budget.js";
import { createSuggester } from "../../../../src/core/study/suggester.js";
import type { Trial } from "../../../../src/core/study/trial.js";
import { complete, trialIn } from "../../study/trials.js";
import { train } from "../pbt/training.js";
import { learner, meanExcess, rungsOf } from "./learner.js";

const SEEDS = [1, 2, 3, 4];
const RUNGS = [
  { candidates: 27, resource: 3 },
  { candidates: 9, resource: 9 },
  { candidates: 3, resource: 27 },
];

describe("bohb", () => {
  it("goes through the brackets of Hyperband", () => {
    const played = train(learner, { sampler: { name: "bohb", options: {} }, total: 230 });
    expect([0, 1, 2, 3, 4].map((bracket) => rungsOf(played, bracket))).toEqual([
      "81@1 27@3 9@9 3@27 1@81",
      "34@3 11@9 3@27 1@81",
      "15@9 5@27 1@81",
      "8@27 2@81",
      "5@81",
    ]);
  });

  it("begins the next bracket where slots would wait", () => {
    const played = train(learner, { sampler: { name: "bohb", options: {} }, total: 140, slots: 40 });
    const [last] = played.filter(({ budget }) => budget.bracket === 0 && budget.rung === 1);
    expect(played.some(({ number, budget }) => budget.bracket === 1 && number < last!.number)).toBe(true);
  });

  it("finds better configurations than Hyperband with random ones", () => {
    expect(meanExcess("bohb", 206, SEEDS)).toBeLessThan(0.7 * meanExcess("random", 206, SEEDS));
  });

  it("has its model from the largest budget with enough results", () => {
    const sampler = { name: "bohb", options: { random: 0 } };
    const { space } = learner;
    const setup = {
      space,
      directions: ["minimize"],
      sampler,
      seed: 1,
      noisy: false,
      budget: null,
      parallel: 1,
    } as const;
    const suggester = createSuggester(setup);
    const trials: Trial[] = [];
    const add = (resource: number) => {
      const number = trials.length;
      const rung = RUNGS.findIndex((each) => each.resource === resource);
      const budget = { resource, candidate: number, bracket: 0, rung, rungs: RUNGS };
      const suggestion = suggester.suggest(trials, number, { budget, continues: null });
      if (suggestion.kind !== "point") throw new Error("The space is exhausted.");
      const attributes = new Map([["hyperlens:budget", encodeBudget(budget)]]);
      const isLast = rung === RUNGS.length - 1;
      const outcome = isLast ? complete(number) : ({ kind: "pruned", values: [number] } as const);
      const intermediate = new Map([[resource, number]]);
      trials.push(trialIn(space, number, suggestion.point, outcome, { attributes, intermediate }));
      return suggestion.reason;
    };
    // Four parameters: a model takes five results and two beyond.
    for (let i = 0; i < 7; i++) expect(add(3)).toMatch(/too few results/);
    for (let i = 0; i < 7; i++) expect(add(9)).toMatch(/model of the 7 trials with 3\b/);
    expect(add(27)).toMatch(/model of the 7 trials with 9\b/);
  });
});
