import { type ScrambledSobol, scrambledSobol } from "../math/sobol.js";
import { MAX_REJECTED } from "../space/constraint.js";
import type { Cube } from "./cube.js";
import type { Sampler, SamplerInput } from "./sampler.js";

export const sobol: Sampler = {
  name: "sobol",
  summary: "A scrambled Sobol sequence, which covers the space more evenly than random draws.",
  options: [],
  propose(input) {
    const reason = "sobol: the next point of a sequence that covers the space evenly.";
    const point = nextSobolPoint(input);
    return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
  },
};

/**
 * The first point of the study's Sobol sequence, from place `number` on, that satisfies the constraints and is new; null
 * where there was none among as many as constraints may reject. Since tried points are passed over, a study whose
 * constraints reject points still walks through the accepted ones in turn.
 */
export function nextSobolPoint(input: SamplerInput): Map<string, number> | null {
  const sequence = scrambledSobol(input.seed);
  for (let i = 0; i < MAX_REJECTED; i++) {
    const point = sobolPoint(input.cube, sequence, input.number + i);
    if (input.satisfies(point) && input.isNew(point)) return point;
  }
  return null;
}

function sobolPoint(cube: Cube, sequence: ScrambledSobol, index: number): Map<string, number> {
  return cube.configure(({ index: dimension, axis }) => axis.fromQuantile(sequence.coordinate(index, dimension)));
}
