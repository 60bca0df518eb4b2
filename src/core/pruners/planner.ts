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
  /** Whether trials report each step, so that they can be stopped on the way; else the resource is an argument. */
  readonly reports: boolean;
}

export type Plan =
  /** A configuration that the sampler is to propose. */
  | { readonly kind: "new"; readonly budget: Budget }
  /** The configuration of a trial once more, with more of the resource; one sentence says why. */
  | { readonly kind: "again"; readonly of: number; readonly budget: Budget; readonly reason: string }
  /** Nothing can be begun before one of the running trials has ended. */
  | { readonly kind: "wait" }
  | { readonly kind: "end"; readonly reason: string };

/** Decides how much of the resource the next trial gets; null where each gets all of it. */
export type Planner = (input: PlanInput, options: OptionValues) => Plan | null;
