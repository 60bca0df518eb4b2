import { MOST_ITEMS } from "../../src/core/analysis/evidence.js";
import { thinned } from "../../src/core/analysis/thinning.js";
import type { Distribution } from "../../src/core/space/distribution.js";
import type { SearchSpace } from "../../src/core/space/space.js";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import type { Direction, Trial } from "../../src/core/study/trial.js";
import { valueIn } from "../model/gain.js";
import type { StudyModel } from "../model/study-model.js";

/** What analyses need of a study, as plain data that can be sent to a worker. */
export interface PackedStudy {
  readonly space: SearchSpace;
  readonly directions: readonly Direction[];
  /** Each distribution once. */
  readonly distributions: readonly Distribution[];
  readonly trials: readonly PackedTrial[];
}

interface PackedTrial {
  readonly number: number;
  readonly values: readonly number[];
  /** Name, value, and the index of the distribution. */
  readonly params: readonly (readonly [name: string, value: number, distribution: number])[];
}

/** The complete trials from which something can be learnt, thinned where they are very many. */
export function packed({ study, space }: StudyModel): PackedStudy {
  const { directions } = study;
  const sign = directions[0] === "maximize" ? -1 : 1;
  const known = study.trials.filter(
    (trial) =>
      trial.outcome.kind === "complete" &&
      !trial.systemAttributes.has(TRIAL_ATTRIBUTES.values) &&
      directions.every((_, i) => valueIn(trial, i) !== null),
  );
  const distributions: Distribution[] = [];
  const places = new Map<Distribution, number>();
  const placeOf = (distribution: Distribution): number => {
    const place = places.get(distribution) ?? distributions.push(distribution) - 1;
    places.set(distribution, place);
    return place;
  };
  const trials = thinned(known, MOST_ITEMS, (trial) => sign * valueIn(trial, 0)!).map((trial): PackedTrial => {
    const params = [...trial.params.entries()].flatMap(([name, value]) => {
      const distribution = trial.distributionOf(name);
      return distribution === undefined ? [] : [[name, value, placeOf(distribution)] as const];
    });
    return { number: trial.number, values: trial.outcome.kind === "complete" ? trial.outcome.values : [], params };
  });
  return { space, directions, distributions, trials };
}

/** The trials again, with what analyses look at. */
export function unpacked({ trials, distributions }: PackedStudy): readonly Trial[] {
  return trials.map(({ number, values, params }): Trial => {
    const owners = new Map(params.map(([name, , place]) => [name, distributions[place]]));
    return {
      number,
      id: number,
      outcome: { kind: "complete", values },
      params: new Map(params.map(([name, value]) => [name, value])),
      distributionOf: (name) => owners.get(name),
      intermediate: new Map(),
      userAttributes: new Map(),
      systemAttributes: new Map(),
      started: null,
      finished: null,
      worker: null,
    };
  });
}
