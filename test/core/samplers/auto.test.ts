import { describe, expect, it } from "vitest";
import { createSuggester } from "../../../src/core/study/suggester.js";
import { box, complete, TestStudy } from "./study.js";

interface Given {
  readonly trials: number;
  readonly dimensions?: number;
  readonly seconds?: number;
  readonly objectives?: number;
  readonly budget?: number;
}

/** What `auto` says of its choice in a study of so many random trials. */
function reason({ trials, dimensions = 2, seconds = 0.01, objectives = 1, budget }: Given): string {
  const space = box(dimensions);
  const study = new TestStudy({ space, sampler: { name: "random", options: {} }, objectives });
  study.run(trials, (point) => ({ outcome: complete(...[...point.values()].slice(0, objectives)), seconds }));
  const auto = createSuggester({
    ...{ space, directions: Array.from({ length: objectives }, () => "minimize" as const) },
    ...{ sampler: { name: "auto", options: {} }, seed: 1, noisy: false, budget: budget ?? null, parallel: 1 },
  });
  return auto.suggest(study.trials, trials).reason ?? "";
}

describe("the sampler auto", () => {
  it("spreads the first ten trials, or a fifth of a small budget", () => {
    expect(reason({ trials: 9 })).toContain("Sobol points for the first 10 trials");
    expect(reason({ trials: 10 })).not.toContain("Sobol");
    expect(reason({ trials: 4, budget: 20 })).not.toContain("Sobol");
  });

  it("models with a Gaussian process while trials are few", () => {
    expect(reason({ trials: 40 })).toContain("Gaussian process");
  });

  it("takes a Gaussian process for every fourth of several hundred trials, and TPE for the others", () => {
    expect(reason({ trials: 400 })).toContain("Gaussian process");
    for (const trials of [401, 402, 403]) expect(reason({ trials })).toContain("TPE, which stays fast");
  });

  it("stays with the Gaussian process where trials take seconds", () => {
    expect(reason({ trials: 401, seconds: 30 })).toContain("trials take longer");
  });

  it("takes TPE for thousands of trials, many parameters and several objectives", () => {
    expect(reason({ trials: 2_004 })).toContain("TPE, which stays fast");
    expect(reason({ trials: 20, dimensions: 41 })).toContain("41 parameters are too many");
    expect(reason({ trials: 20, objectives: 2 })).toContain("several objectives");
  });
});
