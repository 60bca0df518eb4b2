import { phrase } from "../l10n/phrase.js";
import { english } from "../l10n/translation.js";
import { RUN_ENDS } from "../study/run-ends.js";
import { runBrackets, sourcesOfBrackets } from "./bracket-run.js";
import { affordableCandidates, halvingPlan } from "./halving-plan.js";
import { CONTINUE, type Pruner } from "./pruner.js";
import { CHECKPOINTS_OPTION, factorOption } from "./rungs.js";

/** scikit-learn's HalvingRandomSearchCV, with any sampler for the candidates. */
export const sha: Pruner = {
  name: "sha",
  summary: phrase(
    "Synchronous successive halving: all candidates get little of the resource, then the best third three times as much, and so on.",
  ),
  options: [
    factorOption(3),
    {
      name: "candidates",
      type: { kind: "integer", min: 0, max: null },
      default: 0,
      summary: phrase("How many configurations begin; 0: as many as the study's trials allow."),
    },
    {
      name: "min_resources",
      type: { kind: "word", words: ["exhaust", "smallest"] },
      default: "exhaust",
      summary: phrase(
        "smallest: begin with the resource's least; exhaust: with so much that the last rung uses the most.",
      ),
    },
    {
      name: "aggressive_elimination",
      type: { kind: "switch" },
      default: false,
      summary: phrase("Repeat the lowest rung until the candidates are few enough to end with the resource's most."),
    },
    CHECKPOINTS_OPTION,
  ],
  needsResource: true,
  decide: () => CONTINUE,
  plan(input, options) {
    const { min, max } = input.resource;
    const shape = {
      min,
      max,
      factor: options.integer("reduction_factor"),
      least: options.word("min_resources") === "smallest" ? ("smallest" as const) : ("exhaust" as const),
      aggressive: options.on("aggressive_elimination"),
    };
    const given = options.integer("candidates");
    const next = (bracket: number) => {
      if (given > 0) return bracket === 0 ? halvingPlan({ ...shape, candidates: given }) : null;
      if (input.left === null) return halvingPlan({ ...shape, candidates: shape.factor ** 3 });
      return input.left < 1 ? null : halvingPlan({ ...shape, candidates: affordableCandidates(input.left, shape) });
    };
    const done = RUN_ENDS.halving(english);
    return runBrackets(input, { next, done, idle: "wait", checkpoints: options.on("checkpoints") });
  },
  source: (input, options) => (options.on("checkpoints") ? sourcesOfBrackets(input) : null),
};
