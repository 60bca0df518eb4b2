import { uniform } from "../../../src/core/space/build.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import type { SuggesterSetup, Suggestion } from "../../../src/core/study/suggest.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { parameter } from "../problems/space.js";
import { trialAt } from "./trial-at.js";

/** Prints the processor time of one suggestion at several sizes of a study with 10 dimensions: the mean of 20 in a row. */
const DIMENSIONS = 10;
const REPEATS = 20;

type Suggested = Extract<Suggestion, { kind: "point" }>;

for (const sampler of process.argv.slice(2)) {
  const cells = [100, 1000, 5000].map((size) => `${size}: ${measure(sampler, size).toFixed(2)} ms`);
  console.log(`${sampler.padEnd(12)} ${cells.join("   ")}`);
}

function measure(sampler: string, size: number): number {
  const space = {
    parameters: Array.from({ length: DIMENSIONS }, (_, i) => parameter(`x${i}`, uniform(-5, 5))),
    constraints: [],
  };
  const suggester = createSuggester(setupOf(space, sampler));
  const random = createSuggester(setupOf(space, "random"));
  const trials: Trial[] = [];
  const add = ({ point, attributes }: Suggested) => {
    const value = [...point.values()].reduce((sum, x) => sum + (x - 1) ** 2, 0);
    trials.push(trialAt(trials.length, point, space, { kind: "complete", values: [value] }, attributes));
  };
  while (trials.length < size) {
    const suggestion = random.suggest([], trials.length);
    if (suggestion.kind === "point") add(suggestion);
  }
  // Code that has not run before is slow, whatever it does.
  for (let i = 0; i < 300; i++) suggester.suggest(trials, trials.length + i);
  const before = process.cpuUsage();
  for (let i = 0; i < REPEATS; i++) {
    const suggestion = suggester.suggest(trials, trials.length);
    if (suggestion.kind === "point") add(suggestion);
  }
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000 / REPEATS;
}

function setupOf(space: SearchSpace, sampler: string): SuggesterSetup {
  return {
    space,
    directions: ["minimize"],
    sampler: { name: sampler, options: {} },
    seed: 1,
    noisy: false,
    budget: null,
    parallel: 1,
  };
}
