import { phrase } from "../l10n/phrase.js";
import type { OptionValues } from "../study/method.js";
import type { PlanInput } from "./planner.js";
import { promote, sourcesOfPromotion } from "./promotion.js";
import { CONTINUE, type Pruner } from "./pruner.js";
import {
  CHECKPOINTS_OPTION,
  endOfTrials,
  factorOption,
  judgeAtRungs,
  lowestRung,
  RUNG_OPTIONS,
  rungsBelow,
} from "./rungs.js";

export const asha: Pruner = {
  name: "asha",
  summary: phrase("Asynchronous successive halving: at steps 1, 4, 16, … only the best quarter goes on."),
  options: [
    factorOption(4),
    ...RUNG_OPTIONS,
    {
      name: "early_stopping_rate",
      type: { kind: "integer", min: 0, max: null },
      default: 0,
      summary: phrase("So many of the lowest rungs are left out."),
    },
    {
      name: "rule",
      type: { kind: "word", words: ["optuna", "ray"] },
      default: "optuna",
      summary: phrase(
        "optuna: the best n/4 of all at the rung go on; ray: all not worse than that percentile of those before.",
      ),
    },
    CHECKPOINTS_OPTION,
  ],
  /**
   * Where the resource is an argument there is nothing to stop: the best are run again with more of it. Where trials can
   * go on, all pause at a rung, and the best are continued.
   */
  plan(input, options) {
    const checkpoints = options.on("checkpoints");
    if (input.reports && !checkpoints) return null;
    return promote(input, { resources: resourcesOf(input, options), factor: factorOf(options), checkpoints });
  },
  source(input, options) {
    const rungs = { resources: resourcesOf(input, options), factor: factorOf(options), checkpoints: true };
    return options.on("checkpoints") ? sourcesOfPromotion(input, rungs) : null;
  },
  decide({ trial, history, resource }, options) {
    const min = lowestRung(options.number("min"), resource?.min ?? null, history);
    if (min === null) return CONTINUE;
    return judgeAtRungs(trial, history, {
      min,
      max: endOfTrials(resource?.max ?? null, history),
      factor: options.integer("reduction_factor"),
      skip: options.integer("early_stopping_rate"),
      bootstrap: options.integer("bootstrap"),
      rule: options.word("rule") === "ray" ? "ray" : "optuna",
    });
  },
};

function factorOf(options: OptionValues): number {
  return options.integer("reduction_factor");
}

/** The resource of each rung, the most last. */
function resourcesOf({ resource: { min, max } }: PlanInput, options: OptionValues): readonly number[] {
  const below = rungsBelow(max, {
    min: options.number("min") || min,
    factor: factorOf(options),
    skip: options.integer("early_stopping_rate"),
  });
  return [...below, max];
}
