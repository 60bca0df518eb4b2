import { phrase } from "../l10n/phrase.js";
import { deriveRandom, drawIndex, drawNormal, type Random } from "../math/random.js";
import type { Cube, Dimension } from "./cube.js";
import { placesOf } from "./places.js";
import { drawFromPrior } from "./prior.js";
import { ranked } from "./ranking.js";
import type { Observation, Sampler, SamplerInput } from "./sampler.js";
import { proposalOf } from "./sequence.js";

/** Trials drawn from the prior before the first one is chosen to walk from; their spread sets the temperature. */
const FIRST = 5;
/** Trials of a schedule where the study's total is not known. */
const DEFAULT_TRIALS = 100;
/** The size of the first step, in parts of the range, and the least it shrinks to. */
const STEP = 0.3;
const LEAST_STEP = 1e-4;
/** How often categories are still changed where steps are small, as a part of how often they are at first. */
const RARELY = 0.35;
/** Draws from one neighbourhood before the next larger one. */
const PATIENCE = 10;
const WIDENINGS = 12;

/**
 * Simulated annealing (S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by Simulated Annealing", Science 220
 * (1983)): a walk that always goes to better trials and to worse ones with probability exp(-difference / temperature). The
 * temperature starts where a typical difference between the first trials is accepted with the probability `accept`, and
 * falls geometrically over the study to `cold` times that (W. Ben-Ameur, "Computing the Initial Temperature of Simulated
 * Annealing", 2004, section 2). The steps' size follows the share of accepted ones, which is to be near 0.44 in few and
 * 0.23 in many parameters (A. Corana et al., ACM TOMS 13 (1987), section 2; A. Gelman et al., 1996, for the shares). After
 * `patience` trials without a new best one, the walk goes on from the best, at half of the temperature it began with.
 */
export const sa: Sampler = {
  name: "sa",
  summary: phrase(
    "Simulated annealing: a walk that accepts worse trials while it is hot, and only better ones when it has cooled.",
  ),
  options: [
    {
      name: "accept",
      type: { kind: "number", min: 0.01, max: 0.99 },
      default: 0.2,
      summary: phrase("How likely a typical worsening is accepted at the start (0.2)."),
    },
    {
      name: "cold",
      type: { kind: "number", min: 1e-12, max: 1 },
      default: 1e-3,
      summary: phrase("The last temperature as a part of the first (0.001)."),
    },
    {
      name: "patience",
      type: { kind: "integer", min: 1, max: null },
      default: 20,
      summary: phrase("After how many trials without a new best one the walk goes back to the best (20)."),
    },
  ],
  propose(input, options) {
    const { cube } = input;
    const random = input.random("sa");
    const walk = walkOf(input, {
      accept: options.number("accept"),
      cold: options.number("cold"),
      patience: options.integer("patience"),
    });
    if (walk === null) {
      return { kind: "none", reason: `sa: one of the first ${FIRST} trials, whose spread sets the temperature.` };
    }
    const reason = `sa: a step from ${walk.at === walk.best ? "the best trial" : `trial ${walk.at.number}`} at ${percent(walk.heat)} of the first temperature.`;
    for (let widening = 0; widening < WIDENINGS; widening++) {
      for (let i = 0; i < PATIENCE; i++) {
        const point = stepFrom(cube, walk.at, Math.min(1, walk.step * 1.5 ** widening), random);
        if (input.admits(point)) return proposalOf(point, reason);
      }
    }
    return { kind: "none", reason };
  },
};

interface Schedule {
  readonly accept: number;
  readonly cold: number;
  readonly patience: number;
}

interface Walk {
  readonly at: Observation;
  readonly best: Observation;
  /** The present temperature as a part of the first. */
  readonly heat: number;
  /** The size of the next step, in parts of the range. */
  readonly step: number;
}

