import type { SearchSpace } from "../../../src/core/space/space.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";

/** A trial of a space, as the engine is given it. */
export function trialAt(
  number: number,
  params: ReadonlyMap<string, number>,
  space: SearchSpace,
  outcome: Outcome,
): Trial {
  return {
    number,
    id: number,
    outcome,
    params,
    distributionOf: (name) => space.parameters.find((parameter) => parameter.name === name)?.distribution,
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(),
    started: null,
    finished: null,
    worker: null,
  };
}
