import { describe, expect, it } from "vitest";
import { keyOf } from "../../study/trials.js";
import { train } from "../pbt/training.js";
import { learner, meanExcess, rungsOf, whole } from "./learner.js";

const SEEDS = [1, 2, 3, 4];
const dehb = { name: "dehb", options: {} };

describe("dehb", () => {
  it("has the rungs of Hyperband, and promotes configurations in the first bracket alone", () => {
    const played = train(learner, { sampler: dehb, total: 230 });
    expect([0, 1, 2, 3, 4].map((bracket) => rungsOf(played, bracket))).toEqual([
      "81@1 27@3 9@9 3@27 1@81",
      "34@3 11@9 3@27 1@81",
      "15@9 5@27 1@81",
      "8@27 2@81",
      "5@81",
    ]);
    for (const { kind, budget } of played) expect(kind).toBe(budget.bracket === 0 && budget.rung > 0 ? "again" : "new");
    const later = played.filter(({ budget }) => budget.bracket > 0);
    expect(new Set(later.map(({ point }) => keyOf(point))).size).toBe(later.length);
  });

  it("breeds against members with the same budget", () => {
    const played = train(learner, { sampler: dehb, total: 420, slots: 3 });
    const bred = played.filter(({ attributes }) => attributes.has("hyperlens:target"));
    expect(bred.length).toBeGreaterThan(50);
    for (const { attributes, budget, number } of bred) {
      const target = played[Number(attributes.get("hyperlens:target"))]!;
      expect(target.number).toBeLessThan(number);
      expect(target.budget.resource).toBe(budget.resource);
    }
  });

  it("finds better configurations than Hyperband with random ones", () => {
    expect(meanExcess("dehb", 618, SEEDS)).toBeLessThan(0.7 * meanExcess("random", 618, SEEDS));
  });

  it("goes on where trials fail", () => {
    const played = train(learner, { sampler: dehb, total: 230, slots: 4, fails: (number) => number % 5 === 2 });
    expect(played).toHaveLength(230);
    expect(whole(played).length).toBeGreaterThan(4);
  });
});
