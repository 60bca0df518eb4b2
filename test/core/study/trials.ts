import type { Point, SearchSpace } from "../../../src/core/space/space.js";
import type { Json } from "../../../src/core/study/json.js";
import type { Suggester, Suggestion } from "../../../src/core/study/suggest.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";

export interface TrialParts {
  readonly intermediate?: ReadonlyMap<number, number>;
  readonly attributes?: ReadonlyMap<string, Json>;
  readonly started?: number;
  readonly finished?: number;
}

/** A trial as a journal's reader would give it, drawn from `space`. */
export function trialIn(
  space: SearchSpace,
  number: number,
  params: Point,
  outcome: Outcome,
  parts: TrialParts = {},
): Trial {
  return {
    number,
    id: number,
    outcome,
    params,
    distributionOf: (name) => space.parameters.find((parameter) => parameter.name === name)?.distribution,
    intermediate: parts.intermediate ?? new Map(),
    userAttributes: new Map(),
    systemAttributes: parts.attributes ?? new Map(),
    started: parts.started ?? null,
    finished: parts.finished ?? null,
    worker: null,
  };
}

export function complete(...values: readonly number[]): Outcome {
  return { kind: "complete", values };
}

export type Judge = (point: ReadonlyMap<string, number>, number: number) => Outcome;

/** Asks for and judges up to `count` trials one after the other; fewer where the space is exhausted. */
export function runStudy(suggester: Suggester, space: SearchSpace, count: number, judge: Judge): Trial[] {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const suggestion = suggester.suggest(trials, number);
    if (suggestion.kind === "exhausted") break;
    const attributes = new Map(suggestion.attributes);
    trials.push(trialIn(space, number, suggestion.point, judge(suggestion.point, number), { attributes }));
  }
  return trials;
}

export function pointOf(suggestion: Suggestion): ReadonlyMap<string, number> {
  if (suggestion.kind !== "point") throw new Error("Expected a configuration, but the space is exhausted.");
  return suggestion.point;
}

/** Text that is equal for equal configurations. */
export function keyOf(point: Point): string {
  return JSON.stringify([...point.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
}
