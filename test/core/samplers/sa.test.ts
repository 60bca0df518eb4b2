import { describe, expect, it } from "vitest";
import { choice, uniform } from "../../../src/core/space/build.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { text } from "../space/kinds.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, runStudy, trialIn } from "../study/trials.js";

const line = spaceOf([parameter("x", uniform(0, 1))]);

function annealer(space = line, options: Readonly<Record<string, number>> = {}, budget = 100, seed = 1) {
  return createSuggester({
    space,
    directions: ["minimize"],
    sampler: { name: "sa", options },
    seed,
    noisy: false,
    budget,
    parallel: 1,
  });
}

function trialsWith(losses: readonly number[]): Trial[] {
  return losses.map((loss, i) => trialIn(line, i, new Map([["x", (i + 1) / 1000]]), complete(loss)));
}

function reasonAfter(losses: readonly number[], options: Readonly<Record<string, number>> = {}, seed = 1): string {
  const suggestion = annealer(line, options, 105, seed).suggest(trialsWith(losses), losses.length);
  return suggestion.kind === "point" ? suggestion.reason : "";
}

/** How often the walk moved from a best trial of loss 0 to one of loss 1, where the typical first difference is 1. */
function share(options: Readonly<Record<string, number>>, before: readonly number[] = []): number {
  const seeds = Array.from({ length: 300 }, (_, seed) => seed);
  const losses = [0, 1, 1, 1, 2, ...before, 1];
  const moved = seeds.filter((seed) => !reasonAfter(losses, options, seed).includes("the best trial"));
  return moved.length / seeds.length;
}

describe("simulated annealing", () => {
  it("accepts a typical worsening as often as it is told at the start", () => {
    for (const accept of [0.2, 0.5, 0.8]) expect(Math.abs(share({ accept }) - accept)).toBeLessThan(0.08);
  });

  it("accepts hardly any once it has cooled", () => {
    const worse = Array.from({ length: 90 }, () => 50);
    expect(share({ accept: 0.5, patience: 1000 }, worse)).toBeLessThan(0.01);
  });

  it("always goes to a better trial", () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(reasonAfter([3, 4, 5, 6, 7, 2.9], {}, seed)).toContain("the best trial");
    }
  });

  it("cools geometrically over the study's trials", () => {
    const heat = (count: number) =>
      Number(/at (\S+) %/.exec(reasonAfter(Array.from({ length: 5 + count }, (_, i) => 100 - i)))?.[1]);
    expect(heat(0)).toBe(100);
    expect(heat(50)).toBeCloseTo(3.2, 1);
    expect(heat(100)).toBeCloseTo(0.1, 3);
  });

  it("goes back to the best trial when it has found no better one for long", () => {
    // So hot that it accepts everything.
    const hot = { accept: 0.99, cold: 1 };
    const losses = [1, 1.5, 2, 3, 4, ...Array.from({ length: 9 }, () => 1.1)];
    expect(reasonAfter(losses, { ...hot, patience: 10 })).toContain("trial 13");
    expect(reasonAfter(losses, { ...hot, patience: 9 })).toContain("the best trial");
  });

  it("finds the bottom of a bowl beside a category", () => {
    const space = spaceOf([
      parameter("x", uniform(-5, 5)),
      parameter("y", uniform(-5, 5)),
      parameter("kind", choice([text("a"), text("b"), text("c"), text("d")])),
    ]);
    const results = [1, 2, 3, 4, 5].map((seed) => {
      const trials = runStudy(annealer(space, {}, 200, seed), space, 200, (point) =>
        complete((point.get("x")! - 1) ** 2 + (point.get("y")! + 2) ** 2 + (point.get("kind") === 3 ? 0 : 3)),
      );
      return Math.min(...trials.map(({ outcome }) => ("values" in outcome ? outcome.values[0]! : 100)));
    });
    expect(results.sort((a, b) => a - b)[2]).toBeLessThan(0.02);
  });
});
