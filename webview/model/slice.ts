import { spearman } from "../../src/core/math/rank-statistics.js";
import { isFeasible } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
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
  return { name, dimension, points, sentence: sentenceOf(model, name, points, objective) };
}

function sentenceOf(model: StudyModel, name: string, points: readonly SlicePoint[], objective: number): string {
  const metric = model.metrics[objective] ?? "value";
  const best = bestOf(model, points, objective);
  if (best === null) return "No trial has completed yet.";
  const at = best.place === null ? "is not set" : `is ${placeText(best.place)}`;
  const active = points.filter((point) => typeof point.place === "number");
  const correlation = spearman(
    active.map(({ place }) => place as number),
    active.map(({ value }) => value),
  );
  const trend = correlation === null ? "" : ` ${trendOf(name, metric, correlation)}`;
  return `In the best trial, ${best.trial.number}, ${name} ${at}.${trend}`;
}

function trendOf(name: string, metric: string, correlation: number): string {
  const rounded = `ρ = ${correlation.toFixed(2).replace("-", "−")}`;
  if (Math.abs(correlation) < 0.2) return `Over its range ${metric} neither rises nor falls with it (${rounded}).`;
  return `Larger ${name} goes with ${correlation > 0 ? "higher" : "lower"} ${metric} (${rounded}).`;
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
  if (place === null) return "not set";
  return typeof place === "string" ? place : String(Number(place.toPrecision(4)));
}
