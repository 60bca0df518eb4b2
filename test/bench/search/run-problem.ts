import type { MethodChoice } from "../../../src/core/study/options.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { configOf, type Problem } from "../problems/problem.js";
import { trialAt } from "./trial-at.js";

/** Runs one study on a problem. The best value so far after each trial; the last one goes on where a space is used up. */
export function runProblem(problem: Problem, sampler: MethodChoice, seed: number, budget: number): Float64Array {
  const { space } = problem;
  const suggester = createSuggester({
    space,
    directions: ["minimize"],
    sampler,
    seed,
    noisy: false,
    budget,
    parallel: 1,
  });
  const trials: Trial[] = [];
  const best = new Float64Array(budget);
  let least = Number.POSITIVE_INFINITY;
  for (let number = 0; number < budget; number++) {
    const suggestion = suggester.suggest(trials, number);
    if (suggestion.kind === "point") {
      const value = problem.evaluate(configOf(space, suggestion.point));
      least = Math.min(least, value);
      const outcome = { kind: "complete", values: [value] } as const;
      trials.push(trialAt(number, suggestion.point, space, outcome, suggestion.attributes));
    }
    best[number] = least;
  }
  return best;
}
