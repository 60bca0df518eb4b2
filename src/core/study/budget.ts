import type { Budget, Rung } from "../pruners/planner.js";
import type { Resource } from "../pruners/pruner.js";
import { TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import type { Trial } from "./trial.js";

/** A budget as a trial's attribute. */
export function encodeBudget({ resource, candidate, bracket, rung, rungs }: Budget): Json {
  return { resource, candidate, bracket, rung, rungs: rungs.map((step) => [step.candidates, step.resource]) };
}

/** The budget that a trial was given; null where it had no place in a plan, and so got all of the resource. */
export function budgetOf(trial: Trial): Budget | null {
  return budgetIn(trial.systemAttributes);
}

const decoded = new WeakMap<object, Budget | "none">();

/** The same, of the system attributes of a trial; each is decoded once, since methods ask again and again. */
export function budgetIn(attributes: ReadonlyMap<string, Json>): Budget | null {
  const json = attributes.get(TRIAL_ATTRIBUTES.budget);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  let budget = decoded.get(json);
  if (budget === undefined) {
    budget = decodeBudget(json as { readonly [key: string]: Json }) ?? "none";
    decoded.set(json, budget);
  }
  return budget === "none" ? null : budget;
}

function decodeBudget(json: { readonly [key: string]: Json }): Budget | null {
  const { resource, candidate, bracket, rung, rungs } = json;
  if (typeof resource !== "number" || typeof candidate !== "number") return null;
  if (typeof bracket !== "number" || typeof rung !== "number" || !Array.isArray(rungs)) return null;
  const steps = (rungs as readonly Json[]).flatMap((pair): Rung[] => {
    const [candidates, amount] = Array.isArray(pair) ? (pair as readonly Json[]) : [];
    return typeof candidates === "number" && typeof amount === "number" ? [{ candidates, resource: amount }] : [];
  });
  return steps.length === rungs.length && rung < steps.length
    ? { resource, candidate, bracket, rung, rungs: steps }
    : null;
}

/** Whether a trial with this budget goes as far as its plan goes, so that its value counts as the study's. */
export function isWhole({ rung, rungs }: Budget): boolean {
  return rung === rungs.length - 1;
}

/** Whether trials have whole shares of a resource: where both of its ends are whole. */
export function hasWholeShares({ min, max }: Resource): boolean {
  return Number.isInteger(min) && Number.isInteger(max);
}

/** How much of a resource a trial is to have; one without a place in a plan has the most. */
export function shareOf(trial: Trial, resource: Resource): number {
  const amount = budgetOf(trial)?.resource ?? resource.max;
  return hasWholeShares(resource) ? Math.round(amount) : amount;
}

/** The step that so much of a resource comes to. */
export function stepOf(share: number): number {
  return Math.max(1, Math.floor(share));
}
