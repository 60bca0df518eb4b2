import { STUDY_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import type { StudyState } from "./state.js";
import type { Instant } from "./trial.js";

/** What a person asks of the drivers of a study. */
export type ControlAction = "stop" | "stopNow";

/** A wish, kept in the study; the last one counts. */
export interface Control {
  /** Unlike that of any other wish. */
  readonly id: string;
  readonly at: Instant;
  /** The driver that it is meant for (the worker of its run); null for all. */
  readonly to: string | null;
  readonly do: ControlAction;
}

const ACTIONS: ReadonlySet<string> = new Set<ControlAction>(["stop", "stopNow"]);

export function encodeControl(control: Control): Json {
  return { ...control };
}

/** The wish that a study holds, whether it was answered or not; null where there is none that we know. */
export function controlOf(study: StudyState): Control | null {
  const json = study.systemAttributes.get(STUDY_ATTRIBUTES.control);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const { id, at, to = null, do: action } = json as { readonly [name: string]: Json };
  if (typeof id !== "string" || typeof at !== "number" || (to !== null && typeof to !== "string")) return null;
  if (typeof action !== "string" || !ACTIONS.has(action)) return null;
  return { id, at, to, do: action as ControlAction };
}

/** The wish that a driver, started at `since`, has still to carry out: later than its start, meant for it, unanswered. */
export function pendingControl(study: StudyState, driver: string, since: Instant): Control | null {
  const control = controlOf(study);
  if (control === null || control.at < since || (control.to !== null && control.to !== driver)) return null;
  return study.systemAttributes.get(STUDY_ATTRIBUTES.done) === control.id ? null : control;
}
