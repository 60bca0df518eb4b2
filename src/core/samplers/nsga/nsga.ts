import { phrase } from "../../l10n/phrase.js";
import type { MethodOption, OptionValues } from "../../study/method.js";
import { type Lineage, openGeneration } from "../generations.js";
import type { Observation, Proposal, Sampler, SamplerInput } from "../sampler.js";
import { nextSobolPoint } from "../sobol.js";
import { childOf } from "./offspring.js";
import { byCrowding, byNiches, divisionsFor, type Survival } from "./survival.js";

const LEAST_POPULATION = 10;
const MOST_POPULATION = 50;
const USUAL_POPULATION = 20;
/** Generations that a study of known length is to have. */
const GENERATIONS = 15;
/** Children that are not admissible before mutation becomes likelier. */
const PATIENCE = 8;

const OPTIONS: readonly MethodOption[] = [
  {
    name: "population",
    type: { kind: "integer", min: 0, max: 100_000 },
    default: 0,
    summary: phrase("How many trials make one generation; 0 for a fifteenth of the total, from 10 to 50 (0)."),
  },
  {
    name: "crossover",
    type: { kind: "word", words: ["uniform", "sbx"] },
    default: "uniform",
    summary: phrase("How numbers of two parents are mixed: taken from either (uniform), or near one of them (sbx)."),
  },
  {
    name: "crossover_probability",
    type: { kind: "number", min: 0, max: 1 },
    default: 0.9,
    summary: phrase("How likely a trial has two parents rather than one (0.9)."),
  },
  {
    name: "mutation",
    type: { kind: "number", min: 0, max: 1 },
    default: 0,
    summary: phrase("How likely each parameter is mutated; 0 for one parameter of a trial on average (0)."),
  },
];

/**
 * K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE
 * Trans. Evol. Comput. 6 (2002). With one objective it is an elitist genetic algorithm.
 */
export const nsga2: Sampler = {
  name: "nsga2",
  summary: phrase("A genetic algorithm for two or three objectives, and many trials: NSGA-II."),
  options: OPTIONS,
  propose: (input, options) => propose(input, options, "nsga2", () => byCrowding(input.objectives)),
};

/** K. Deb and H. Jain, "An Evolutionary Many-Objective Optimization Algorithm … Part I", IEEE Trans. Evol. Comput. 18 (2014). */
export const nsga3: Sampler = {
  name: "nsga3",
  summary: phrase("A genetic algorithm for three and more objectives, spread along reference points: NSGA-III."),
  options: [
    ...OPTIONS,
    {
      name: "divisions",
      type: { kind: "integer", min: 0, max: 100 },
      default: 0,
      summary: phrase(
        "Into how many parts reference points divide each objective; 0 for as many points as trials (0).",
      ),
    },
  ],
  propose: (input, options) =>
    propose(input, options, "nsga3", (population) => {
      const divisions = options.integer("divisions") || divisionsFor(input.objectives, population);
      return byNiches(input.objectives, divisions, input.seed);
    }),
};

interface State {
  readonly generation: number;
  readonly parents: readonly Observation[];
}

function propose(
  input: SamplerInput,
  options: OptionValues,
  name: string,
  survivalOf: (population: number) => Survival,
): Proposal {
  const population = populationOf(input, options);
  const survive = survivalOf(population);
  const lineage: Lineage<State> = {
    // The population may follow the study's total, which people change; its generations stay what they are.
    run: name,
    settings: `${population}/${name === "nsga3" ? options.integer("divisions") : 0}`,
    start: (founders) => ({ generation: 0, parents: survive(founders, population, 0) }),
    size: () => population,
    next: ({ generation, parents }, members) => ({
      generation: generation + 1,
      parents: survive([...parents, ...members.map(({ observation }) => observation)], population, generation + 1),
    }),
  };
  const open = openGeneration(input, lineage);
  const { parents } = open.state;
  const attributes = [open.attribute(null)];
  if (parents.length < 2 || (open.generation === 0 && parents.length < population)) {
    const reason = `${name}: one of the first ${population} trials, spread evenly over the space.`;
    const point = nextSobolPoint(input);
    return point === null ? { kind: "none", reason } : { kind: "point", point, attributes, reason };
  }
  const reason = `${name}: generation ${open.generation + 1}, bred from the best ${parents.length} trials so far.`;
  const point = admissibleChild(input, options, parents);
  return point === null ? { kind: "none", reason } : { kind: "point", point, attributes, reason };
}

function populationOf({ budget }: SamplerInput, options: OptionValues): number {
  const given = options.integer("population");
  if (given > 0) return Math.max(2, given);
  if (budget === null) return USUAL_POPULATION;
  return Math.min(MOST_POPULATION, Math.max(LEAST_POPULATION, Math.round(budget / GENERATIONS)));
}

function admissibleChild(
  input: SamplerInput,
  options: OptionValues,
  parents: readonly Observation[],
): ReadonlyMap<string, number> | null {
  const random = input.random("nsga");
  const usual = options.number("mutation") || 1 / Math.max(1, input.cube.dimensions.length);
  for (let i = 0; i < PATIENCE * 16; i++) {
    // Children of a uniform population are mostly its own members again.
    const mutation = Math.min(1, usual * (1 + Math.floor(i / PATIENCE)));
    const child = childOf(
      input.cube,
      parents,
      {
        crossover: options.word("crossover") === "sbx" ? "sbx" : "uniform",
        crossing: options.number("crossover_probability"),
        mutation,
      },
      random,
    );
    if (input.admits(child)) return child;
  }
  return null;
}
