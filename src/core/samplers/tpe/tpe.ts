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
  readonly block: Block;
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
  const priorWeight = options.number("prior_weight");
  const models = blocksOf(cube, options).map((block): Model => {
    const goodRows = rowsOf(good, block);
    const badRows = rowsOf(bad, block);
    return {
      block,
      good: new Mixture(block, goodRows, { priorWeight, weights: falling(goodRows.length), widths: "spread" }),
      bad: new Mixture(block, badRows, {
        priorWeight,
        weights: new Float64Array(badRows.length).fill(1),
        widths: "even",
      }),
    };
  });
  const drawPoint = pointDrawer(cube, models, input.random("tpe"));
  const candidates = draw(input, options.integer("candidates"), drawPoint);
  let best: Candidate | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const score = models.reduce(
      (sum, { good: l, bad: g }) => sum + l.logDensity(candidate) - g.logDensity(candidate),
      0,
    );
    if (best === null || score > highest) {
      best = candidate;
      highest = score;
    }
  }
  return best?.point ?? null;
}

/** The coordinates of the trials that have a value in the block. */
function rowsOf(trials: readonly Observation[], block: Block): Float64Array[] {
  const rows = trials.map(({ coordinates }) => coordinates);
  return rows.filter((row) => block.some(({ index }) => !Number.isNaN(row[index]!)));
}

/** Weights that fall evenly from nearly 2 for the best trial to nearly 0 for the last of the good ones. */
function falling(n: number): Float64Array {
  const weights = new Float64Array(n);
  for (let k = 0; k < n; k++) weights[k] = (2 * (n - k) - 1) / n;
  return weights;
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

/** Draws configurations from the good trials' density. */
function pointDrawer(cube: Cube, models: readonly Model[], random: Random): () => Map<string, number> {
  const modelOf = new Int32Array(cube.dimensions.length);
  const positionOf = new Int32Array(cube.dimensions.length);
  models.forEach(({ block }, model) => {
    block.forEach(({ index }, position) => {
      modelOf[index] = model;
      positionOf[index] = position;
    });
  });
  return () => {
    const kernels = models.map(({ good }) => good.drawKernel(random));
    return cube.configure((dimension) => {
      const { index, categories, axis } = dimension;
      const model = modelOf[index]!;
      const coordinate = models[model]!.good.draw(kernels[model]!, positionOf[index]!, random);
      return categories > 0 ? coordinate : axis.fromUnit(coordinate);
    });
  };
}
