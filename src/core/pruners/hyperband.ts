import { phrase } from "../l10n/phrase.js";
import { crc32 } from "../math/crc32.js";
import { runBrackets, sourcesOfBrackets } from "./bracket-run.js";
import { bracketWeights, floatLog, wholeLog } from "./brackets.js";
import { kerasBrackets, paperBrackets } from "./hyperband-plan.js";
import { CONTINUE, type Curve, latest, type Pruner } from "./pruner.js";
import { CHECKPOINTS_OPTION, endOfTrials, factorOption, judgeAtRungs, RUNG_OPTIONS } from "./rungs.js";

/**
 * Several brackets of successive halving beside each other, from one that starts everybody low to one that ends nobody
 * early (L. Li et al., "Hyperband", JMLR 2018), each trial in the bracket that a checksum of study and number draws, as
 * Optuna's HyperbandPruner does it.
 */
export const hyperband: Pruner = {
  name: "hyperband",
  summary: phrase(
    "Several brackets of successive halving, from daring to careful, so that no single lowest rung must be right.",
  ),
  options: [
    factorOption(3),
    ...RUNG_OPTIONS,
    {
      name: "max",
      type: { kind: "number", min: 0, max: null },
      default: 0,
      summary: phrase("Steps of a whole trial; 0: the resource's most, else what the first completed trial took."),
    },
    {
      name: "table",
      type: { kind: "word", words: ["paper", "keras"] },
      default: "paper",
      summary: phrase(
        "Where the resource is an argument: candidates and budgets of the brackets as in the paper or as in KerasTuner.",
      ),
    },
    {
      name: "compat",
      type: { kind: "switch" },
      default: false,
      summary: phrase(
        "Count brackets by floating-point logarithms, as Optuna does, which loses one where 3 × 3 × 3 × 3 × 3 is 243.",
      ),
    },
    CHECKPOINTS_OPTION,
  ],
  /** Where the resource is an argument, or trials can go on: bracket after bracket, rung after rung. */
  plan(input, options) {
    const checkpoints = options.on("checkpoints");
    if (input.reports && !checkpoints) return null;
    const resource = { min: options.number("min") || input.resource.min, max: input.resource.max };
    const factor = options.integer("reduction_factor");
    const brackets =
      options.word("table") === "keras" ? kerasBrackets(resource.max, factor) : paperBrackets(resource, factor);
    const next = (bracket: number) => brackets[bracket % brackets.length]!;
    return runBrackets(input, { next, done: "", idle: "wait", checkpoints });
  },
  source: (input, options) => (options.on("checkpoints") ? sourcesOfBrackets(input) : null),
  decide({ trial, history, resource, study }, options) {
    const max = options.number("max") || (resource?.max ?? stepsOfFirst(history));
    if (max === null) return CONTINUE;
    const min = options.number("min") || (resource?.min ?? 1);
    const factor = options.integer("reduction_factor");
    if (max < min) return CONTINUE;
    const count = (options.on("compat") ? floatLog : wholeLog)(max / min, factor) + 1;
    const weights = bracketWeights(count, factor);
    const bracketOf = ({ number }: Curve) => drawBracket(study, number, weights);
    const bracket = bracketOf(trial);
    return judgeAtRungs(
      trial,
      history.filter((curve) => bracketOf(curve) === bracket),
      {
        min,
        max: endOfTrials(resource?.max ?? null, history),
        factor,
        skip: bracket,
        bootstrap: options.integer("bootstrap"),
        rule: "optuna",
      },
    );
  },
};

/** The same trial is always in the same bracket, whoever asks. */
export function drawBracket(study: string, number: number, weights: readonly number[]): number {
  let place = crc32(`${study}_${number}`) % weights.reduce((sum, weight) => sum + weight, 0);
  let bracket = 0;
  while (place >= weights[bracket]!) place -= weights[bracket++]!;
  return bracket;
}

function stepsOfFirst(history: readonly Curve[]): number | null {
  const first = history.find(({ state, reports }) => state === "complete" && reports.length > 0);
  return first === undefined ? null : latest(first).step + 1;
}
