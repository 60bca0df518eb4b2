import { literalOf } from "../../../src/core/space/value.js";
import type { MethodChoice } from "../../../src/core/study/options.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";
import type { Config, Problem } from "../problems/problem.js";

/** Runs one study on a problem. The best value so far after each trial. */
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
  const distributions = new Map(space.parameters.map(({ name, distribution }) => [name, distribution]));
  const trials: Trial[] = [];
  const best = new Float64Array(budget).fill(Number.NaN);
  let least = Number.POSITIVE_INFINITY;
  for (let number = 0; number < budget; number++) {
    const suggestion = suggester.suggest(trials, number);
    if (suggestion.kind === "point") {
      const config: Record<string, Config[string]> = {};
      for (const [name, value] of suggestion.point) {
        const literal = literalOf(distributions.get(name)!, value);
        if ("value" in literal) config[name] = literal.value as Config[string];
      }
      const value = problem.evaluate(config);
      least = Math.min(least, value);
      trials.push(finished(number, suggestion.point, distributions, { kind: "complete", values: [value] }));
    }
    best[number] = least;
  }
  return best;
}

function finished(
  number: number,
  params: ReadonlyMap<string, number>,
  distributions: ReadonlyMap<string, NonNullable<ReturnType<Trial["distributionOf"]>>>,
  outcome: Outcome,
): Trial {
  return {
    number,
    id: number,
    outcome,
    params,
    distributionOf: (name) => distributions.get(name),
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(),
    started: null,
    finished: null,
    worker: null,
  };
}
