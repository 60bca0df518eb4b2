import { formatSeconds } from "../../core/format/number.js";
import type { Failure } from "../../core/study/failure.js";

/** The failure of a trial that took longer than the option trial_timeout allows. */
export function timeoutFailure(seconds: number): Failure {
  const message = `The trial took longer than ${formatSeconds(seconds)} (trial_timeout).`;
  return { kind: "timeout", message, traceback: null };
}
