import { formatSeconds } from "../../src/core/format/number.js";
import type { PanelStatus } from "../../src/core/protocol/panel.js";
import { effortText, outlookOf, roughly } from "../../src/core/study/outlook.js";
import { runEndIn } from "../../src/core/study/run-ends.js";
import { t } from "../l10n/translation.js";
import { trialsText } from "../model/counts.js";
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
  if (status.running && status.control === "stopping") return { kind: "running", word: t("Stopping"), reason: null };
  if (status.running && status.control === "paused") {
    return counts.running > 0
      ? { kind: "running", word: t("Pausing"), reason: t("The running trials are finished; no others are begun.") }
      : { kind: "paused", word: t("Paused"), reason: t("Nothing new is begun until the run is resumed.") };
  }
  if (status.running) return { kind: "running", word: t("Running"), reason: null };
  if (run !== null && run.ended !== null)
    return { kind: "finished", word: t("Finished"), reason: run.reason === null ? null : runEndIn(run.reason, t) };
  // A foreign program leaves no record of its runs; its running trials tell.
  if (run === null && counts.running > 0) return { kind: "running", word: t("Trials running"), reason: null };
  if (run !== null) return { kind: "idle", word: t("Interrupted"), reason: t("The run ended without a word.") };
  return { kind: "idle", word: t("Not running"), reason: null };
}

/** `12 of 50 trials · 2 running · about 3 min left`. */
export function progressText(model: StudyModel, running: boolean, now: number): string {
  const { counts, finished, imported, run } = model.summary;
  const parts = [model.total === null ? trialsText(finished) : totalText(finished, model.total)];
  if (counts.running > 0) parts.push(t("{0} running", counts.running));
  if (counts.waiting > 0) parts.push(t("{0} waiting", counts.waiting));
  if (imported > 0) parts.push(t("{0} imported", imported.toLocaleString("en")));
  if (running && run !== null) {
    const elapsed = now / 1000 - run.started / 1e6;
    const outlook = outlookOf(model.study, run, finished);
    if (outlook !== null) parts.push(t("about {0} left", roughly(outlook.seconds)));
    else if (elapsed >= 1) parts.push(formatSeconds(Math.round(elapsed)));
  }
  return parts.join(" · ");
}

/** `4 at once · 12 s and 210 MB a trial · CPython 3.11.7`: what the run takes; "" while nothing is known. */
export function effortLine({ study, summary }: StudyModel): string {
  const outlook = summary.run === null ? null : outlookOf(study, summary.run, summary.finished);
  if (outlook === null) return "";
  const { parallel, interpreter } = outlook;
  const parts = [parallel > 1 ? t("{0} at once", parallel) : "", effortText(outlook, t), interpreter?.runtime ?? ""];
  return parts.filter((part) => part !== "").join(" · ");
}

function totalText(finished: number, total: number): string {
  return total === 1 ? t("{0} of 1 trial", finished) : t("{0} of {1} trials", finished, total.toLocaleString("en"));
}
