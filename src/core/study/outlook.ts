import { formatBytes } from "../format/bytes.js";
import { formatSeconds } from "../format/number.js";
import { english } from "../l10n/translation.js";
import { TRIAL_ATTRIBUTES } from "./attributes.js";
import type { RunRecord } from "./run.js";
import { factsOf } from "./run-facts.js";
import type { StudyState } from "./state.js";
import { countsForTotal } from "./summary.js";
import type { Trial } from "./trial.js";

/** What can be expected of a run, from what its trials took so far. */
export interface RunOutlook {
  /** Trials that are still to end. */
  readonly left: number;
  /** How many of them run at once. */
  readonly parallel: number;
  /** Seconds until all of them have ended. */
  readonly seconds: number;
  /** Seconds of one trial, on average. */
  readonly each: number;
  /** The most memory that a trial was seen to hold, in bytes; null where none was measured. */
  readonly memory: number | null;
  /** What the newest trial ran in: the interpreter's path, and what it says of itself. */
  readonly interpreter: { readonly path: string; readonly runtime: string } | null;
}

/** After so many trials of a run its own pace says more than the mean of all trials: it knows of pruning and of pauses. */
const ENOUGH = 3;

/**
 * What can be expected of a run; null where it has no total, nothing is left, or no trial has ended that could tell.
 * `finished` is how many trials of the study count towards the total.
 */
export function outlookOf(study: StudyState, run: RunRecord, finished: number): RunOutlook | null {
  const left = (run.total ?? 0) - finished;
  if (run.total === null || left <= 0) return null;
  const parallel = run.parallel ?? 1;
  const own: number[] = [];
  let [sum, count] = [0, 0];
  let memory: number | null = null;
  for (const trial of study.trials) {
    const { outcome, started, finished: end } = trial;
    if (started === null || end === null || !countsForTotal(trial)) continue;
    if (end >= run.started) own.push(end);
    const held = trial.systemAttributes.get(TRIAL_ATTRIBUTES.memory);
    if (typeof held === "number") memory = Math.max(memory ?? 0, held);
    if (outcome.kind === "failed") continue;
    sum += Math.max(0, end - started) / 1e6;
    count++;
  }
  if (count === 0) return null;
  const each = sum / count;
  const last = own.reduce((latest, end) => Math.max(latest, end), run.started);
  const seconds =
    own.length >= ENOUGH
      ? ((last - run.started) / 1e6 / own.length) * left
      : each * Math.ceil(left / Math.min(parallel, left));
  return { left, parallel, seconds, each, memory, interpreter: interpreterOf(study) };
}

/** `about 12 min for 59 more trials, 4 at once`. */
export function outlookText({ seconds, left, parallel }: RunOutlook, t = english): string {
  const trials = left === 1 ? t("1 more trial") : t("{0} more trials", left.toLocaleString("en"));
  return parallel > 1 && left > 1
    ? t("about {0} for {1}, {2} at once", roughly(seconds), trials, parallel)
    : t("about {0} for {1}", roughly(seconds), trials);
}

/** `12 s and 210 MB a trial`. */
export function effortText({ each, memory }: RunOutlook, t = english): string {
  const time = formatSeconds(Number(each.toPrecision(2)));
  return memory === null ? t("{0} a trial", time) : t("{0} and {1} a trial", time, formatBytes(memory));
}

/** An estimate with more digits than it is good for would only flicker. */
export function roughly(seconds: number): string {
  const unit = seconds < 10 ? 1 : seconds < 120 ? 5 : seconds < 7200 ? 60 : 600;
  return formatSeconds(unit * Math.max(1, Math.ceil(seconds / unit)));
}

function interpreterOf(study: StudyState): RunOutlook["interpreter"] {
  for (let at = study.trials.length - 1; at >= 0; at--) {
    const facts = factsOf(study, study.trials[at] as Trial);
    if (facts !== null) return { path: facts.interpreter, runtime: facts.runtime };
  }
  return null;
}
