import type { Random } from "../math/random.js";
import type { Budget, Planning } from "../pruners/planner.js";
import type { Point } from "../space/space.js";
import type { Json } from "../study/json.js";
import type { MethodSpec, OptionValues } from "../study/method.js";
import type { Cube } from "./cube.js";

/**
 * One past or running trial as samplers see it: smaller losses are better, and every value fits the present space.
 */
export interface Observation {
  readonly number: number;
  readonly point: Point;
  /** The point's place in the cube, one entry per dimension as {@link Cube} counts them; NaN where it has no value. */
  readonly coordinates: Float64Array;
  /** Whether every active parameter has a value; false for trials from before a parameter was added. */
  readonly whole: boolean;
  readonly state: "complete" | "pruned" | "failed" | "running";
  /** One per direction, the study's direction already applied; empty where the trial has no value. Never NaN. */
  readonly losses: readonly number[];
  /** Step and loss, in order of step; one direction only. */
  readonly intermediate: readonly (readonly [number, number])[];
  /** Sum of the violations of outcome constraints; 0 where feasible. */
  readonly violation: number;
  /** Variance of the mean over folds, in squared units of the loss; null where there are no folds. */
  readonly variance: number | null;
  /** From start to finish; null where not known. */
  readonly seconds: number | null;
  readonly attributes: ReadonlyMap<string, Json>;
}

export interface SamplerInput {
  readonly cube: Cube;
  /** Finished, running and waiting (as running) trials by number. */
  readonly history: readonly Observation[];
  /** The number of the trial to propose. */
  readonly number: number;
  readonly objectives: number;
  /** Total of trials, where it is known. */
  readonly budget: number | null;
  readonly parallel: number;
  /** The trial's share of the resource; null where nothing gives trials such shares. */
  readonly share: Share | null;
  readonly noisy: boolean;
  /** The study's seed, for sequences that are scrambled once per study. */
  readonly seed: number;
  /** A generator derived from (study seed, trial number, purpose). */
  random(purpose: string): Random;
  /** Whether the constraints of the space hold for a configuration. */
  satisfies(point: Point): boolean;
  /** Whether no trial has this configuration yet, running ones included. */
  isNew(point: Point): boolean;
  /** Whether a configuration may be proposed: it satisfies the constraints, and is new unless the study is noisy. */
  admits(point: Point): boolean;
}

/** A trial's place in a plan that gives trials their budgets. */
export interface Share {
  readonly budget: Budget;
  /** The number of the trial that it goes on from, whose configuration is to be varied; null where it begins anew. */
  readonly continues: number | null;
}

export type Proposal =
  | {
      readonly kind: "point";
      readonly point: ReadonlyMap<string, number>;
      /** System attributes to store with the trial. */
      readonly attributes?: readonly (readonly [string, Json])[];
      /** One sentence: which method, and why. */
      readonly reason: string;
    }
  /** Every configuration that the method wants to try has been tried, or for another `reason` it proposes none. */
  | { readonly kind: "exhausted"; readonly reason?: string }
  /** The method found nothing admissible; an untried configuration is drawn for it. */
  | { readonly kind: "none"; readonly reason: string };

/**
 * A search method: what people see of it, and a function of (space, history, random) to values. It keeps nothing
 * between calls that would change a result.
 */
export interface Sampler extends MethodSpec, Planning {
  propose(input: SamplerInput, options: OptionValues): Proposal;
  /** The number of configurations that the method wants to try; absent where it has no end of its own. */
  total?(cube: Cube, options: OptionValues): number | null;
}
