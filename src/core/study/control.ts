import type { Json } from "./json.js";
import type { RunRecord } from "./run.js";
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

/** How a run stands towards what people have asked of it. */
export interface RunControl {
  /** `finish`: it ends when its running trials have; `now`: it cuts them short. */
  readonly stop: "no" | "finish" | "now";
  /** Nothing new is begun until somebody resumes it. */
  readonly paused: boolean;
  /** The last wish; null where there was none. */
  readonly last: Control | null;
  /** Whether a driver has carried that one out. */
  readonly answered: boolean;
}

/**
 * What a run has been asked. `wishes` are all those of its study, in order; what came before its start was for others.
 * `isAnswered` tells whether a driver has carried out the wish with an identifier.
 */
export function runControlOf(
  run: RunRecord,
  wishes: readonly Json[],
  isAnswered: (wish: string) => boolean,
): RunControl {
  let stop: RunControl["stop"] = "no";
  let paused = false;
  let last: Control | null = null;
  for (const json of wishes) {
    const wish = decodeControl(json);
    if (wish === null || wish.at < run.started || (wish.to !== null && wish.to !== run.worker)) continue;
    last = wish;
    if (wish.do === "stopNow") stop = "now";
    if (wish.do === "stop" && stop === "no") stop = "finish";
    if (wish.do === "pause" || wish.do === "resume") paused = wish.do === "pause";
  }
  return { stop, paused, last, answered: last !== null && isAnswered(last.id) };
}
