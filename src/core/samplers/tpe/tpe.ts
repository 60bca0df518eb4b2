import { phrase } from "../../l10n/phrase.js";
import { MAX_REJECTED } from "../../space/constraint.js";
import { literalOf } from "../../space/value.js";
import type { OptionValues } from "../../study/method.js";
import type { Cube, Dimension } from "../cube.js";
import type { Proposal, Sampler, SamplerInput } from "../sampler.js";
import { nextSobolPoint } from "../sobol.js";
import { type Branch, chooseBranch } from "./branch.js";
import { type Candidate, candidateAt } from "./candidate.js";
import { type Block, type BlockModel, modelOf, pointDrawer } from "./model.js";
import { GOOD_COUNTS, type Split, splitTrials } from "./split.js";

/**
 * The tree-structured Parzen estimator: J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NIPS 2011,
 * section 4; joint kernels as S. Falkner et al., "BOHB", ICML 2018; the parts as weighed by S. Watanabe, "Tree-Structured
 * Parzen Estimator: Understanding Its Algorithm Components and Their Roles", 2023. Several objectives as Y. Ozaki et al.,
 * "Multiobjective Tree-Structured Parzen Estimator", JAIR 73 (2022).
 */
export const tpe: Sampler = {
  name: "tpe",
  summary: phrase("Tree-structured Parzen estimator: proposes where good trials are dense and bad ones are rare."),
  options: [
    {
      name: "startup",
      type: { kind: "integer", min: 0, max: null },
      default: 10,
      summary: phrase("How many trials are spread over the space before the model is used (10)."),
    },
    {
      name: "candidates",
      type: { kind: "integer", min: 1, max: null },
      default: 24,
      summary: phrase("How many draws from the good trials' density compete for each proposal (24)."),
    },
    {
      name: "gamma",
      type: { kind: "word", words: ["optuna", "hyperopt"] },
      default: "optuna",
      summary: phrase(
        "How many trials count as good: a tenth, at most 25 (optuna), or a quarter of the square root (hyperopt).",
      ),
    },
    {
      name: "multivariate",
      type: { kind: "switch" },
      default: true,
      summary: phrase("Whether parameters are drawn jointly, so that their interplay is kept (on)."),
    },
    {
      name: "group",
      type: { kind: "switch" },
      default: true,
      summary: phrase("Whether parameters that are active together are modelled together in a conditional space (on)."),
    },
    {
      name: "prior_weight",
      type: { kind: "number", min: 0, max: null },
      default: 1,
      summary: phrase("How much the parameters' own distributions count beside the trials (1)."),
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
    const goodCount = GOOD_COUNTS[options.word("gamma") === "hyperopt" ? "hyperopt" : "optuna"];
    const branch = chooseBranch(input);
    const history = branch === null ? input.history : input.history.filter(({ point }) => branch.holds(point));
    const split = splitTrials(history, input.objectives, goodCount);
    const reason =
      branch === null
        ? `tpe: near the best ${split.good.length} of ${judged} trials and away from the others.`
        : `tpe: in one branch of the space alone, ${branchText(branch)}, so that none is forgotten.`;
    const point = proposeFrom(input, options, split, branch);
    return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
  },
};

function branchText({ dimension, value }: Branch): string {
  const { name, distribution } = dimension.parameter;
  const literal = literalOf(distribution, value);
  return `${name} = ${"text" in literal ? literal.text : "value" in literal ? literal.value : "none"}`;
}

function blocksOf(cube: Cube, options: OptionValues): readonly Block[] {
  const single = (dimension: Dimension): Block => [dimension];
  if (!options.on("multivariate")) return cube.dimensions.map(single);
  if (options.on("group") || !cube.conditional) return [cube.dimensions];
  const free = cube.dimensions.filter(({ parameter }) => parameter.condition === null);
  const conditional = cube.dimensions.filter(({ parameter }) => parameter.condition !== null);
  return [free, ...conditional.map(single)];
}

function proposeFrom(
  input: SamplerInput,
  options: OptionValues,
  split: Split,
  branch: Branch | null,
): ReadonlyMap<string, number> | null {
  const { cube } = input;
  const priorWeight = options.number("prior_weight");
  const models = blocksOf(cube, options).map((block) => modelOf(block, split, priorWeight));
  const next = pointDrawer(cube, models, input.random("tpe"), branch);
  const candidates = admissible(input, options.integer("candidates"), next, branch);
  const scores = models.map((model) => candidates.map((candidate) => model.score(candidate)));
  if (models.length > 1) {
    const composed = compose(cube, models, candidates, scores);
    if (composed !== null && input.admits(composed)) return composed;
  }
  const best = highest(candidates, (_, i) => scores.reduce((sum, ofModel) => sum + ofModel[i]!, 0));
  return best?.point ?? null;
}

/** Draws of which `count` are admissible, where that many can be had. */
function admissible(
  input: SamplerInput,
  count: number,
  next: () => Map<string, number>,
  branch: Branch | null,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (let i = 0; candidates.length < count && i < Math.min(MAX_REJECTED, 40 * count); i++) {
    const point = next();
    if ((branch === null || branch.holds(point)) && input.admits(point))
      candidates.push(candidateAt(input.cube, point));
  }
  return candidates;
}

/**
 * The values of each block from the candidate that is best in it alone: blocks are independent, so that the best of n
 * candidates in each is the best of n to the power of their number. null where the values together activate a parameter
 * that no candidate had.
 */
function compose(
  cube: Cube,
  models: readonly BlockModel[],
  candidates: readonly Candidate[],
  scores: readonly (readonly number[])[],
): Map<string, number> | null {
  const values = new Map<string, number>();
  models.forEach(({ block }, model) => {
    const active = ({ coordinates }: Candidate) => block.some(({ index }) => !Number.isNaN(coordinates[index]!));
    const best = highest(candidates, (candidate, i) => (active(candidate) ? scores[model]![i]! : Number.NaN));
    for (const { parameter } of block) {
      const value = best?.point.get(parameter.name);
      if (value !== undefined) values.set(parameter.name, value);
    }
  });
  let complete = true;
  const point = cube.configure(({ parameter }) => {
    const value = values.get(parameter.name);
    if (value === undefined) complete = false;
    return value;
  });
  return complete ? point : null;
}

/** The first candidate of the highest score; null where there is none with a score. */
function highest(
  candidates: readonly Candidate[],
  score: (candidate: Candidate, index: number) => number,
): Candidate | null {
  let best: Candidate | null = null;
  let most = Number.NEGATIVE_INFINITY;
  candidates.forEach((candidate, i) => {
    const own = score(candidate, i);
    if (own > most || (best === null && own === most)) {
      best = candidate;
      most = own;
    }
  });
  return best;
}
