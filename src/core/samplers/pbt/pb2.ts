import { phrase } from "../../l10n/phrase.js";
import type { Random } from "../../math/random.js";
import { drawNormal } from "../../math/random.js";
import type { Dimension } from "../cube.js";
import type { Observation, Sampler, SamplerInput } from "../sampler.js";
import { proposalOf } from "../sequence.js";
import { type Change, changesIn, lossOf } from "./changes.js";
import { EXPLORE_OPTIONS, vary } from "./explore.js";
import { descent, founder, parentIn } from "./pbt.js";
import { POPULATION_OPTIONS, planPopulation, sourcesOf, trialsOfPopulation } from "./population.js";
import { fitForgetting, type Row, TimeVaryingProcess } from "./time-varying.js";

/** Changes that the model looks at, the latest; changes below which there is nothing to be learnt. */
const MOST_CHANGES = 100;
const LEAST_CHANGES = 4;
/** Places that compete, and rounds in which the best of them is looked around. */
const PLACES = 300;
const ROUNDS = 6;
const AROUND = 40;
/** Constants of the confidence bound, as PB2's code has them. */
const C1 = 0.2;
const C2 = 0.4;

/**
 * J. Parker-Holder, V. Nguyen and S. Roberts, "Provably Efficient Online Hyperparameter Optimization with Population-Based
 * Bandits", NeurIPS 2020: population-based training in which a Gaussian process of what each part of the training has
 * gained, which forgets with time, chooses the numbers with which a taken over checkpoint goes on (upper confidence bound,
 * trials that run counted as in T. Desautels et al., 2014). Unordered categories are varied as in `pbt`.
 */
export const pb2: Sampler = {
  name: "pb2",
  summary: phrase(
    "Population-based bandits: like pbt, but a Gaussian process that forgets with time chooses the new parameters; for small populations.",
  ),
  options: [
    ...POPULATION_OPTIONS.map((option) =>
      option.name === "population"
        ? { ...option, default: 6, summary: phrase("How many members train beside each other (6).") }
        : option,
    ),
    ...EXPLORE_OPTIONS,
  ],
  needsResource: true,
  plan: planPopulation,
  source: sourcesOf,
  planned: trialsOfPopulation,
  propose(input, options) {
    const parent = parentIn(input, options);
    if (parent === null) return founder(input, "pb2");
    const exploring = { resample: options.number("resample"), perturb: options.number("perturb") };
    const chosen = chooseNumbers(input, parent);
    const random = input.random("pb2 vary");
    const point = chosen === null ? null : vary(input, parent.point, exploring, random, chosen);
    if (point !== null) {
      return proposalOf(
        point,
        `pb2: ${descent(input, parent)}, its numbers chosen by what changes have gained so far.`,
      );
    }
    const child = vary(input, parent.point, exploring, random);
    return proposalOf(child, `pb2: ${descent(input, parent)}, its parameters varied.`);
  },
};

/** The ordered parameters' values by the upper confidence bound; null where too little is known to choose. */
function chooseNumbers(input: SamplerInput, parent: Observation): ReadonlyMap<string, number> | null {
  const { cube, share } = input;
  const dimensions = cube.dimensions.filter(({ categories, axis }) => categories === 0 && axis.size > 1);
  const changes = changesIn(input.history);
  const known = changes.filter(({ gain }) => gain !== null).slice(-MOST_CHANGES);
  if (share === null || dimensions.length === 0 || known.length < LEAST_CHANGES) return null;
  const rowOf = rowMaker(known, dimensions);
  const rows = known.map(rowOf);
  const values = standardised(known.map(({ gain }) => gain!));
  const pending = changes.filter(({ gain }) => gain === null).map(rowOf);
  const process = new TimeVaryingProcess(fitForgetting(rows, values), rows, values, pending);
  const beta = C1 + Math.max(0, Math.log(C2 * rows.length));
  const context = rowOf({ trial: parent, generation: share.budget.rung, before: lossOf(parent), gain: null });
  const bound = (place: readonly number[]) => {
    const { mean, deviation } = process.predict({ time: context.time, place: [context.place[0]!, ...place] });
    return mean + Math.sqrt(beta) * deviation;
  };
  const best = highest(bound, context.place.slice(1), input.random("pb2"));
  return new Map(dimensions.map(({ parameter, axis }, d) => [parameter.name, axis.fromUnit(best[d]!)]));
}

/** Rows of the model: the loss before, scaled to [0, 1] over the known changes, then the ordered parameters. */
function rowMaker(known: readonly Change[], dimensions: readonly Dimension[]): (change: Change) => Row {
  const befores = known.map(({ before }) => before);
  const [low, high] = [Math.min(...befores), Math.max(...befores)];
  const scaled = (before: number) => (high > low ? Math.min(2, Math.max(-1, (before - low) / (high - low))) : 0.5);
  return ({ trial, generation, before }) => {
    // A parameter that was not active lies in the middle, where it says least of either side.
    const places = dimensions.map(({ index }) => {
      const place = trial.coordinates[index]!;
      return Number.isNaN(place) ? 0.5 : place;
    });
    return { time: generation, place: [Number.isFinite(before) ? scaled(before) : 0.5, ...places] };
  };
}

/** Mean 0 and deviation 1, what lies further out than two deviations brought in, as in PB2's code. */
function standardised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  return values.map((value) => Math.min(2, Math.max(-2, (value - mean) / deviation)));
}

/** A place in the unit cube where a function is high: the best of many, then of ever nearer ones around it. */
function highest(f: (place: readonly number[]) => number, start: readonly number[], random: Random): readonly number[] {
  let best = start;
  let most = f(start);
  const consider = (place: readonly number[]) => {
    const value = f(place);
    if (value <= most) return;
    best = place;
    most = value;
  };
  for (let i = 0; i < PLACES; i++) consider(start.map(() => random.next()));
  for (let round = 0; round < ROUNDS; round++) {
    const width = 0.2 * 0.5 ** round;
    for (let i = 0; i < AROUND; i++) {
      consider(best.map((x) => Math.min(1, Math.max(0, x + width * drawNormal(random)))));
    }
  }
  return best;
}
