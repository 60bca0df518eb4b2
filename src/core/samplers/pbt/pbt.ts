import { phrase } from "../../l10n/phrase.js";
import type { OptionValues } from "../../study/method.js";
import { ranked } from "../ranking.js";
import type { Observation, Proposal, Sampler, SamplerInput } from "../sampler.js";
import { proposalOf } from "../sequence.js";
import { nextSobolPoint } from "../sobol.js";
import { EXPLORE_OPTIONS, oneOfTheBest, vary } from "./explore.js";
import { POPULATION_OPTIONS, planPopulation, sourcesOf, trialsOfPopulation } from "./population.js";

/**
 * M. Jaderberg et al., "Population Based Training of Neural Networks", 2017: members of a population train beside each
 * other, a generation at a time; the worst go on from the checkpoints of the best, with varied parameters. What comes out
 * is a schedule of parameters, not one configuration. Quantile, perturbation and resampling as in Ray Tune.
 */
export const pbt: Sampler = {
  name: "pbt",
  summary: phrase(
    "Population-based training: members train side by side, and the worst go on from checkpoints of the best with varied parameters.",
  ),
  options: [...POPULATION_OPTIONS, ...EXPLORE_OPTIONS],
  needsResource: true,
  plan: planPopulation,
  source: sourcesOf,
  planned: trialsOfPopulation,
  propose(input, options) {
    const parent = parentIn(input, options);
    if (parent === null) return founder(input, "pbt");
    const exploring = { resample: options.number("resample"), perturb: options.number("perturb") };
    const child = vary(input, parent.point, exploring, input.random("pbt"));
    return proposalOf(child, `pbt: ${descent(input, parent)}, its parameters varied.`);
  },
};

/** The trial whose configuration is to be varied; null for a member that is to begin anew. */
export function parentIn(input: SamplerInput, options: OptionValues): Observation | null {
  const { share, history } = input;
  if (share !== null) return history.find(({ number }) => number === share.continues) ?? null;
  // Without a resource there is nothing to go on from: the configurations alone evolve.
  const order = ranked(history, input.objectives);
  if (order.length < options.integer("population")) return null;
  return oneOfTheBest(order, options.number("quantile"), input.random("parent"));
}

export function founder(input: SamplerInput, name: string): Proposal {
  return proposalOf(nextSobolPoint(input), `${name}: a member of the first generation, spread evenly over the space.`);
}

/** Where a varied trial comes from, in words. */
export function descent({ share }: SamplerInput, { number }: Observation): string {
  return share === null
    ? `from trial ${number}, one of the best`
    : `goes on from the checkpoint of trial ${number}, one of the best`;
}
