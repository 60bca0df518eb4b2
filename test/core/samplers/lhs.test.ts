import { describe, expect, it } from "vitest";
import { choice, uniform } from "../../../src/core/space/build.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import { text } from "../space/kinds.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, runStudy } from "../study/trials.js";

const space = spaceOf([
  parameter("x", uniform(0, 1)),
  parameter("y", uniform(0, 1)),
  parameter("kind", choice([text("a"), text("b"), text("c"), text("d")])),
]);

function valuesOf(name: string, trials: number, budget: number | null, points = 0): number[] {
  const suggester = createSuggester({
    space,
    directions: ["minimize"],
    sampler: { name: "lhs", options: { points } },
    seed: 3,
    noisy: false,
    budget,
    parallel: 1,
  });
  return runStudy(suggester, space, trials, () => complete(0)).map(({ params }) => params.get(name)!);
}

const parts = (values: readonly number[], count: number) => new Set(values.map((x) => Math.floor(x * count))).size;

describe("the Latin hypercube sampler", () => {
  it("cuts each range into as many parts as the study has trials, and tries each once", () => {
    for (const name of ["x", "y"]) expect(parts(valuesOf(name, 40, 40), 40)).toBe(40);
  });

  it("tries every category equally often", () => {
    const kinds = valuesOf("kind", 40, 40);
    expect([0, 1, 2, 3].map((kind) => kinds.filter((other) => other === kind).length)).toEqual([10, 10, 10, 10]);
  });

  it("goes on with the next hypercube when one is used up", () => {
    const values = valuesOf("x", 36, null, 12);
    for (const start of [0, 12, 24]) expect(parts(values.slice(start, start + 12), 12)).toBe(12);
    expect(new Set(values).size).toBe(36);
  });
});
