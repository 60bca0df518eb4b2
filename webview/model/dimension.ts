import { extent } from "d3-array";
import { spell } from "../../src/core/annotations/spelling.js";
import { boundsOf } from "../../src/core/space/bounds.js";
import { choicesOf, type Distribution, isCategorical } from "../../src/core/space/distribution.js";
import { isLogarithmic } from "../../src/core/space/value.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { Column } from "./columns.js";
import type { StudyModel } from "./study-model.js";

/** One column of the trials as an axis: what it reaches over, and where it has a slot for trials without a value. */
export type Dimension = NumberDimension | CategoryDimension;

interface Common {
  readonly column: Column;
  readonly title: string;
  /** Some trials have no value, because a condition does not hold. */
  readonly gap: boolean;
}

export interface NumberDimension extends Common {
  readonly kind: "number";
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** Only whole numbers occur. */
  readonly whole: boolean;
}

export interface CategoryDimension extends Common {
  readonly kind: "category";
  /** As the column spells them, in the order in which they were written. */
  readonly categories: readonly string[];
}

/** What stands for the trials without a value. */
export const NOT_SET = t("not set");

/** A parameter as an axis: over its whole range, and over older trials' values where the range was another. */
export function parameterDimension(
  model: StudyModel,
  column: Column,
  name: string,
  trials: readonly Trial[],
): Dimension {
  const distribution = distributionOf(model, name, trials);
  const gap = trials.some((trial) => column.text(trial) === "");
  const common = { column, title: column.title, gap };
  if (distribution === null || isCategorical(distribution)) {
    const written = distribution === null ? [] : choicesOf(distribution).map((each) => spell(each, model.language));
    const seen = trials.map((trial) => column.text(trial)).filter((text) => text !== "");
    return { ...common, kind: "category", categories: [...new Set([...written, ...seen])] };
  }
  const [low, high] = boundsOf(distribution);
  const found = extent(trials, (trial) => numberIn(column, trial) ?? undefined) as [number?, number?];
  const least = Math.min(low, found[0] ?? low);
  const log = isLogarithmic(distribution) && least > 0;
  const whole = distribution.kind === "int" || distribution.kind === "logint";
  return { ...common, kind: "number", low: least, high: Math.max(high, found[1] ?? high), log, whole };
}

/** A column of numbers as an axis over what occurs in it, or over the given ends. */
export function numberDimension(
  column: Column,
  trials: readonly Trial[],
  ends: readonly [number, number] | null = null,
): NumberDimension {
  const found = ends ?? (extent(trials, (trial) => numberIn(column, trial) ?? undefined) as [number?, number?]);
  const [low = 0, high = 1] = found;
  const gap = trials.some((trial) => numberIn(column, trial) === null);
  return { column, title: column.title, gap, kind: "number", low, high, log: false, whole: false };
}

/** Where a trial stands: a number, a category, or null where it has no value. */
export function placeIn(dimension: Dimension, trial: Trial): number | string | null {
  if (dimension.kind === "number") return numberIn(dimension.column, trial);
  const text = dimension.column.text(trial);
  return text === "" ? null : text;
}

/** An internal value of the present space in the terms of the dimension: categories as the column spells them. */
export function fromInternal(model: StudyModel, dimension: Dimension, name: string, value: number): number | string {
  if (dimension.kind === "number") return value;
  const present = model.space.parameters.find((parameter) => parameter.name === name)?.distribution;
  const choice = present !== undefined && isCategorical(present) ? choicesOf(present)[value] : undefined;
  return choice === undefined ? String(value) : spell(choice, model.language);
}

function distributionOf(model: StudyModel, name: string, trials: readonly Trial[]): Distribution | null {
  const present = model.space.parameters.find((parameter) => parameter.name === name)?.distribution;
  return present ?? trials.find((trial) => trial.params.has(name))?.distributionOf(name) ?? null;
}

function numberIn(column: Column, trial: Trial): number | null {
  const key = column.key(trial);
  return typeof key === "number" && Number.isFinite(key) ? key : null;
}
