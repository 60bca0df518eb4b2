import type { Random } from "../../math/random.js";
import { MAX_REJECTED } from "../../space/constraint.js";
import type { OptionValues } from "../../study/method.js";
import type { Cube, Dimension } from "../cube.js";
import type { Observation, Proposal, Sampler, SamplerInput } from "../sampler.js";
import { nextSobolPoint } from "../sobol.js";
import { type Candidate, candidateAt } from "./candidate.js";
import { Mixture } from "./mixture.js";
import { GOOD_COUNTS, splitTrials } from "./split.js";

/**
 * The tree-structured Parzen estimator: J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NIPS 2011,
 * section 4; joint kernels as S. Falkner et al., "BOHB", ICML 2018; the parts as weighed by S. Watanabe, "Tree-Structured
 * Parzen Estimator: Understanding Its Algorithm Components and Their Roles", 2023. Several objectives as Y. Ozaki et al.,
 * "Multiobjective Tree-Structured Parzen Estimator", JAIR 73 (2022).
 */
export const tpe: Sampler = {
  name: "tpe",
  summary: "Tree-structured Parzen estimator: proposes where good trials are dense and bad ones are rare.",
  options: [
    {
      name: "startup",
      type: { kind: "integer", min: 0, max: null },
      default: 10,
      summary: "How many trials are spread over the space before the model is used (10).",
    },
    {
      name: "candidates",
      type: { kind: "integer", min: 1, max: null },
      default: 24,
      summary: "How many draws from the good trials' density compete for each proposal (24).",
    },
    {
      name: "gamma",
      type: { kind: "word", words: ["optuna", "hyperopt"] },
      default: "optuna",
      summary:
        "How many trials count as good: a tenth, at most 25 (optuna), or a quarter of the square root (hyperopt).",
    },
    {
      name: "multivariate",
      type: { kind: "switch" },
      default: true,
      summary: "Whether parameters are drawn jointly, so that their interplay is kept (on).",
    },
    {
      name: "group",
      type: { kind: "switch" },
      default: true,
      summary: "Whether parameters that are active together are modelled together in a conditional space (on).",
    },
    {
      name: "prior_weight",
      type: { kind: "number", min: 0, max: null },
      default: 1,
      summary: "How much the parameters' own distributions count beside the trials (1).",
    },
  ],
  propose(input, options): Proposal {
    const judged = input.history.filter(({ state }) => state === "complete" || state === "pruned").length;
    const startup = options.integer("startup");
    if (judged < Math.max(1, startup)) {
      const point = nextSobolPoint(input);
      const reason = `tpe: one of the first ${startup} trials, spread evenly over the space.`;
      return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
    }
    const { good, bad } = splitTrials(
      input.history,
      input.objectives,
      GOOD_COUNTS[options.word("gamma") as "optuna" | "hyperopt"],
    );
    const reason = `tpe: near the best ${good.length} of ${judged} trials and away from the others.`;
    const point = proposeFrom(input, options, good, bad);
    return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
  },
};

/** Dimensions whose values are drawn together. */
type Block = readonly Dimension[];

function blocksOf(cube: Cube, options: OptionValues): readonly Block[] {
  if (!options.on("multivariate")) return cube.dimensions.map((dimension) => [dimension]);
  if (options.on("group") || !cube.conditional) return [cube.dimensions];
  const [free, conditional] = [true, false].map((unconditional) =>
    cube.dimensions.filter(({ parameter }) => (parameter.condition === null) === unconditional),
  );
  return [free!, ...conditional!.map((dimension) => [dimension])];
}

interface Model {
  readonly good: Mixture;
  readonly bad: Mixture;
}

function proposeFrom(
  input: SamplerInput,
  options: OptionValues,
  good: readonly Observation[],
  bad: readonly Observation[],
): ReadonlyMap<string, number> | null {
  const { cube } = input;
  const random = input.random("tpe");
  const priorWeight = options.number("prior_weight");
  const blocks = blocksOf(cube, options);
  const models = blocks.map((block) => {
    const rows = (trials: readonly Observation[]) =>
      trials
        .map(({ coordinates }) => coordinates)
        .filter((row) => block.some(({ index }) => !Number.isNaN(row[index]!)));
    return {
      good: new Mixture(block, rows(good), { priorWeight, good: true }),
      bad: new Mixture(block, rows(bad), { priorWeight, good: false }),
    };
  });
  const candidates = draw(input, options.integer("candidates"), () => drawPoint(cube, blocks, models, random));
  if (candidates.length === 0) return null;
  const scores = new Float64Array(candidates.length);
  for (const { good: l, bad: g } of models) {
    const ls = l.logDensities(candidates);
    const gs = g.logDensities(candidates);
    for (let i = 0; i < scores.length; i++) scores[i]! += ls[i]! - gs[i]!;
  }
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  return candidates[best]!.point;
}

/** Draws of which `count` are admissible, where that many can be had. */
function draw(input: SamplerInput, count: number, next: () => Map<string, number>): Candidate[] {
  const candidates: Candidate[] = [];
  for (let i = 0; candidates.length < count && i < Math.min(MAX_REJECTED, 40 * count); i++) {
    const point = next();
    if (input.admits(point)) candidates.push(candidateAt(input.cube, point));
  }
  return candidates;
}

function drawPoint(
  cube: Cube,
  blocks: readonly Block[],
  models: readonly Model[],
  random: Random,
): Map<string, number> {
  const places = new Map<Dimension, { model: number; position: number }>();
  blocks.forEach((block, model) => {
    block.forEach((dimension, position) => {
      places.set(dimension, { model, position });
    });
  });
  const kernels = models.map(({ good }) => good.drawKernel(random));
  return cube.configure((dimension) => {
    const { model, position } = places.get(dimension)!;
    const coordinate = models[model]!.good.draw(kernels[model]!, position, random);
    return dimension.categories > 0 ? coordinate : dimension.axis.fromUnit(coordinate);
  });
}
