import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { formatNumber } from "../../core/format/number.js";
import { runEndIn } from "../../core/study/run-ends.js";
import { t } from "../l10n/translation.js";
import { isResting, runText } from "../studies/describe.js";
import type { StudyDigest } from "../studies/digest.js";
import { bestWithGain, gainOf } from "../studies/gain.js";
import { nextTotal, plannedTotal, progressText, trialsText } from "../studies/progress.js";

/** What a click on a lens does; `none` is a lens that only says something. */
export type LensAction =
  | { readonly kind: "run"; readonly trials: number | null }
  | {
      readonly kind:
        | "pause"
        | "resume"
        | "stop"
        | "stopNow"
        | "results"
        | "applyBest"
        | "terminal"
        | "problems"
        | "none";
    };

export interface LensText {
  /** May hold icons as `$(name)`. */
  readonly title: string;
  readonly tooltip: string;
  readonly action: LensAction;
}

export interface LensInput {
  readonly study: AnnotatedStudy;
  readonly digest: StudyDigest | null;
  /** The setting `hyperlens.study.trials`; null where it is not set. */
  readonly trialsSetting: number | null;
  readonly trusted: boolean;
  /** The file was changed after the present run began, or has unsaved changes. */
  readonly edited: boolean;
  /** The code has the values of the best trial already. */
  readonly applied: boolean;
}

/** The lenses above one study, from left to right. */
export function lensTexts(input: LensInput): readonly LensText[] {
  const { study, digest } = input;
  const running = digest?.activity.kind === "running";
  const first = running ? runningLenses(digest) : startLenses(input);
  return [
    ...first,
    ...resultLenses(input, running),
    ...(running && input.edited ? [edited()] : []),
    ...(study.valid && study.objective.kind === "function" && study.objective.patched ? [patched()] : []),
  ];
}

function startLenses({ study, digest, trialsSetting, trusted }: LensInput): LensText[] {
  if (!study.valid) return [mistake()];
  if (!trusted) return [untrusted()];
  const total = plannedTotal(study, trialsSetting);
  const finished = digest?.finished ?? 0;
  if (finished === 0) {
    const size = total === null ? t("whole grid") : trialsText(total);
    return [{ title: t("$(play) Run ({0})", size), tooltip: searchText(study), action: run(null) }];
  }
  if (total === null) {
    return [
      {
        title: t("$(play) Continue"),
        tooltip: t("{0} so far; the run ends with the grid.", trialsText(finished)),
        action: run(null),
      },
    ];
  }
  if (finished < total) {
    return [
      {
        title: t("$(play) Continue ({0} of {1})", finished, total),
        tooltip: `${lastRun(digest)}${t("Continue to {0}.", trialsText(total))}`,
        action: run(null),
      },
    ];
  }
  return [
    {
      title: t("$(play) Run {0} more", total),
      tooltip: t("{0} are done. Continue to {1}.", trialsText(finished), finished + total),
      action: run(nextTotal(study, finished, trialsSetting)),
    },
  ];
}

function runningLenses(digest: StudyDigest): LensText[] {
  const { activity } = digest;
  if (activity.kind !== "running") return [];
  const away = activity.pid === null;
  const progress = {
    tooltip: away ? t("Runs on {0}.", activity.host) : t("Show the terminal of this run."),
    action: { kind: away ? "results" : "terminal" },
  } as const;
  if (activity.stop !== "no") {
    return [
      { title: `$(sync~spin) ${progressText(digest)}`, ...progress },
      { title: t("Stopping…"), tooltip: t("The running trials are finished first."), action: { kind: "none" } },
      ...(activity.stop === "now" ? [] : [stopNow()]),
    ];
  }
  const icon = isResting(digest) ? "$(debug-pause)" : "$(sync~spin)";
  return [
    { title: `${icon} ${capitalised(runText(digest))}`, ...progress },
    activity.paused ? resume() : pause(),
    stop(),
  ];
}

