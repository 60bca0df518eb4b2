import { phrase } from "../l10n/phrase.js";
import { type ScrambledSobol, scrambledSobol } from "../math/sobol.js";
import type { Cube } from "./cube.js";
import type { Sampler, SamplerInput } from "./sampler.js";
import { nextOfSequence, proposalOf } from "./sequence.js";

export const sobol: Sampler = {
  name: "sobol",
  summary: phrase("A scrambled Sobol sequence, which covers the space more evenly than random draws."),
  options: [],
  propose(input) {
    const reason = "sobol: the next point of a sequence that covers the space evenly.";
    return proposalOf(nextSobolPoint(input), reason);
  },
};

/** The next point of the study's Sobol sequence; null where there was none, see {@link nextOfSequence}. */
export function nextSobolPoint(input: SamplerInput): Map<string, number> | null {
  const sequence = scrambledSobol(input.seed);
  return nextOfSequence(input, (index) => sobolPoint(input.cube, sequence, index));
}

function sobolPoint(cube: Cube, sequence: ScrambledSobol, index: number): Map<string, number> {
  return cube.configure(({ index: dimension, axis }) => axis.fromQuantile(sequence.coordinate(index, dimension)));
}
