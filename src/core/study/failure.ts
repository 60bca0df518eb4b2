import type { Json } from "./json.js";

/** Why a trial failed, kept with the trial. */
export interface Failure {
  readonly kind:
    | "exception"
    | "non-finite"
    | "bad-result"
    | "crash"
    | "timeout"
    /** It held more memory than a trial may. */
    | "memory"
    /** The machine that it ran on was lost; it was queued again. */
    | "lost"
    /** The driver stopped or died while the trial ran; it was queued again. */
    | "interrupted"
    | "killed";
  /** One line. */
  readonly message: string;
  /** The traceback as the language prints it, or null. */
  readonly traceback: string | null;
}

const KINDS: ReadonlySet<string> = new Set<Failure["kind"]>([
  "exception",
  "non-finite",
  "bad-result",
  "crash",
  "timeout",
  "memory",
  "lost",
  "interrupted",
  "killed",
]);

/** A failure as an attribute holds it; null where it is none. */
export function decodeFailure(json: Json | undefined): Failure | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const { kind, message, traceback = null } = json as { readonly [key: string]: Json };
  if (typeof kind !== "string" || !KINDS.has(kind) || typeof message !== "string") return null;
  return { kind: kind as Failure["kind"], message, traceback: typeof traceback === "string" ? traceback : null };
}