function resultLenses({ study, digest, applied }: LensInput, running: boolean): LensText[] {
  if (digest === null) return [];
  const best = bestWithGain(digest);
  const lenses: LensText[] = [];
  if (digest.front > 0) {
    lenses.push({
      title: t("{0} Pareto-optimal", digest.front),
      tooltip: t("Trials that no other trial beats in every direction."),
      action: { kind: "results" },
    });
  } else if (best !== null) {
    lenses.push({
      title: t("Best {0}", best),
      tooltip: bestTooltip(digest),
      action: { kind: "results" },
    });
  }
  if (digest.finished + digest.imported > 0 || running) {
    lenses.push({
      title: t("Results"),
      tooltip: t("Open the results beside the editor."),
      action: { kind: "results" },
    });
  }
  if (study.valid && digest.best !== null && !applied) {
    lenses.push({
      title: t("Apply best"),
      tooltip: t("Write the values of trial {0} into the code; the changes are shown first.", digest.best.number),
      action: { kind: "applyBest" },
    });
  }
  return lenses;
}

function bestTooltip(digest: StudyDigest): string {
  const best = digest.best!;
  const metric = digest.metrics[0] ?? t("value");
  const values = best.params.map(({ name, text }) => `${name} = ${text}`).join(", ");
  const where = best.baseline ? t("the code as it stands") : t("trial {0}", best.number);
  const baseline = digest.baseline?.values[0];
  const gain = gainOf(digest);
  const which = values === "" ? where : `${where}, ${values}`;
  const text = t("Best {0}: {1}.", metric, which);
  if (gain === null || baseline === undefined || best.baseline) return text;
  return `${text} ${t("The code stood at {0}.", formatNumber(baseline))}`;
}

function mistake(): LensText {
  return {
    title: t("$(error) This study has a mistake and does not run"),
    tooltip: t("Show the mistakes."),
    action: { kind: "problems" },
  };
}

function untrusted(): LensText {
  return {
    title: t("$(shield) Not run in Restricted Mode"),
    tooltip: t("Running a study executes this workspace's code. Trust the workspace to run it."),
    action: { kind: "none" },
  };
}

function pause(): LensText {
  return {
    title: t("$(debug-pause) Pause"),
    tooltip: t("Finish the running trials and begin no others until the run is resumed."),
    action: { kind: "pause" },
  };
}

function resume(): LensText {
  return {
    title: t("$(debug-continue) Resume"),
    tooltip: t("Let the run go on."),
    action: { kind: "resume" },
  };
}

function stop(): LensText {
  return {
    title: t("$(debug-stop) Stop"),
    tooltip: t("Finish the running trials, then stop; Continue goes on from there."),
    action: { kind: "stop" },
  };
}

function stopNow(): LensText {
  return {
    title: t("Stop now"),
    tooltip: t("Do not wait for the running trials: they are cut short and queued again."),
    action: { kind: "stopNow" },
  };
}

function edited(): LensText {
  return {
    title: t("Edits apply from the next run"),
    tooltip: t("The run uses the file as it stood when it began."),
    action: { kind: "none" },
  };
}

function patched(): LensText {
  return {
    title: t("Fresh process per trial"),
    tooltip: t("Annotated values stand in the function's body, so each trial runs a patched copy of the file."),
    action: { kind: "none" },
  };
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function run(trials: number | null): LensAction {
  return { kind: "run", trials };
}

function searchText(study: AnnotatedStudy): string {
  const names = study.space.parameters.map((parameter) => parameter.name).join(", ");
  return names === "" ? t("No value is annotated yet.") : t("Search for better values of {0}.", names);
}

/** A sentence with a space behind it, or nothing. */
function lastRun(digest: StudyDigest | null): string {
  if (digest?.activity.kind === "interrupted") {
    return `${t("The last run was cut off; its trials are queued again.")} `;
  }
  return digest?.ended === null || digest?.ended === undefined
    ? ""
    : `${t("The last run ended: {0}.", runEndIn(digest.ended, t))} `;
}
