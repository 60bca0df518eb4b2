import { phrase } from "../l10n/phrase.js";
import { INTERVAL_OPTIONS } from "./interval.js";
import { judgeByPopulation, POPULATION_OPTIONS } from "./population.js";
import type { Pruner } from "./pruner.js";

export const percentile: Pruner = {
  name: "percentile",
  summary: phrase("Ends a trial unless its best value so far is among the best so many per cent at its step."),
  options: [
    {
      name: "percent",
      type: { kind: "number", min: 0, max: 100 },
      default: 25,
      summary: phrase("How many per cent of the completed trials may go on; 50 is the median rule."),
    },
    ...POPULATION_OPTIONS,
    ...INTERVAL_OPTIONS,
  ],
  decide(input, options) {
    const percent = options.number("percent");
    return judgeByPopulation(input, options, percent, `the best ${percent} %`);
  },
};
