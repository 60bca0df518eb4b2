import { type Cube, cubeOf } from "../samplers/cube.js";
import type { Observation } from "../samplers/sampler.js";
import type { SearchSpace } from "../space/space.js";
import { observationOf } from "../study/history.js";
import type { Direction, Trial } from "../study/trial.js";
import { rowOf } from "./forest/column.js";
import { thinned } from "./thinning.js";

/** The trials of a study from which something can be learnt about its values, made ready for analysis. */
export interface Evidence {
  readonly cube: Cube;
  readonly directions: readonly Direction[];
  readonly items: readonly Item[];
}

/** One complete trial whose values are all finite. */
export interface Item {
  readonly observation: Observation;
  /** The configuration as forests take it. */
  readonly row: Float64Array;
  /** One per direction; smaller is better. */
  readonly losses: readonly number[];
}

/** More trials than these are thinned evenly, the best ones kept, so that an analysis answers in about a second. */
export const MOST_ITEMS = 2000;

/**
 * The complete trials that fit the present space, by number. A parameter without a value, because a condition does not hold
 * or the trial is from before it was added, counts as not active.
 */
export function evidenceOf(space: SearchSpace, directions: readonly Direction[], trials: readonly Trial[]): Evidence {
  const cube = cubeOf(space);
  const items = trials.flatMap((trial): Item[] => {
    if (trial.outcome.kind !== "complete") return [];
    const observation = observationOf(cube, directions, trial);
    if (observation === null || observation.losses.length !== directions.length) return [];
    if (!observation.losses.every(Number.isFinite)) return [];
    return [{ observation, row: rowOf(observation.coordinates), losses: observation.losses }];
  });
  return { cube, directions, items: thinned(items, MOST_ITEMS, ({ losses }) => losses[0]!) };
}
