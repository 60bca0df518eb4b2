import { phrase } from "../l10n/phrase.js";
import { drawNormal, drawWeighted, type Random } from "../math/random.js";
import type { Dimension } from "./cube.js";
import { ranked } from "./ranking.js";
import type { Observation, Sampler } from "./sampler.js";
import { proposalOf } from "./sequence.js";

/** Draws in a row that are not admissible before the neighbourhood is made wider, and how often it is. */
const PATIENCE = 10;
const WIDENINGS = 12;

/**
 * Search in shrinking neighbourhoods of good trials, by the rules of Hyperopt's `anneal.suggest` (J. Bergstra et al.,
 * "Hyperopt: a Python library for model selection and hyperparameter optimization", 2015, section 2.3.3): the trial to
 * start from has a geometrically distributed rank, and with T observations of a parameter its neighbourhood is
 * 1 / (1 + shrink T) of its range. Nothing is accepted or rejected; `sa` does that.
 *
 * Where a neighbourhood has nothing left that is new and admissible, as in small or constrained spaces, it widens.
 */
export const anneal: Sampler = {
  name: "anneal",
  summary: phrase(
    "Draws from neighbourhoods of the best trials, which shrink as trials come in; simple, and strong late.",
  ),
  options: [
    {
      name: "average_rank",
      type: { kind: "number", min: 1, max: null },
      default: 2,
      summary: phrase("The mean rank of the trial to start from, 1 being the best one (2)."),
    },
    {
      name: "shrink",
      type: { kind: "number", min: 0, max: null },
      default: 0.1,
      summary: phrase("How fast neighbourhoods shrink: after T trials to 1/(1 + shrink * T) of the range (0.1)."),
    },
  ],
  propose(input, options) {
    const random = input.random("anneal");
    const order = ranked(input.history, input.objectives);
    const reason = "anneal: drawn near one of the best trials, in a neighbourhood that shrinks with every trial.";
    const counts = input.cube.dimensions.map(({ index }) => valuesOf(input.history, index).length);
    for (let widening = 0; widening < WIDENINGS; widening++) {
      // Each widening counts as if half of the trials had not been made.
      const shrinkage = counts.map((count) => 1 / (1 + count * options.number("shrink") * 2 ** -widening));
      for (let i = 0; i < PATIENCE; i++) {
        const start = startingTrials(order, options.number("average_rank"), random);
        const point = input.cube.configure((dimension) => {
          const value = start(dimension.index)?.point.get(dimension.parameter.name);
          if (value === undefined) return dimension.axis.fromQuantile(random.next());
          return neighbour(dimension, value, shrinkage[dimension.index]!, random);
        });
        if (input.admits(point)) return proposalOf(point, reason);
      }
    }
    return { kind: "none", reason };
  },
};

function valuesOf(trials: readonly Observation[], index: number): readonly Observation[] {
  return trials.filter(({ coordinates }) => !Number.isNaN(coordinates[index]!));
}

/**
 * Chooses the trial to start from for one parameter after the other: the first chosen one that has it, or a further one
 * from those that have it; undefined where no trial has it.
 */
function startingTrials(
  order: readonly Observation[],
  averageRank: number,
  random: Random,
): (index: number) => Observation | undefined {
  const chosen: Observation[] = [];
  return (index) => {
    const known = valuesOf(chosen, index)[0];
    if (known !== undefined) return known;
    const candidates = valuesOf(order, index);
    if (candidates.length === 0) return undefined;
    const trial = candidates[Math.min(candidates.length - 1, geometricRank(averageRank, random))]!;
    chosen.push(trial);
    return trial;
  };
}

/** A rank from 0, of probability (1 - 1/a)^rank / a. */
function geometricRank(average: number, random: Random): number {
  if (average <= 1) return 0;
  return Math.floor(Math.log1p(-random.next()) / Math.log1p(-1 / average));
}

/** A value from the neighbourhood of another: Hyperopt's rule for each kind of distribution. */
function neighbour({ axis, categories, weights }: Dimension, value: number, shrinkage: number, random: Random): number {
  if (categories > 0) {
    return drawWeighted(
      random,
      weights.map((weight, i) => (i === value ? 1 - shrinkage : 0) + shrinkage * weight),
    );
  }
  const place = axis.toUnit(value);
  if (axis.prior !== null) {
    const moved = place + drawNormal(random) * axis.prior.deviation * shrinkage;
    return axis.fromUnit(Math.min(1, Math.max(0, moved)));
  }
  // The middle is moved so that the whole neighbourhood lies within the range.
  const middle = Math.min(1 - shrinkage / 2, Math.max(shrinkage / 2, place));
  return axis.fromUnit(middle + (random.next() - 0.5) * shrinkage);
}
