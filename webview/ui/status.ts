import { formatSeconds } from "../../src/core/format/number.js";
import type { PanelStatus } from "../../src/core/protocol/panel.js";
import type { StudyModel } from "../model/study-model.js";

/** How a study stands, in the word of the header's badge. */
export interface Standing {
  readonly kind: "running" | "paused" | "finished" | "idle";
  readonly word: string;
  /** Why the last run ended; null where nothing is known. */
  readonly reason: string | null;
}

export function standingOf(model: StudyModel, status: PanelStatus): Standing {
  const { run, counts } = model.summary;
  if (status.running && status.control === "stopping") return { kind: "running", word: "Stopping", reason: null };
  if (status.running && status.control === "paused") {
    return counts.running > 0
      ? { kind: "running", word: "Pausing", reason: "The running trials are finished; no others are begun." }
      : { kind: "paused", word: "Paused", reason: "Nothing new is begun until the run is resumed." };
  }
  if (status.running) return { kind: "running", word: "Running", reason: null };
  if (run !== null && run.ended !== null) return { kind: "finished", word: "Finished", reason: run.reason };
  // A foreign program leaves no record of its runs; its running trials tell.
  if (run === null && counts.running > 0) return { kind: "running", word: "Trials running", reason: null };
  if (run !== null) return { kind: "idle", word: "Interrupted", reason: "The run ended without a word." };
  return { kind: "idle", word: "Not running", reason: null };
}

/** `12 of 50 trials · 2 running · about 3 min left`. */
export function progressText(model: StudyModel, running: boolean, now: number): string {
  const { counts, finished, run } = model.summary;
  const parts = [model.total === null ? trials(finished) : `${finished} of ${trials(model.total)}`];
  if (counts.running > 0) parts.push(`${counts.running} running`);
  if (counts.waiting > 0) parts.push(`${counts.waiting} waiting`);
  if (running && run !== null) {
    const elapsed = now / 1000 - run.started / 1e6;
    const left = secondsLeft(model, elapsed);
    if (left !== null) parts.push(`about ${formatSeconds(left)} left`);
    else if (elapsed >= 1) parts.push(formatSeconds(Math.round(elapsed)));
  }
  return parts.join(" · ");
}

/** From the pace of this run; null before three of its trials have finished. */
function secondsLeft(model: StudyModel, elapsed: number): number | null {
  const { run, finished } = model.summary;
  if (run === null || model.total === null || elapsed <= 0) return null;
  const { started } = run;
  const done = model.study.trials.filter((trial) => trial.finished !== null && trial.finished >= started).length;
  const missing = model.total - finished;
  if (done < 3 || missing <= 0) return null;
  const seconds = (elapsed / done) * missing;
  // An estimate with more digits than it is good for would only flicker.
  const unit = seconds < 10 ? 1 : seconds < 120 ? 5 : 60;
  return unit * Math.ceil(seconds / unit);
}

function trials(count: number): string {
  return count === 1 ? "1 trial" : `${count.toLocaleString("en")} trials`;
}
