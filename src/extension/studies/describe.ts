import { formatNumber, formatSeconds } from "../../core/format/number.js";
import { t } from "../l10n/translation.js";
import type { StudyDigest, StudyEntry, TrialDigest } from "./digest.js";
import { bestWithGain } from "./gain.js";
import type { TrialGroup } from "./groups.js";
import { progressText, trialsText } from "./progress.js";
import { shortValue } from "./short.js";

/** How a study or a trial stands, for icons, words and menus. */
export type StudyStanding = "mistake" | "running" | "paused" | "interrupted" | "broken" | "results" | "fresh";

export function standingOf({ annotated, digest }: StudyEntry): StudyStanding {
  if (digest?.activity.kind === "running") return isResting(digest) ? "paused" : "running";
  if (digest !== null && digest.error !== null) return "broken";
  if (annotated?.study.valid === false) return "mistake";
  if (digest?.activity.kind === "interrupted") return "interrupted";
  return digest !== null && digest.recorded > 0 ? "results" : "fresh";
}

/** What stands in grey behind a study's name. */
export function studyDescription(entry: StudyEntry): string {
  const { digest } = entry;
  switch (standingOf(entry)) {
    case "running":
    case "paused":
      return parts(runText(digest!), bestText(digest!));
    case "broken":
      return t("journal cannot be read to its end");
    case "mistake":
      return t("has a mistake");
    case "interrupted":
      return parts(t("interrupted"), trialsText(digest!.finished), bestText(digest!));
    case "results":
      return parts(...recordedTexts(digest!), bestText(digest!));
    case "fresh":
      return t("not run yet");
  }
}

/** Whether a run has paused with nothing left to finish. */
export function isResting({ activity, counts }: StudyDigest): boolean {
  return activity.kind === "running" && activity.paused && activity.stop === "no" && counts.running === 0;
}

/** How far a run is, and what it does beside running. */
export function runText(digest: StudyDigest): string {
  const { activity } = digest;
  const progress = progressText(digest);
  if (activity.kind !== "running") return progress;
  if (activity.stop !== "no") return t("stopping, {0}", progress);
  if (!activity.paused) return progress;
  return digest.counts.running > 0 ? t("pausing, {0}", progress) : t("paused, {0}", progress);
}

function recordedTexts({ finished, imported }: StudyDigest): readonly string[] {
  if (imported === 0) return [trialsText(finished)];
  return [...(finished === 0 ? [] : [trialsText(finished)]), t("{0} imported", imported)];
}

function bestText(digest: StudyDigest): string | null {
  if (digest.front > 0) return t("{0} Pareto-optimal", digest.front);
  const best = bestWithGain(digest);
  return best === null ? null : t("best {0}", best);
}

/** What stands in grey behind a trial's number: what came out, how long that took, and for which values. */
export function trialDescription(trial: TrialDigest): string {
  const params = trial.params.map(({ name, text }) => `${name} = ${shortValue(text)}`).join(", ");
  return parts(
    outcomeText(trial),
    durationText(trial),
    trial.baseline ? t("baseline") : null,
    trial.older ? t("older code") : null,
    params === "" ? null : params,
  );
}

/** The word for how a trial stands. */
export function stateText({ state }: TrialDigest): string {
  switch (state) {
    case "complete":
      return t("complete");
    case "pruned":
      return t("pruned");
    case "failed":
      return t("failed");
    case "running":
      return t("running");
    case "waiting":
      return t("waiting");
  }
}

/** What came of a trial, in a few words. */
export function outcomeText(trial: TrialDigest): string {
  const { state, values, latest, failure } = trial;
  switch (state) {
    case "complete":
      return values.map(formatNumber).join(", ");
    case "pruned":
      return latest === null ? stateText(trial) : t("pruned at step {0}, {1}", latest.step, formatNumber(latest.value));
    case "failed":
      return failure?.message ?? stateText(trial);
    case "running":
      return latest === null ? stateText(trial) : t("step {0}, {1}", latest.step, formatNumber(latest.value));
    case "waiting":
      return stateText(trial);
  }
}

export function durationText({ started, finished }: TrialDigest): string | null {
  return started === null || finished === null ? null : formatSeconds(Math.max(0, (finished - started) / 1e6));
}

export function groupLabel(group: TrialGroup): string {
  switch (group) {
    case "best":
      return t("Best");
    case "front":
      return t("Pareto-optimal");
    case "running":
      return t("Running");
    case "waiting":
      return t("Waiting");
    case "pruned":
      return t("Pruned");
    case "failed":
      return t("Failed");
    case "all":
      return t("All");
  }
}

/** The words by which package.json chooses the menu of a study. */
export function studyContext(entry: StudyEntry): string {
  const { annotated, digest } = entry;
  const running = digest?.activity.kind === "running";
  return words({
    study: true,
    runnable: annotated?.study.valid === true && !running,
    running,
    paused: running && digest.activity.paused,
    stopping: running && digest.activity.stop !== "no",
    stored: digest !== null,
    code: annotated !== null,
    best: digest !== null && digest.best !== null,
    own: isOwn(digest),
  });
}

/** Whether a study was set up by a run of ours, so that trials can be queued in it. */
export function isOwn(digest: StudyDigest | null): boolean {
  return digest !== null && digest.source !== null;
}

/** The words by which package.json chooses the menu of a trial. */
export function trialContext(entry: StudyEntry | undefined, trial: TrialDigest): string {
  return words({
    trial: true,
    code: entry?.annotated?.study.valid === true,
    own: isOwn(entry?.digest ?? null),
    [trial.state]: true,
  });
}

function words(flags: Readonly<Record<string, boolean>>): string {
  return Object.keys(flags)
    .filter((name) => flags[name])
    .join(" ");
}

function parts(...texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null && text !== "").join(" · ");
}
