import { phrase } from "../l10n/phrase.js";
import { type Design, latinHypercube, spreadApart } from "../math/latin-hypercube.js";
import { randomFrom } from "../math/random.js";
import type { Cube } from "./cube.js";
import type { Sampler, SamplerInput } from "./sampler.js";
import { nextOfSequence, proposalOf } from "./sequence.js";

/** Points of a design where neither the option nor the study's total says how many. */
const DEFAULT_POINTS = 50;
/** A design of more points than this is made of several: its improvement takes the square of their number. */
const MAX_POINTS = 500;
/** Distances looked at while a design is improved, which bounds the time to some hundredths of a second. */
const WORK = 1_000_000;
/** Designs of a study that are improved; later ones, met only where constraints reject most points, are plain. */
const IMPROVED = 4;

export const lhs: Sampler = {
  name: "lhs",
  summary: phrase(
    "A Latin hypercube over all trials: each parameter's range is cut into as many parts, each tried once.",
  ),
  options: [
    {
      name: "points",
      type: { kind: "integer", min: 0, max: MAX_POINTS },
      default: 0,
      summary: phrase("How many points make one hypercube; 0 for the study's total of trials (0)."),
    },
  ],
  propose(input, options) {
    const points = pointsOf(input, options.integer("points"));
    const point = nextOfSequence(input, (index) => {
      const design = designOf(input, points, Math.floor(index / points));
      const row = (index % points) * design.dimensions;
      return input.cube.configure((dimension) =>
        dimension.axis.fromQuantile(design.coordinates[row + dimension.index]!),
      );
    });
    return proposalOf(point, `lhs: a point of a Latin hypercube of ${points}, spread apart as far as may be.`);
  },
};

function pointsOf({ budget }: SamplerInput, given: number): number {
  return given > 0 ? given : Math.max(1, Math.min(MAX_POINTS, budget ?? DEFAULT_POINTS));
}

/** The latest designs of each space: they are dear to make, and depend on seed and number of points alone. */
const known = new WeakMap<Cube, Map<string, Design>>();

function designOf({ cube, seed }: SamplerInput, points: number, number: number): Design {
  const designs = known.get(cube) ?? new Map<string, Design>();
  known.set(cube, designs);
  const key = `${points}/${number}/${seed}`;
  const made = designs.get(key);
  if (made !== undefined) return made;
  const random = randomFrom(`lhs/${key}`);
  const plain = latinHypercube(points, cube.dimensions.length, random);
  const design = number < IMPROVED ? spreadApart(plain, Math.floor(WORK / points), random) : plain;
  if (designs.size >= IMPROVED * 2) designs.clear();
  designs.set(key, design);
  return design;
}
