import type { Share } from "../samplers/sampler.js";
import type { SearchSpace } from "../space/space.js";
import type { Json } from "./json.js";
import type { MethodChoice } from "./options.js";
import type { Direction, Trial } from "./trial.js";

/** What stays the same over a study's suggestions. */
export interface SuggesterSetup {
  readonly space: SearchSpace;
  readonly directions: readonly Direction[];
  readonly sampler: MethodChoice;
  readonly seed: number;
  readonly noisy: boolean;
  /** Total of trials, where it is known. */
  readonly budget: number | null;
  readonly parallel: number;
}

export type Suggestion =
  | {
      readonly kind: "point";
      /** Internal values of the active parameters. */
      readonly point: ReadonlyMap<string, number>;
      /** System attributes to store with the trial (a generation, a rung). */
      readonly attributes: readonly (readonly [string, Json])[];
      /** One sentence: which method, and why. */
      readonly reason: string;
    }
  /** Every configuration of the space has been tried, or for another `reason`, a sentence, there is none to propose. */
  | { readonly kind: "exhausted"; readonly reason?: string };

export interface Suggester {
  /** The number of configurations that the sampler itself wants to try (a grid's size); null where it has no end. */
  readonly total: number | null;
  /**
   * Proposes the configuration of trial `number`, given all trials of the study so far, running ones included. The
   * same setup, trials, number and share give the same suggestion in any process.
   *
   * @param share the trial's place in the plan of a study that gives trials their budgets.
   */
  suggest(trials: readonly Trial[], number: number, share?: Share): Suggestion;
}