/** The walk through all judged trials in their order; null before there are enough to begin one. */
function walkOf(input: SamplerInput, { accept, cold, patience }: Schedule): Walk | null {
  const trials = input.history.filter(({ state }) => state === "complete" || state === "pruned");
  if (trials.length < FIRST) return null;
  const heights = heightsOf(trials, input.objectives);
  const height = (trial: Observation) => heights.get(trial)!;
  const first = [...trials.slice(0, FIRST)].sort((a, b) => height(a) - height(b));
  const temperature = typicalDifference(first.map(height)) / -Math.log(accept);
  const length = Math.max(1, (input.budget ?? DEFAULT_TRIALS) - FIRST);
  const wanted = Math.max(0.234, 0.44 - 0.04 * (input.cube.dimensions.length - 1));

  let at = first[0]!;
  let best = at;
  let step = STEP;
  let sinceBest = 0;
  let reheated = 0;
  const heatAt = (taken: number) => cold ** Math.min(1, taken / length) * (reheated > 0 ? 0.5 ** reheated : 1);
  trials.slice(FIRST).forEach((trial, taken) => {
    const rise = height(trial) - height(at);
    // Its own number decides, so that the same trials give the same walk whoever replays it.
    const chance = deriveRandom(input.seed, trial.number, "sa accept").next();
    const accepted = rise <= 0 || (temperature > 0 && chance < Math.exp(-rise / (temperature * heatAt(taken))));
    if (accepted) at = trial;
    step = Math.min(1, Math.max(LEAST_STEP, step * Math.exp(0.3 * ((accepted ? 1 : 0) - wanted))));
    sinceBest++;
    if (height(trial) < height(best)) {
      best = trial;
      sinceBest = 0;
    }
    if (sinceBest >= patience) {
      at = best;
      sinceBest = 0;
      reheated++;
    }
  });
  return { at, best, heat: heatAt(trials.length - FIRST), step };
}

/**
 * What the walk goes up and down on: the loss; the place in the order of all trials where there are several objectives.
 * Trials without a finite loss, pruned and infeasible ones lie above all others, by their place in the order.
 */
function heightsOf(trials: readonly Observation[], objectives: number): ReadonlyMap<Observation, number> {
  const order = ranked(trials, objectives);
  const plain = ({ state, violation, losses }: Observation) =>
    objectives === 1 && state === "complete" && violation === 0 && Number.isFinite(losses[0]!);
  const losses = order.filter(plain).map((trial) => trial.losses[0]!);
  const worst = losses.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const spread = losses.length > 0 ? worst - losses.reduce((a, b) => Math.min(a, b), worst) || 1 : 1;
  const base = losses.length > 0 ? worst : 0;
  return new Map(
    order.map((trial, place) => {
      if (plain(trial)) return [trial, trial.losses[0]!];
      // An infinitely good loss is the best there is.
      if (trial.losses[0] === Number.NEGATIVE_INFINITY && objectives === 1) return [trial, base - 2 * spread];
      return [trial, base + (spread * (place + 1)) / order.length];
    }),
  );
}

/** From the best to the middle of an ordered sample; to its worst where these are equal. */
function typicalDifference(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted[middle]! - sorted[0]! || sorted.at(-1)! - sorted[0]!;
}

/**
 * A step that changes each parameter with a probability that changes two on average, and at least one. Categories have
 * no small steps, so that they are changed less often where steps have become small.
 */
function stepFrom(cube: Cube, from: Observation, step: number, random: Random): Map<string, number> {
  const places = placesOf(cube, from);
  const present = cube.dimensions.filter(({ index, axis }) => !Number.isNaN(places[index]!) && axis.size > 1);
  if (present.length === 0) return drawFromPrior(cube, random);
  const ordered = present.filter(({ categories }) => categories === 0);
  const movable = ordered.length > 0 ? ordered : present;
  const sure = movable[drawIndex(random, movable.length)]!.index;
  const chance = Math.min(1, 2 / present.length);
  const rarely = chance * Math.max(RARELY, Math.min(1, step / STEP));
  return cube.configure((dimension) => {
    const place = places[dimension.index]!;
    if (Number.isNaN(place)) return dimension.axis.fromQuantile(random.next());
    const changed = random.next() < (dimension.categories > 0 ? rarely : chance) || dimension.index === sure;
    const value = from.point.get(dimension.parameter.name)!;
    return changed ? neighbourOf(dimension, value, place, step, random) : value;
  });
}

function neighbourOf(
  { axis, categories }: Dimension,
  value: number,
  place: number,
  step: number,
  random: Random,
): number {
  if (axis.size === 1) return value;
  if (categories > 0) {
    const other = drawIndex(random, categories - 1);
    return other >= value ? other + 1 : other;
  }
  // A step of a discrete parameter reaches its neighbour at least.
  const reach = Number.isFinite(axis.size) ? Math.max(step, 1 / axis.size) : step;
  let moved = place + reach * drawNormal(random);
  // Reflected at the ends, so that these are neither shunned nor sought.
  moved = Math.abs(moved) % 2;
  return axis.fromQuantile(moved > 1 ? 2 - moved : moved);
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}
