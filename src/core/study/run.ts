import type { Json } from "./json.js";
import type { Instant } from "./trial.js";

/** One run of a study by a driver, kept in the study so that every reader can tell what is going on. */
export interface RunRecord {
  /** The driver: `hyperlens/<host>/<pid>/<uuid>`, the prefix of the worker ids of its trials. */
  readonly worker: string;
  readonly started: Instant;
  /** null while it runs, and for ever where the driver died. */
  readonly ended: Instant | null;
  /** Total of trials that the study runs to; null where only time or a rule ends it. */
  readonly total: number | null;
  /** How many trials run at once; absent where nobody has said so. */
  readonly parallel?: number;
  /** Why it ended, in words for a person; null while it runs. */
  readonly reason: string | null;
}

/** A run as the study's attribute holds it; null where it is none. */
export function decodeRun(json: Json | undefined): RunRecord | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const {
    worker,
    started,
    ended = null,
    total = null,
    parallel,
    reason = null,
  } = json as { readonly [key: string]: Json };
  if (typeof worker !== "string" || typeof started !== "number") return null;
  return {
    worker,
    started,
    ended: typeof ended === "number" ? ended : null,
    total: typeof total === "number" ? total : null,
    ...(typeof parallel === "number" ? { parallel } : {}),
    reason: typeof reason === "string" ? reason : null,
  };
}
