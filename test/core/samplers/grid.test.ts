import { describe, expect, it } from "vitest";
import { bool, choice, int, loguniform, normal, uniform } from "../../../src/core/space/build.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import { text } from "../space/kinds.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, keyOf, runStudy } from "../study/trials.js";

function gridOf(space: SearchSpace, options: Readonly<Record<string, number>> = {}, seed = 1) {
  return createSuggester({
    space,
    directions: ["minimize"],
    sampler: { name: "grid", options },
    seed,
    noisy: false,
    budget: null,
    parallel: 1,
  });
}

function valuesOf(space: SearchSpace, options: Readonly<Record<string, number>> = {}): number[] {
  const trials = runStudy(gridOf(space, options), space, 100, () => complete(0));
  return trials.map(({ params }) => params.get("x")!).sort((a, b) => a - b);
}

describe("the grid", () => {
  it("tries five values of a real, evenly spread in its own scale, both ends included", () => {
    expect(valuesOf(spaceOf([parameter("x", uniform(-1, 1))]))).toEqual([-1, -0.5, 0, 0.5, 1]);
    const logs = valuesOf(spaceOf([parameter("x", loguniform(1e-4, 1))])).map(Math.log10);
    expect(logs.map((x) => Math.round(x * 1e9) / 1e9 + 0)).toEqual([-4, -3, -2, -1, 0]);
  });

  it("tries as many as it is told", () => {
    expect(valuesOf(spaceOf([parameter("x", uniform(0, 1))]), { points: 3 })).toEqual([0, 0.5, 1]);
    expect(valuesOf(spaceOf([parameter("x", uniform(0, 1))]), { points: 1 })).toEqual([0.5]);
  });

  it("spreads the values of a normal parameter by probability", () => {
    const values = valuesOf(spaceOf([parameter("x", normal(0, 1))]), { points: 3 });
    expect(values.map((x) => Math.round(x * 1e4) / 1e4 + 0)).toEqual([-0.9674, 0, 0.9674]);
  });

  it("tries every whole number and category", () => {
    const space = spaceOf([parameter("x", int(1, 12)), parameter("y", choice([text("a"), text("b")]))]);
    expect(gridOf(space).total).toBe(24);
    expect(
      new Set(runStudy(gridOf(space), space, 100, () => complete(0)).map(({ params }) => keyOf(params))).size,
    ).toBe(24);
  });

  it("knows the size of a conditional tree and of what constraints leave", () => {
    const space = spaceOf(
      [
        parameter("kind", choice([text("a"), text("b"), text("c")])),
        parameter("x", uniform(0, 1), 'kind == "a"'),
        parameter("on", bool(), 'kind in ("a", "b")'),
        parameter("n", int(1, 4), "on"),
      ],
      ["n != 2"],
    );
    // a: 5 values of x, with on off (1) or on (3); b: off (1) or on (3); c alone.
    expect(gridOf(space).total).toBe(5 * 4 + 4 + 1);
    const trials = runStudy(gridOf(space), space, 100, () => complete(0));
    expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(25);
  });

  it("goes through the combinations in an order of the seed's", () => {
    const space = spaceOf([parameter("x", int(1, 30))]);
    const [a, b] = [1, 2].map((seed) =>
      runStudy(gridOf(space, {}, seed), space, 30, () => complete(0)).map(({ params }) => params.get("x")!),
    );
    expect(a).not.toEqual(b);
    expect(a).not.toEqual([...a!].sort((x, y) => x - y));
  });

  it("leaves out what another trial has, such as the baseline", () => {
    const space = spaceOf([parameter("x", int(1, 3))]);
    const first = runStudy(gridOf(space, {}, 5), space, 1, () => complete(0));
    const rest = runStudy(gridOf(space, {}, 6), space, 4, () => complete(0));
    expect(rest.length).toBe(3);
    expect(gridOf(space, {}, 6).suggest(first, 1)).not.toMatchObject({ point: first[0]!.params });
  });

  it("serves a grid that nobody could list, and knows its size", () => {
    const space = spaceOf(Array.from({ length: 9 }, (_, i) => parameter(`x${i}`, int(0, 99))));
    expect(gridOf(space).total).toBeNull();
    const smaller = spaceOf(Array.from({ length: 5 }, (_, i) => parameter(`x${i}`, int(0, 99))));
    expect(gridOf(smaller).total).toBe(1e10);
    const trials = runStudy(gridOf(smaller), smaller, 40, () => complete(0));
    expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(40);
    // Not just the last parameter moves.
    expect(new Set(trials.map(({ params }) => params.get("x0"))).size).toBeGreaterThan(10);
  });
});
