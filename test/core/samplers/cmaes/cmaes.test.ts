import { describe, expect, it } from "vitest";
import { choice, int, normal, uniform } from "../../../../src/core/space/build.js";
import type { SearchSpace } from "../../../../src/core/space/space.js";
import type { Suggestion } from "../../../../src/core/study/suggest.js";
import { createSuggester } from "../../../../src/core/study/suggester.js";
import type { Trial } from "../../../../src/core/study/trial.js";
import { text } from "../../space/kinds.js";
import { parameter, spaceOf } from "../../space/spaces.js";
import { complete, runStudy, trialIn } from "../../study/trials.js";

function cmaes(space: SearchSpace, options: Readonly<Record<string, number | string>> = {}, seed = 1) {
  return createSuggester({
    space,
    directions: ["minimize"],
    sampler: { name: "cmaes", options },
    seed,
    noisy: false,
    budget: null,
    parallel: 1,
  });
}

const square = spaceOf([parameter("x", uniform(0, 1)), parameter("y", uniform(0, 1))]);
const valley = (point: ReadonlyMap<string, number>) => {
  const [x, y] = [point.get("x")! - 0.7, point.get("y")! - 0.2];
  return (x + y) ** 2 + 1e-3 * (x - y) ** 2;
};

function generationOf(suggestion: Suggestion): unknown {
  if (suggestion.kind !== "point") throw new Error("Expected a configuration.");
  const stored = suggestion.attributes.find(([name]) => name === "hyperlens:generation")?.[1];
  return (stored as { readonly generation: number }).generation;
}

function best(trials: readonly Trial[]): number {
  return trials.reduce(
    (least, { outcome }) => Math.min(least, "values" in outcome ? outcome.values[0]! : least),
    Number.POSITIVE_INFINITY,
  );
}

describe("CMA-ES", () => {
  it("follows a narrow oblique valley to its end", () => {
    for (const seed of [1, 2, 3]) {
      const trials = runStudy(cmaes(square, { restarts: "off" }, seed), square, 300, (point) =>
        complete(valley(point)),
      );
      expect(best(trials)).toBeLessThan(1e-9);
    }
  });

  it("finds whole numbers, categories and reals together", () => {
    const space = spaceOf([
      parameter("x", uniform(-5, 5)),
      parameter("n", int(1, 50)),
      parameter("z", normal(0, 1)),
      parameter("kind", choice([text("a"), text("b"), text("c")])),
    ]);
    const judge = (point: ReadonlyMap<string, number>) =>
      complete(
        (point.get("x")! - 3) ** 2 +
          (point.get("n")! - 41) ** 2 / 10 +
          (point.get("z")! - 1) ** 2 +
          (point.get("kind") === 2 ? 0 : 5),
      );
    const results = [1, 2, 3, 4, 5].map((seed) => best(runStudy(cmaes(space, {}, seed), space, 250, judge)));
    expect(results.sort((a, b) => a - b)[2]).toBeLessThan(1e-2);
  });

  it("opens the next generation when as many trials of this one are finished as make a population", () => {
    const suggester = cmaes(square, { population: 5 });
    const trials: Trial[] = [];
    const add = (running: boolean) => {
      const number = trials.length;
      const suggestion = suggester.suggest(trials, number);
      if (suggestion.kind !== "point") throw new Error("Expected a configuration.");
      const outcome = running ? ({ kind: "running" } as const) : complete(valley(suggestion.point));
      trials.push(trialIn(square, number, suggestion.point, outcome, { attributes: new Map(suggestion.attributes) }));
      return generationOf(suggestion);
    };
    expect([add(true), add(false), add(false), add(false), add(true), add(false)]).toEqual([0, 0, 0, 0, 0, 0]);
    // Four are finished, two still run.
    expect(add(false)).toBe(0);
    expect(add(false)).toBe(1);
    // A straggler counts towards its own generation.
    const first = trials[0]!;
    trials[0] = trialIn(square, 0, first.params, complete(0.1), { attributes: first.systemAttributes });
    expect(add(false)).toBe(1);
  });

  it("gives the same proposals whether it has seen the study grow or reads it all at once", () => {
    const suggester = cmaes(square);
    const trials = runStudy(suggester, square, 120, (point) => complete(valley(point)));
    for (const length of [120, 61, 13]) {
      expect(cmaes(square).suggest(trials.slice(0, length), length)).toEqual(
        suggester.suggest(trials.slice(0, length), length),
      );
    }
  });

  it("starts where the best of earlier trials lie", () => {
    const earlier = Array.from({ length: 40 }, (_, i) => {
      const point = new Map([
        ["x", ((i * 7) % 40) / 40],
        ["y", ((i * 11) % 40) / 40],
      ]);
      return trialIn(square, i, point, complete(valley(point)));
    });
    const suggester = cmaes(square);
    const points = Array.from({ length: 60 }, (_, i) => suggester.suggest(earlier, 40 + i));
    const values = points.map((suggestion) => (suggestion.kind === "point" ? valley(suggestion.point) : 1));
    const typical = earlier.map(({ params }) => valley(new Map(params.entries()))).sort((a, b) => a - b)[20]!;
    expect(values.sort((a, b) => a - b)[30]).toBeLessThan(typical / 3);
  });

  it("begins anew with a doubled population when it has converged, and says so", () => {
    const bump = (point: ReadonlyMap<string, number>) => complete(Math.round(1000 * valley(point)) / 1000 + 1);
    const reasons = (restarts: string) => {
      const suggester = cmaes(square, { restarts });
      const trials = runStudy(suggester, square, 400, bump);
      const suggestion = suggester.suggest(trials, 400);
      return suggestion.kind === "point" ? suggestion.reason : "";
    };
    expect(reasons("ipop")).toMatch(/of start \d+, 12 trials/);
    expect(reasons("bipop")).toMatch(/of start \d+, /);
    expect(reasons("off")).not.toMatch(/of start/);
  });

  it("leaves the mean of a parameter alone while it is not active", () => {
    const space = spaceOf([
      parameter("kind", choice([text("a"), text("b")])),
      parameter("x", uniform(0, 1)),
      parameter("deep", uniform(0, 1), 'kind == "b"'),
    ]);
    const judge = (point: ReadonlyMap<string, number>) =>
      complete((point.get("x")! - 0.9) ** 2 + (point.get("kind") === 1 ? 1 : 0));
    const suggester = cmaes(space);
    const trials = runStudy(suggester, space, 150, judge);
    const deep = trials.slice(75).flatMap(({ params }) => params.get("deep") ?? []);
    expect(deep.length).toBeGreaterThan(2);
    const mean = deep.reduce((a, b) => a + b, 0) / deep.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.35);
    expect(best(trials)).toBeLessThan(1e-5);
  });
});
