import { phrase } from "../../l10n/phrase.js";
import { logImprovement } from "../../math/expected-improvement.js";
import type { Random } from "../../math/random.js";
import type { MethodOption, OptionValues } from "../../study/method.js";
import type { Proposal, SamplerInput } from "../sampler.js";
import { nextSobolPoint } from "../sobol.js";
import { rowOfTrial, searchBest } from "./candidates.js";
import type { Predicted, Table } from "./forest-model.js";
import { lessonOf } from "./targets.js";

/** What every method that models the objective with trees lets people choose. */
export const SURROGATE_OPTIONS: readonly MethodOption[] = [
  {
    name: "startup",
    type: { kind: "integer", min: 0, max: null },
    default: 10,
    summary: phrase("How many trials are spread over the space before the model is used (10)."),
  },
  {
    name: "random",
    type: { kind: "number", min: 0, max: 1 },
    default: 0.05,
    summary: phrase("How often a trial is drawn at random, whatever the model says (0.05)."),
  },
];

/** A model of the objective. */
export interface Surrogate {
  /** More trials than this are thinned, so that the time of a suggestion stays bounded. */
  readonly most: number;
  /** Fits the model and gives what it predicts at a row. */
  learn(table: Table, targets: Float64Array, random: Random): (row: Float64Array) => Predicted;
}

/**
 * One proposal of sequential model-based optimisation: the configuration of the highest expected improvement (D. R. Jones,
 * M. Schonlau and W. J. Welch, "Efficient Global Optimization of Expensive Black-Box Functions", 1998, equation 15) by the
 * surrogate, after a quasi-random start, with a random one now and then so that no blind spot lasts.
 */
export function proposeBySurrogate(
  input: SamplerInput,
  options: OptionValues,
  name: string,
  surrogate: Surrogate,
): Proposal {
  const startup = options.integer("startup");
  const judged = input.history.filter(({ state }) => state === "complete" || state === "pruned").length;
  const random = input.random(name);
  const lesson = judged < Math.max(2, startup) ? null : lessonOf(input, random);
  if (lesson === null) {
    const reason = `${name}: one of the first ${startup} trials, spread evenly over the space.`;
    const point = nextSobolPoint(input);
    return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
  }
  if (random.next() < options.number("random")) {
    return {
      kind: "none",
      reason: `${name}: drawn at random now and then, so that no part of the space is forgotten.`,
    };
  }
  const chosen = thinned(lesson.trials.length, surrogate.most, random);
  const { cube } = input;
  const features = cube.dimensions.length;
  const values = new Float64Array(chosen.length * features);
  chosen.forEach((i, row) => {
    values.set(rowOfTrial(cube, lesson.trials[i]!), row * features);
  });
  const table = {
    rows: chosen.length,
    features,
    values,
    categories: cube.dimensions.map(({ categories }) => categories),
  };
  const predict = surrogate.learn(
    table,
    Float64Array.from(chosen, (i) => lesson.targets[i]!),
    random,
  );
  const score = (row: Float64Array) => {
    const { mean, variance } = predict(row);
    const deviation = Math.sqrt(variance) + 1e-9;
    return logImprovement((lesson.least - mean) / deviation)[0] + Math.log(deviation);
  };
  const point = searchBest(input, lesson.trials.slice(0, judged), random, score);
  const reason = `${name}: where trees fitted to ${chosen.length} trials expect the most improvement.`;
  return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
}

/** All rows, or of too many the best ones and a random part of the others; rows are ordered, the best first. */
function thinned(count: number, most: number, random: Random): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  const best = most / 4;
  const share = (most - best) / (count - best);
  return all.filter((i) => i < best || random.next() < share);
}
