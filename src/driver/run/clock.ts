import type { Instant } from "../../core/study/trial.js";

/** How far the steady clock may stray from the system's (the machine slept, or its clock was set) before it follows. */
const SLACK_MS = 1_000;

let offset = Date.now() - performance.now();

/** The present time in microseconds; finer than the system's clock, and steady through small corrections of it. */
export function instantNow(): Instant {
  const now = Date.now();
  if (Math.abs(performance.now() + offset - now) > SLACK_MS) offset = now - performance.now();
  return Math.round((performance.now() + offset) * 1000);
}
