import { phrase } from "../l10n/phrase.js";
import { optionsOf } from "../study/method.js";
import { gp } from "./gp/gp.js";
import type { Proposal, Sampler, SamplerInput } from "./sampler.js";
import { nextSobolPoint } from "./sobol.js";
import { tpe } from "./tpe/tpe.js";

/** Trials up to which each proposal is worth the Gaussian process's cost, and up to which every fourth one is. */
const ALL = 300;
const SOME = 2_000;
const SHARE = 4;
/** Seconds of a trial, in the median of the latest, that make the Gaussian process's part of a second a trifle. */
const LONG = 5;
const LATEST = 25;
/** Dimensions up to which a few hundred trials tell a Gaussian process enough. */
const MOST_DIMENSIONS = 40;

export const auto: Sampler = {
  name: "auto",
  summary: phrase("Picks a method by what is known of the study, and says which and why."),
  options: [],
  propose(input): Proposal {
    const judged = input.history.filter(({ state }) => state === "complete" || state === "pruned").length;
    const startup = startupTrials(input);
    if (judged < startup) {
      const reason = `auto: Sobol points for the first ${startup} trials, since nothing is known of the objective yet.`;
      const point = nextSobolPoint(input);
      return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
    }
    const { sampler, reason } = choice(input, judged);
    const proposal = sampler.propose(input, optionsOf(sampler, { startup }));
    return proposal.kind === "exhausted" ? proposal : { ...proposal, reason };
  },
};

function choice(input: SamplerInput, judged: number): { readonly sampler: Sampler; readonly reason: string } {
  const dimensions = input.cube.dimensions.length;
  if (input.objectives > 1)
    return { sampler: tpe, reason: "auto: TPE, which weighs several objectives by their front." };
  if (dimensions > MOST_DIMENSIONS) {
    return { sampler: tpe, reason: `auto: TPE, since ${dimensions} parameters are too many for a model of the whole.` };
  }
  const model = "auto: a Gaussian process, which makes the most of each trial";
  if (judged <= ALL) return { sampler: gp, reason: `${model}.` };
  if (judged <= SOME && areLong(input)) {
    return { sampler: gp, reason: `${model}, since trials take longer than its proposals by far.` };
  }
  if (judged <= SOME && input.number % SHARE === 0) {
    return { sampler: gp, reason: `${model}; beside TPE, now that trials are many.` };
  }
  return { sampler: tpe, reason: "auto: TPE, which stays fast with many trials." };
}

function areLong({ history }: SamplerInput): boolean {
  const seconds: number[] = [];
  for (let at = history.length - 1; at >= 0 && seconds.length < LATEST; at--) {
    const { state, seconds: own } = history[at]!;
    if (state === "complete" && own !== null) seconds.push(own);
  }
  return seconds.sort((a, b) => a - b)[seconds.length >> 1]! >= LONG;
}

/** Ten, as tables of real models want it; a fifth of a budget below fifty, which has none to spare. */
function startupTrials({ budget }: SamplerInput): number {
  return budget === null ? 10 : Math.min(10, Math.max(3, Math.ceil(budget / 5)));
}
