import { budgetIn } from "../../study/budget.js";
import type { Observation, SamplerInput } from "../sampler.js";

/** What came out of a trial with a part of the resource. */
export interface Result {
  readonly observation: Observation;
  /** How much of the resource it had. */
  readonly resource: number;
  /** One per objective, smaller is better. */
  readonly losses: readonly number[];
}

/** A result as the observation of a complete trial, for methods that take only such. */
export function asComplete({ observation, losses }: Result): Observation {
  const { number, point, coordinates, whole, violation, seconds, attributes } = observation;
  const result = { state: "complete", losses, intermediate: [], reported: losses, variance: null } as const;
  return { number, point, coordinates, whole, violation, seconds, attributes, ...result };
}

/** What a trial had that has no place in a plan: all of the resource; infinite where nothing gives trials shares. */
export function allOf({ share }: SamplerInput): number {
  return share?.budget.rungs.at(-1)?.resource ?? Number.POSITIVE_INFINITY;
}

/** The results of finished trials, in order of number; trials that failed or reported nothing have none. */
export function resultsOf(input: SamplerInput): readonly Result[] {
  const { history } = input;
  const all = allOf(input);
  return history.flatMap((observation): Result[] => {
    const { state, losses, reported, attributes } = observation;
    if (state !== "complete" && state !== "pruned") return [];
    const own = state === "complete" ? losses : reported;
    if (own.length === 0) return [];
    const budget = budgetIn(attributes);
    // One that was ended by a rule, without a place in a plan, did not get all of the resource.
    if (state === "pruned" && budget === null) return [];
    return [{ observation, resource: budget?.resource ?? all, losses: own }];
  });
}
