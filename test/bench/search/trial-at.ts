import type { SearchSpace } from "../../../src/core/space/space.js";
import type { Suggestion } from "../../../src/core/study/suggest.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";

type Suggested = Extract<Suggestion, { kind: "point" }>;

/** A trial of a space, as the engine is given it. */
export function trialAt(
  number: number,
  params: ReadonlyMap<string, number>,
  space: SearchSpace,
  outcome: Outcome,
  attributes: Suggested["attributes"] = [],
): Trial {
  return {
    number,
    id: number,
    outcome,
    params,
    distributionOf: (name) => space.parameters.find((parameter) => parameter.name === name)?.distribution,
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(attributes),
    started: null,
    finished: null,
    worker: null,
  };
}
