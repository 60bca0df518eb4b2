import { formatNumber } from "../../format/number.js";
import { phrase } from "../../l10n/phrase.js";
import { runBrackets, sourcesOfBrackets } from "../../pruners/bracket-run.js";
import { paperBrackets } from "../../pruners/hyperband-plan.js";
import { CHECKPOINTS_OPTION, factorOption } from "../../pruners/rungs.js";
import { optionsOf } from "../../study/method.js";
import { drawAdmissible } from "../prior.js";
import type { Observation, Sampler, SamplerInput } from "../sampler.js";
import { proposalOf } from "../sequence.js";
import { tpe } from "../tpe/tpe.js";
import { asComplete, type Result, resultsOf } from "./results.js";

/** Results at a level beyond `min_points` before its model is used: so that good and bad ones both have some. */
const BEYOND = 2;

/**
 * S. Falkner, A. Klein and F. Hutter, "BOHB: Robust and Efficient Hyperparameter Optimization at Scale", ICML 2018: the
 * brackets of Hyperband, whose configurations come from a density model of the results with the most of the resource that
 * are enough for one (section 4.1), a share of them from the prior.
 */
export const bohb: Sampler = {
  name: "bohb",
  summary: phrase(
    "Hyperband whose configurations come from a density model of the largest budget with enough results (BOHB).",
  ),
  options: [
    factorOption(3),
    {
      name: "random",
      type: { kind: "number", min: 0, max: 1 },
      default: 1 / 3,
      summary: phrase("The share of configurations that are drawn from the parameters' own distributions (1/3)."),
    },
    {
      name: "min_points",
      type: { kind: "integer", min: 0, max: null },
      default: 0,
      summary: phrase("Results with the same budget that a model takes; 0 for one more than there are parameters (0)."),
    },
    {
      name: "candidates",
      type: { kind: "integer", min: 1, max: null },
      default: 64,
      summary: phrase("How many draws from the good trials' density compete for each proposal (64)."),
    },
    CHECKPOINTS_OPTION,
  ],
  needsResource: true,
  plan(input, options) {
    const brackets = paperBrackets(input.resource, options.integer("reduction_factor"));
    const next = (bracket: number) => brackets[bracket % brackets.length]!;
    return runBrackets(input, { next, done: "", idle: "begin", checkpoints: options.on("checkpoints") });
  },
  source: (input, options) => (options.on("checkpoints") ? sourcesOfBrackets(input) : null),
  propose(input, options) {
    const points = options.integer("min_points") || input.cube.dimensions.length + 1;
    const level = levelWith(resultsOf(input), points + BEYOND);
    const random = input.random("bohb");
    if (level === null || random.next() < options.number("random")) {
      const why = level === null ? "too few results for a model yet" : "one of the share that no model proposes";
      return proposalOf(drawAdmissible(input, random), `bohb: drawn from the prior, ${why}.`);
    }
    const { results, resource } = level;
    const model = optionsOf(tpe, { startup: 0, candidates: options.integer("candidates") });
    const proposal = tpe.propose({ ...input, history: seenAt(input, results) }, model);
    const budget = Number.isFinite(resource) ? `with ${formatNumber(resource)}` : "that had all of the resource";
    const reason = `bohb: by a model of the ${results.length} trials ${budget}.`;
    return proposal.kind === "exhausted" ? proposal : { ...proposal, reason };
  },
};

/** The results with the most of the resource of which there are enough. */
function levelWith(
  results: readonly Result[],
  enough: number,
): { readonly resource: number; readonly results: readonly Result[] } | null {
  const levels = [...new Set(results.map(({ resource }) => resource))].sort((a, b) => b - a);
  for (const resource of levels) {
    const here = results.filter((result) => result.resource === resource);
    if (here.length >= enough) return { resource, results: here };
  }
  return null;
}

/** The trials as the model sees them: those of the level as complete, and the running ones, which it keeps away from. */
function seenAt({ history }: SamplerInput, results: readonly Result[]): readonly Observation[] {
  const running = history.filter(({ state }) => state === "running");
  return [...results.map(asComplete), ...running].sort((a, b) => a.number - b.number);
}
