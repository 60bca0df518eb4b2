import { phrase } from "../l10n/phrase.js";
import { type ScrambledHalton, scrambledHalton } from "../math/halton.js";
import type { Cube } from "./cube.js";
import type { Sampler } from "./sampler.js";
import { nextOfSequence, proposalOf } from "./sequence.js";

export const halton: Sampler = {
  name: "halton",
  summary: phrase("A scrambled Halton sequence: even coverage that is as good at any number of trials."),
  options: [],
  propose(input) {
    const sequence = sequenceOf(input.cube, input.seed);
    const point = nextOfSequence(input, (index) =>
      input.cube.configure(({ index: dimension, axis }) => axis.fromQuantile(sequence.coordinate(index, dimension))),
    );
    return proposalOf(point, "halton: the next point of a sequence that covers the space evenly.");
  },
};

/** The last sequence of each space: its permutations are dear to draw in many dimensions. */
const known = new WeakMap<Cube, { readonly seed: number; readonly sequence: ScrambledHalton }>();

function sequenceOf(cube: Cube, seed: number): ScrambledHalton {
  const last = known.get(cube);
  if (last?.seed === seed) return last.sequence;
  const sequence = scrambledHalton(seed);
  known.set(cube, { seed, sequence });
  return sequence;
}
