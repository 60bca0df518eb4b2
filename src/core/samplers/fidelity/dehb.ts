import { phrase } from "../../l10n/phrase.js";
import { drawIndex, drawOrder, type Random } from "../../math/random.js";
import { runBrackets } from "../../pruners/bracket-run.js";
import { paperBrackets } from "../../pruners/hyperband-plan.js";
import type { Plan, PlanInput } from "../../pruners/planner.js";
import { factorOption } from "../../pruners/rungs.js";
import { budgetIn } from "../../study/budget.js";
import type { OptionValues } from "../../study/method.js";
import type { Dimension } from "../cube.js";
import type { Proposal, Sampler, SamplerInput } from "../sampler.js";
import { proposalOf } from "../sequence.js";
import { nextSobolPoint } from "../sobol.js";
import { bestMembers, type Population, populationAt, TARGET_ATTRIBUTE } from "./populations.js";
import { allOf, type Result } from "./results.js";

/** Mutants that are tried where they turn out to be no admissible configuration. */
const ATTEMPTS = 60;
/** Differential evolution mutates by three members beside the one that is to be replaced. */
const PARENTS = 3;

/**
 * N. Awad, N. Mallik and F. Hutter, "DEHB: Evolutionary Hyperband for Scalable, Robust and Efficient Hyperparameter
 * Optimization", IJCAI 2021: one population for each budget of Hyperband, each improved by differential evolution
 * (rand/1/bin), with parents from the best of the budget below. The first bracket halves its members as Hyperband does.
 */
export const dehb: Sampler = {
  name: "dehb",
  summary: phrase(
    "Differential evolution with a population for each budget of Hyperband, whose parents come from the budget below (DEHB).",
  ),
  options: [
    factorOption(3),
    {
      name: "mutation",
      type: { kind: "number", min: 0, max: 2 },
      default: 0.5,
      summary: phrase("By how much of the difference of two members a third one is moved (0.5)."),
    },
    {
      name: "crossover",
      type: { kind: "number", min: 0, max: 1 },
      default: 0.5,
      summary: phrase(
        "How likely a parameter comes from the mutant rather than from the member that it may replace (0.5).",
      ),
    },
    {
      name: "population",
      type: { kind: "integer", min: PARENTS + 1, max: 10_000 },
      default: 20,
      summary: phrase("Members of the one population where nothing gives trials shares of a resource (20)."),
    },
  ],
  needsResource: true,
  plan,
  propose(input, options) {
    const { share } = input;
    const resource = share?.budget.resource ?? allOf(input);
    const population = populationAt(input, resource);
    const size = share === null ? options.integer("population") : sizeAt(input, resource);
    const { members, offspring } = population;
    const isFull = members.length + runningFounders(input, resource, allOf(input)) >= size && members.length > PARENTS;
    const target = isFull ? members[offspring % members.length]! : null;
    const parents = parentsOf(input, population, size).filter((member) => member !== target);
    if (parents.length < PARENTS || (target === null && (share?.budget.rung ?? 0) === 0)) {
      return proposalOf(nextSobolPoint(input), "dehb: a member of the first population, spread evenly over the space.");
    }
    return evolved(input, options, parents, target);
  },
};

/** The first bracket as Hyperband carries it out; in later ones every trial is a new configuration. */
function plan(input: PlanInput, options: OptionValues): Plan {
  const { runs, number, resource } = input;
  const brackets = paperBrackets(resource, options.integer("reduction_factor"));
  const latest = runs.reduce((last, { budget }) => Math.max(last, budget.bracket), 0);
  if (latest === 0) {
    const next = (bracket: number) => (bracket === 0 ? brackets[0]! : null);
    const step = runBrackets(input, { next, done: "", idle: "wait", checkpoints: false });
    if (step.kind !== "end") return step;
  }
  const bracket = Math.max(1, latest);
  for (const at of [bracket, bracket + 1]) {
    const present = runs.filter(({ budget }) => budget.bracket === at);
    const rungs = present[0]?.budget.rungs ?? brackets[at % brackets.length]!;
    for (const [rung, { candidates, resource: amount }] of rungs.entries()) {
      if (present.filter(({ budget }) => budget.rung === rung).length >= candidates) continue;
      return { kind: "new", budget: { resource: amount, candidate: number, bracket: at, rung, rungs } };
    }
  }
  return { kind: "wait" };
}

