import { bisectLeft, bisectRight, quantileSorted } from "d3-array";
import { thinned } from "../../src/core/analysis/thinning.js";
import { isFeasible } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { Column } from "./columns.js";
import { passingText } from "./counts.js";
import { type Dimension, NOT_SET, parameterDimension, placeIn } from "./dimension.js";
import { valueIn } from "./gain.js";
import { BANDS } from "./relief.js";
import { placeText } from "./slice.js";
import type { StudyModel } from "./study-model.js";

/** Marks beyond these would only hide each other. */
export const MOST_MARKS = 3000;
/** Trials that the filters leave out are the ground that the others stand on; fewer do. */
const MOST_FAINT = 600;
/** Below so many trials a tenth of them is no more than the best one. */
const FEW = 20;

/** A complete trial in the order of all: `position` from 1 (equal values share it), `share` from 0 (best) to 1 (worst). */
export interface Rank {
  readonly position: number;
  readonly share: number;
}

export interface RankMark {
  readonly trial: Trial;
  /** The step of the colour scale, from 0 for the best; null where the trial breaks a constraint and so has no rank. */
  readonly step: number | null;
  readonly passes: boolean;
}

export interface RankPlot {
  readonly dimensions: readonly [across: Dimension, upwards: Dimension];
  /** Those that are drawn. */
  readonly marks: readonly RankMark[];
  /** All trials that have a rank, the best first. */
  readonly ranked: readonly Trial[];
  readonly rankOf: (trial: Trial) => Rank | null;
  /** How many trials have a rank. */
  readonly count: number;
  /** The values at the best rank, the quarters, and the worst one. */
  readonly quarters: readonly number[];
  readonly sentence: string;
}

/**
 * Every complete trial over two parameters, by its rank among all that break no constraint; null where the study lacks a
 * parameter. Equal values have the mean of their ranks for their colour.
 */
export function rankPlotOf(
  model: StudyModel,
  columns: readonly Column[],
  pair: readonly [string, string],
  { objective, matching, selected }: RankOptions,
): RankPlot | null {
  const [across, upwards] = pair.map((name) => columns.find(({ id }) => id === `param:${name}`));
  if (across === undefined || upwards === undefined) return null;
  const sign = model.study.directions[objective] === "maximize" ? -1 : 1;
  const complete = model.study.trials.filter((trial) => valueIn(trial, objective) !== null);
  const loss = (trial: Trial): number => sign * valueIn(trial, objective)!;
  const feasible = complete.filter(isFeasible);
  const losses = sorted(feasible.map(loss));
  const rankOf = (trial: Trial): Rank | null => {
    if (losses.length === 0 || valueIn(trial, objective) === null || !isFeasible(trial)) return null;
    const [first, next] = [bisectLeft(losses, loss(trial)), bisectRight(losses, loss(trial))];
    return { position: first + 1, share: (first + next - 1) / 2 / Math.max(1, losses.length - 1) };
  };
  const passes = (trial: Trial): boolean => matching === null || matching.has(trial.number);
  const passing = matching === null ? complete : complete.filter(passes);
  const drawn = thinned(passing, MOST_MARKS, loss);
  const others = matching === null ? [] : thinned(without(complete, passes), MOST_FAINT, loss);
  const shown = new Set([...others, ...drawn]);
  const chosen = selected === null ? undefined : model.study.trials[selected];
  if (chosen !== undefined && valueIn(chosen, objective) !== null) shown.add(chosen);
  const dimensions = [
    parameterDimension(model, across, pair[0], [...shown]),
    parameterDimension(model, upwards, pair[1], [...shown]),
  ] as const;
  const marks = [...shown].map((trial): RankMark => {
    const rank = rankOf(trial);
    const step = rank === null ? null : Math.min(BANDS - 1, Math.floor(rank.share * BANDS));
    return { trial, step, passes: passes(trial) };
  });
  const quarters = [0, 0.25, 0.5, 0.75, 1].map((share) => sign * (quantileSorted(losses, share) ?? Number.NaN));
  const tenth = losses[Math.ceil(losses.length / (losses.length < FEW ? losses.length : 10)) - 1] ?? Number.NaN;
  const best = feasible.filter((trial) => loss(trial) <= tenth);
  return {
    dimensions,
    marks,
    get ranked() {
      return [...feasible].sort((a, b) => loss(a) - loss(b) || a.number - b.number);
    },
    rankOf,
    count: losses.length,
    quarters,
    sentence:
      best.length === 0
        ? t("No trial has completed yet.")
        : sentenceOf(
            dimensions,
            best,
            losses.length < FEW,
            passingText({ passing: passing.length, complete: complete.length, drawn: drawn.length }),
          ),
  };
}

export interface RankOptions {
  readonly objective: number;
  /** Numbers of the trials that pass the filters; null where all do. */
  readonly matching: ReadonlySet<number> | null;
  /** The trial that is drawn in any case. */
  readonly selected: number | null;
}

/** Numbers in rising order: among themselves they are sorted many times faster than by a comparison. */
function sorted(numbers: readonly number[]): number[] {
  return Array.from(Float64Array.from(numbers).sort());
}

function without(trials: readonly Trial[], passes: (trial: Trial) => boolean): readonly Trial[] {
  return trials.filter((trial) => !passes(trial));
}

/** Where the best trials lie. */
function sentenceOf(dimensions: readonly Dimension[], best: readonly Trial[], few: boolean, count: string): string {
  const [across = "", upwards = ""] = dimensions.map((dimension) => whereabouts(dimension, best));
  return few
    ? t("{0}; the best of all is trial {1}: {2}, {3}.", count, best[0]!.number, across, upwards)
    : t("{0}; the best tenth of all: {1}, {2}.", count, across, upwards);
}

/** `rate 0.001 – 0.01`: four in five of the trials lie there; or the category that most of them have. */
function whereabouts(dimension: Dimension, trials: readonly Trial[]): string {
  const places = trials.map((trial) => placeIn(dimension, trial));
  const numbers = sorted(places.filter((place) => typeof place === "number"));
  if (dimension.kind === "number" && 2 * numbers.length >= places.length) {
    const ends = [0.1, 0.9].map((share) => quantileSorted(numbers, share) ?? 0);
    const [low, high] = ends.map((end) => short(dimension.whole ? Math.round(end) : end));
    return low === high ? `${dimension.title} ${low}` : `${dimension.title} ${low} – ${high}`;
  }
  const counts = new Map<string, number>();
  for (const place of places) {
    const text = dimension.kind === "number" && place !== null ? "" : place === null ? NOT_SET : String(place);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [text = NOT_SET, most = 0] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0] as [string, number]);
  const percent = Math.round((100 * most) / places.length);
  return percent === 100 ? `${dimension.title} ${text}` : `${dimension.title} ${text} (${percent} %)`;
}

/** Three digits say where trials lie. */
function short(value: number): string {
  return placeText(Number(value.toPrecision(3)));
}
