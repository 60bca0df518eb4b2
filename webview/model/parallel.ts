import { bisectLeft } from "d3-array";
import { thinned } from "../../src/core/analysis/thinning.js";
import { formatNumber } from "../../src/core/format/number.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { Column } from "./columns.js";
import { passingText } from "./counts.js";
import { type Dimension, numberDimension, parameterDimension } from "./dimension.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";

/** Lines beyond these can neither be told apart nor drawn while a brush moves. */
export const MOST_LINES = 1500;
/** Lines that the filters leave out are the ground that the others stand on; fewer do. */
const MOST_FAINT = 400;
/** Shades of a line, from the worst values to the best. */
export const TONES = 5;

export interface ParallelLine {
  readonly trial: Trial;
  /** From 0 for the worst to {@link TONES} - 1 for the best; null where the filters leave the trial out. */
  readonly tone: number | null;
}

export interface Parallel {
  readonly dimensions: readonly Dimension[];
  /** From the back to the front. */
  readonly lines: readonly ParallelLine[];
  /** Complete trials in all. */
  readonly complete: number;
  readonly matching: number;
  readonly sentence: string;
}

/** Every complete trial as a line over its parameters and its values. */
export function parallelOf(
  model: StudyModel,
  columns: readonly Column[],
  objective: number,
  matching: ReadonlySet<number> | null,
): Parallel {
  const sign = model.study.directions[objective] === "maximize" ? -1 : 1;
  const complete = model.study.trials.filter((trial) => valueIn(trial, objective) !== null);
  const loss = (trial: Trial): number => sign * valueIn(trial, objective)!;
  const passing = matching === null ? complete : complete.filter(({ number }) => matching.has(number));
  const others = matching === null ? [] : complete.filter(({ number }) => !matching.has(number));
  const front = thinned(passing, MOST_LINES, loss);
  const ground = thinned(others, MOST_FAINT, loss);
  const shown = [...front, ...ground];
  const parameters = model.parameters.flatMap((name) => {
    const column = columns.find(({ id }) => id === `param:${name}`);
    return column === undefined ? [] : [parameterDimension(model, column, name, shown)];
  });
  const values = model.metrics.flatMap((_, i) => {
    const column = columns.find(({ id }) => id === `value:${i}`);
    return column === undefined ? [] : [numberDimension(column, shown)];
  });
  return {
    dimensions: [...parameters, ...values],
    lines: [...ground.map((trial) => ({ trial, tone: null })), ...toned(front, complete, loss)],
    complete: complete.length,
    matching: passing.length,
    sentence: sentenceOf(model, passing, complete, front.length, objective, loss),
  };
}

/** The trials with their shades by rank among all complete ones, the best last and so on top. */
function toned(
  trials: readonly Trial[],
  complete: readonly Trial[],
  loss: (trial: Trial) => number,
): readonly ParallelLine[] {
  const losses = Float64Array.from(complete, loss).sort();
  // Where all are as good as the best, none is to stand out.
  const alike = losses[0] === losses.at(-1) && losses.length > 1;
  const toneOf = (trial: Trial): number => {
    const better = bisectLeft(losses, loss(trial));
    return alike
      ? MIDDLING
      : BEST_FEW.filter(({ share, most }) => better < Math.min(share * losses.length, most)).length;
  };
  return [...trials].sort((a, b) => loss(b) - loss(a)).map((trial) => ({ trial, tone: toneOf(trial) }));
}

/** The better shades are for ever smaller shares of the trials, and in large studies for few, so that the best stand out. */
const BEST_FEW = [
  { share: 0.7, most: Number.POSITIVE_INFINITY },
  { share: 0.4, most: 600 },
  { share: 0.15, most: 180 },
  { share: 0.05, most: 60 },
] as const;
const MIDDLING = 2;

function sentenceOf(
  model: StudyModel,
  passing: readonly Trial[],
  complete: readonly Trial[],
  drawn: number,
  objective: number,
  loss: (trial: Trial) => number,
): string {
  const all = complete.length.toLocaleString("en");
  if (complete.length === 0) return t("No trial has completed yet.");
  if (passing.length === 0) return t("None of {0} complete trials passes the filters.", all);
  const best = passing.reduce((a, b) => (loss(b) < loss(a) ? b : a));
  const metric = model.metrics[objective] ?? t("value");
  const some = passingText({ passing: passing.length, complete: complete.length, drawn });
  const value = formatNumber(valueIn(best, objective)!);
  return t("{0}; the best of them is trial {1} with {2} {3}.", some, best.number, metric, value);
}