/** As many members as any rung with this budget has candidates, of those that are known. */
function sizeAt({ share, history }: SamplerInput, resource: number): number {
  const plans = [share?.budget, ...history.map(({ attributes }) => budgetIn(attributes))];
  return plans
    .flatMap((budget) => budget?.rungs ?? [])
    .reduce((most, rung) => (rung.resource === resource ? Math.max(most, rung.candidates) : most), 0);
}

/**
 * A mutant of three parents, crossed with the member whose turn it is to be replaced (section 4.3); with one of the parents
 * where a place in the population is still free.
 */
function evolved(
  input: SamplerInput,
  options: OptionValues,
  parents: readonly Result[],
  target: Result | null,
): Proposal {
  const random = input.random("dehb");
  const [base] = drawn(target === null ? parents : [target], 1, random).map((each) => vectorOf(input, each, random));
  const rate = options.number("crossover");
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [a, b, c] = drawn(parents, PARENTS, random).map((each) => vectorOf(input, each, random));
    const mutant = a!.map((x, i) => inside(x + options.number("mutation") * (b![i]! - c![i]!), random));
    const sure = drawIndex(random, Math.max(1, mutant.length));
    const vector = base!.map((x, i) => (i === sure || random.next() < rate ? mutant[i]! : x));
    const point = input.cube.configure((dimension) => valueAt(dimension, vector[dimension.index]!));
    if (!input.admits(point)) continue;
    if (target === null) return { kind: "point", point, reason: "dehb: bred from the best with the budget below." };
    const { number } = target.observation;
    const reason = `dehb: bred to take the place of trial ${number}, if it is better with the same budget.`;
    return { kind: "point", point, attributes: [[TARGET_ATTRIBUTE, number]], reason };
  }
  return { kind: "none", reason: "dehb: no mutant was new." };
}

/** The best of the budget below, for a rung that has one; where these are too few, and on the lowest rung, all members. */
function parentsOf(input: SamplerInput, population: Population, size: number): readonly Result[] {
  const { share, objectives } = input;
  const below = share === null || share.budget.rung === 0 ? null : share.budget.rungs[share.budget.rung - 1]!.resource;
  const best = below === null ? [] : bestMembers(populationAt(input, below), size, objectives);
  return best.length > PARENTS ? best : [...best, ...population.members];
}

/** Members of the first population that are on their way. */
function runningFounders({ history }: SamplerInput, resource: number, all: number): number {
  return history.filter(
    ({ state, attributes }) =>
      state === "running" && (budgetIn(attributes)?.resource ?? all) === resource && !attributes.has(TARGET_ATTRIBUTE),
  ).length;
}

/** Different ones, in random order. */
function drawn<T>(from: readonly T[], count: number, random: Random): T[] {
  return drawOrder(random, from.length)
    .slice(0, count)
    .map((i) => from[i]!);
}

/** What left the range is drawn anew, as the paper does it. */
function inside(x: number, random: Random): number {
  return x >= 0 && x <= 1 ? x : random.next();
}

/** A place in [0, 1] for every parameter; at random where it is not active, so that nothing is inherited by chance alone. */
function vectorOf({ cube }: SamplerInput, { observation }: Result, random: Random): number[] {
  const { coordinates } = observation;
  return cube.dimensions.map(({ index, categories }) => {
    const coordinate = coordinates[index]!;
    if (Number.isNaN(coordinate)) return random.next();
    return categories > 0 ? (coordinate + 0.5) / categories : coordinate;
  });
}

function valueAt({ axis, categories }: Dimension, place: number): number {
  return categories > 0 ? Math.min(categories - 1, Math.floor(place * categories)) : axis.fromUnit(place);
}
