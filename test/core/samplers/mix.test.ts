import { describe, expect, it } from "vitest";
import { int, uniform } from "../../../src/core/space/build.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import { MethodOptionError } from "../../../src/core/study/method-check.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "../study/trials.js";

const line = spaceOf([parameter("x", uniform(0, 1))]);

function reasons(options: Readonly<Record<string, number>>, count = 200, space: SearchSpace = line): string[] {
  const suggester = createSuggester({
    space,
    directions: ["minimize"],
    sampler: { name: "mix", options },
    seed: 4,
    noisy: false,
    budget: null,
    parallel: 1,
  });
  const trials: Trial[] = [];
  const said: string[] = [];
  for (let number = 0; number < count; number++) {
    const suggestion = suggester.suggest(trials, number);
    if (suggestion.kind !== "point") break;
    said.push(suggestion.reason);
    trials.push(trialIn(space, number, suggestion.point, complete(number)));
  }
  return said;
}

const share = (said: readonly string[], name: string) =>
  said.filter((reason) => reason.startsWith(`mix: ${name}`)).length / said.length;

describe("the mixture of samplers", () => {
  it("leaves trials to each by its weight, whatever these sum to", () => {
    const said = reasons({ anneal: 6, sobol: 2 });
    expect(share(said, "anneal")).toBeCloseTo(0.75, 1);
    expect(share(said, "anneal") + share(said, "sobol")).toBe(1);
  });

  it("is mostly TPE where no weight is given", () => {
    const said = reasons({});
    expect(share(said, "tpe")).toBeCloseTo(0.7, 1);
    expect(share(said, "tpe") + share(said, "random")).toBe(1);
  });

  it("goes on with the others where one has nothing more to try", () => {
    const said = reasons({ grid: 5, anneal: 1 }, 30);
    expect(said.length).toBe(30);
    expect(said.filter((reason) => reason.startsWith("mix: grid")).length).toBe(5);
  });

  it("ends where none has", () => {
    expect(reasons({ grid: 1, random: 1 }, 30, spaceOf([parameter("n", int(1, 7))])).length).toBe(7);
  });

  it("refuses a weight for a sampler that does not exist", () => {
    expect(() => reasons({ tpee: 1 })).toThrow(MethodOptionError);
    expect(() => reasons({ tpee: 1 })).toThrow("Did you mean `tpe`?");
  });
});
