import { TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";

/** The trial that another one goes on from, with what that has left in its folder, and the step at which it goes on. */
export interface Continuation {
  readonly trial: number;
  readonly step: number;
}

export function encodeContinuation({ trial, step }: Continuation): Json {
  return { trial, step };
}

/** What the system attributes of a trial say of where it goes on from; null where it begins anew. */
export function continuationIn(attributes: ReadonlyMap<string, Json>): Continuation | null {
  const json = attributes.get(TRIAL_ATTRIBUTES.continues);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const { trial, step } = json as { readonly [key: string]: Json };
  if (typeof trial !== "number" || !Number.isSafeInteger(trial) || trial < 0) return null;
  return typeof step === "number" && step >= 0 ? { trial, step } : null;
}
