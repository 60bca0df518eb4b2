import { phrase } from "../l10n/phrase.js";
import { INTERVAL_OPTIONS } from "./interval.js";
import { judgeByPopulation, judgeByRunningMeans, POPULATION_OPTIONS } from "./population.js";
import type { Pruner } from "./pruner.js";

/** Optuna and Ray Tune both call their rule the median rule, but compare with different medians. */
export const median: Pruner = {
  name: "median",
  summary: phrase("Ends a trial whose best value so far is worse than the median of the others."),
  options: [
    ...POPULATION_OPTIONS,
    ...INTERVAL_OPTIONS,
    {
      name: "rule",
      type: { kind: "word", words: ["optuna", "ray"] },
      default: "optuna",
      summary: phrase(
        "optuna: the median of completed trials at the same step; ray: the median of the running means of all other trials, at least 3 of them.",
      ),
    },
  ],
  decide(input, options) {
    if (options.word("rule") === "optuna") return judgeByPopulation(input, options, 50, "the median");
    return judgeByRunningMeans(input, options, Math.max(RAY_SAMPLES, options.integer("min_trials")));
  },
};

/** Ray's rule judges nobody by fewer others than these. */
const RAY_SAMPLES = 3;
