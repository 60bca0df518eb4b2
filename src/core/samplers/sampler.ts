import type { Point, SearchSpace } from "../space/space.js";
import type { Json } from "../study/json.js";

/**
 * One past or running trial as samplers see it: smaller losses are better, and every point fits the present space.
 */
export interface Observation {
  readonly number: number;
  readonly point: Point;
  readonly state: "complete" | "pruned" | "failed" | "running";
  /** One per direction, the study's direction already applied; empty where the trial has no value. */
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

/** A source of uniform numbers in [0, 1), 53 bits; the same seed gives the same stream in any process. */
export interface Random {
  next(): number;
}

export interface SamplerInput {
  readonly space: SearchSpace;
  /** Finished and running trials by number. */
  readonly history: readonly Observation[];
  /** The number of the trial to propose. */
  readonly number: number;
  readonly objectives: number;
  readonly budget: number | null;
  readonly parallel: number;
  readonly noisy: boolean;
  /** A generator derived from (study seed, trial number, purpose). */
  random(purpose: string): Random;
  /** The study's seed, for sequences that are scrambled once per study. */
  readonly seed: number;
}
