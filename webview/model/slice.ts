import { spearman } from "../../src/core/math/rank-statistics.js";
import { isFeasible } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { Column } from "./columns.js";
import { type Dimension, parameterDimension, placeIn } from "./dimension.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";

/** A complete trial as one parameter sees it. */
export interface SlicePoint {
  readonly trial: Trial;
  readonly place: number | string | null;
  readonly value: number;
  readonly feasible: boolean;
}

export interface Slice {
  readonly name: string;
  readonly dimension: Dimension;
  /** By number. */
  readonly points: readonly SlicePoint[];
  readonly sentence: string;
}

/** The values of all complete trials over one parameter; null where the study has no such parameter. */
export function sliceOf(model: StudyModel, columns: readonly Column[], name: string, objective: number): Slice | null {
  const column = columns.find(({ id }) => id === `param:${name}`);
  if (column === undefined) return null;
  const trials = model.study.trials.filter((trial) => valueIn(trial, objective) !== null);
  const dimension = parameterDimension(model, column, name, trials);
  const points = trials.map((trial) => {
    return { trial, place: placeIn(dimension, trial), value: valueIn(trial, objective)!, feasible: isFeasible(trial) };
  });
  return {
    name,
    dimension,
    points,
    // The correlation of very many trials takes longer than all the rest, and not every chart says it.
    get sentence() {
      return sentenceOf(model, name, points, objective);
    },
  };
}

function sentenceOf(model: StudyModel, name: string, points: readonly SlicePoint[], objective: number): string {
  const metric = model.metrics[objective] ?? t("value");
  const best = bestOf(model, points, objective);
  if (best === null) return t("No trial has completed yet.");
  const active = points.filter((point) => typeof point.place === "number");
  const correlation = spearman(
    active.map(({ place }) => place as number),
    active.map(({ value }) => value),
  );
  const place =
    best.place === null
      ? t("In the best trial, {0}, {1} is not set.", best.trial.number, name)
      : t("In the best trial, {0}, {1} is {2}.", best.trial.number, name, placeText(best.place));
  return correlation === null ? place : `${place} ${trendOf(name, metric, correlation)}`;
}

function trendOf(name: string, metric: string, correlation: number): string {
  const rounded = `ρ = ${correlation.toFixed(2).replace("-", "−")}`;
  if (Math.abs(correlation) < 0.2)
    return t("Over its range {0} neither rises nor falls with it ({1}).", metric, rounded);
  return correlation > 0
    ? t("Larger {0} goes with higher {1} ({2}).", name, metric, rounded)
    : t("Larger {0} goes with lower {1} ({2}).", name, metric, rounded);
}

export function bestOf(model: StudyModel, points: readonly SlicePoint[], objective: number): SlicePoint | null {
  const sign = model.study.directions[objective] === "maximize" ? -1 : 1;
  let best: SlicePoint | null = null;
  for (const point of points) {
    if (point.feasible && (best === null || sign * point.value < sign * best.value)) best = point;
  }
  return best;
}

export function placeText(place: number | string | null): string {
  if (place === null) return t("not set");
  return typeof place === "string" ? place : String(Number(place.toPrecision(4)));
}
