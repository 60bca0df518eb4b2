import type { OptionValues } from "../study/method.js";
import type { Resource } from "./pruner.js";

/** One rung of a bracket: so many candidates, each with so much of the resource. */
export interface Rung {
  readonly candidates: number;
  readonly resource: number;
}

/** One trial of a study whose trials get budgets. */
export interface BudgetedRun {
  readonly number: number;
  readonly state: "complete" | "failed" | "running";
  /** What came out with the budget, one loss per objective; empty where nothing did. */
  readonly losses: readonly number[];
  readonly budget: Budget;
  /** The trial from whose checkpoint it went on; null where it began anew. */
  readonly continues: number | null;
}

/** How much of the resource a trial gets, and its place in the plan; kept with the trial. */
export interface Budget {
  readonly resource: number;
  /** The number of the trial that first ran this configuration. */
  readonly candidate: number;
  /** From 0, in order of their beginning. */
  readonly bracket: number;
  /** Position in the rungs of the bracket, from 0. */
  readonly rung: number;
  /** The plan of the bracket as it stood when it began. */
  readonly rungs: readonly Rung[];
}

export interface PlanInput {
  /** By number, those that were run without a place in a plan left out. */
  readonly runs: readonly BudgetedRun[];
  /** The number of the trial to plan. */
  readonly number: number;
  readonly resource: Resource;
  /** How many trials there may still be; null where no total is known. */
  readonly left: number | null;
  /** Whether the sampler has configurations that were not tried yet; where it has none, a plan goes on with those it has. */
  readonly fresh: boolean;
  /** Whether trials report each step, so that they can be stopped on the way; else the resource is an argument. */
  readonly reports: boolean;
  /** The study's seed. */
  readonly seed: number;
}

export type Plan =
  /** A configuration that the sampler is to propose; one that varies the trial that it goes on from, where there is one. */
  | { readonly kind: "new"; readonly budget: Budget; readonly continues?: number }
  /**
   * The configuration of a trial once more, with more of the resource, from the beginning or from the checkpoint of
   * `continues`; one sentence says why.
   */
  | {
      readonly kind: "again";
      readonly of: number;
      readonly budget: Budget;
      readonly reason: string;
      readonly continues?: number;
    }
  /** Nothing can be begun before one of the running trials has ended. */
  | { readonly kind: "wait" }
  | { readonly kind: "end"; readonly reason: string };

/** Decides how much of the resource the next trial gets; null where each gets all of it. */
export type Planner = (input: PlanInput, options: OptionValues) => Plan | null;

/** What a method does that gives trials their budgets beforehand. Where a sampler plans, no pruner does. */
export interface Planning {
  /** Whether it can do nothing without `resource=`. */
  readonly needsResource?: boolean;
  readonly plan?: Planner;
  /** The trials from whose checkpoints later ones may yet go on; absent or null where none ever does. */
  readonly source?: (input: PlanInput, options: OptionValues) => readonly number[] | null;
  /** How many of so many trials the whole plan takes (null: as many as it likes); absent where it has no end of its own. */
  readonly planned?: (resource: Resource, options: OptionValues, left: number | null) => number | null;
}
