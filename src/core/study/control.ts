import { STUDY_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import type { StudyState } from "./state.js";
import type { Instant } from "./trial.js";

/** What a person asks of the drivers of a study. */
export type ControlAction =
  /** `stop`: the running trials are let finish. `stopNow`: they are cut short and queued again. */
  | { readonly do: "stop" | "stopNow" }
  /** `pause`: nothing new is begun until `resume`. */
  | { readonly do: "pause" | "resume" }
  /** `kill`: ends a running trial as failed. `skip`: ends it at its next report as pruned, or takes a waiting one away. */
  | { readonly do: "kill" | "skip"; readonly trial: number }
  /** Changes the run while it goes on; what is left out stays. */
  | {
      readonly do: "set";
      /** Total of the study. */
      readonly trials?: number;
      readonly parallel?: number;
      /** Seconds of the run, from its start. */
      readonly timeout?: number;
    };

/** A wish, kept in the study. Drivers obey those that came after their start, in order. */
export type Control = ControlAction & {
  /** Unlike that of any other wish. */
  readonly id: string;
  readonly at: Instant;
  /** The driver that it is meant for (the worker of its run); null for all. */
  readonly to: string | null;
};

export function encodeControl(control: Control): Json {
  return { ...control } as unknown as Json;
}

/** A wish as a journal holds it; null where it is none that we know. */
export function decodeControl(json: Json | undefined): Control | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const { id, at, to = null, ...rest } = json as { readonly [name: string]: Json };
  if (typeof id !== "string" || typeof at !== "number" || (to !== null && typeof to !== "string")) return null;
  const action = decodeAction(rest);
  return action === null ? null : { id, at, to, ...action };
}

function decodeAction(json: { readonly [name: string]: Json }): ControlAction | null {
  switch (json.do) {
    case "stop":
    case "stopNow":
      return { do: json.do };
    case "pause":
    case "resume":
      return { do: json.do };
    case "kill":
    case "skip":
      return isCount(json.trial, 0) ? { do: json.do, trial: json.trial } : null;
    case "set": {
      const { trials, parallel, timeout } = json;
      return {
        do: "set",
        ...(isCount(trials, 1) ? { trials } : {}),
        ...(isCount(parallel, 1) ? { parallel } : {}),
        ...(typeof timeout === "number" && timeout > 0 ? { timeout } : {}),
      };
    }
    default:
      return null;
  }
}

function isCount(value: Json | undefined, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}

/** The last wish that a study holds, whether it was answered or not; null where there is none that we know. */
export function controlOf(study: StudyState): Control | null {
  return decodeControl(study.systemAttributes.get(STUDY_ATTRIBUTES.control));
}
