import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { formatNumber } from "../../core/format/number.js";
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
}

/** The lenses above one study, from left to right. */
export function lensTexts(input: LensInput): readonly LensText[] {
  const { study, digest } = input;
  const running = digest?.activity.kind === "running";
  const first = running ? runningLenses(digest) : startLenses(input);
  return [
    ...first,
    ...resultLenses(study, digest, running),
    ...(running && input.edited ? [EDITED] : []),
    ...(study.valid && study.objective.kind === "function" && study.objective.patched ? [PATCHED] : []),
  ];
}

function startLenses({ study, digest, trialsSetting, trusted }: LensInput): LensText[] {
  if (!study.valid) return [MISTAKE];
  if (!trusted) return [UNTRUSTED];
  const total = plannedTotal(study, trialsSetting);
  const finished = digest?.finished ?? 0;
  if (finished === 0) {
    const size = total === null ? "whole grid" : trialsText(total);
    return [
      { title: `$(play) Run (${size})`, tooltip: `Search for better values of ${names(study)}.`, action: run(null) },
    ];
  }
  if (total === null) {
    return [
      {
        title: "$(play) Continue",
        tooltip: `${trialsText(finished)} so far; the run ends with the grid.`,
        action: run(null),
      },
    ];
  }
  if (finished < total) {
    return [
      {
        title: `$(play) Continue (${finished} of ${total})`,
        tooltip: `${sentence(digest)}Continue to ${trialsText(total)}.`,
        action: run(null),
      },
    ];
  }
  return [
    {
      title: `$(play) Run ${total} more`,
      tooltip: `${trialsText(finished)} are done. Continue to ${finished + total}.`,
      action: run(nextTotal(study, finished, trialsSetting)),
    },
  ];
}

function runningLenses(digest: StudyDigest): LensText[] {
  const { activity } = digest;
  if (activity.kind !== "running") return [];
  const away = activity.pid === null;
  const progress = {
    tooltip: away ? `Runs on ${activity.host}.` : "Show the terminal of this run.",
    action: { kind: away ? "results" : "terminal" },
  } as const;
  if (activity.stop !== "no") {
    return [
      { title: `$(sync~spin) ${progressText(digest)}`, ...progress },
      { title: "Stopping…", tooltip: "The running trials are finished first.", action: { kind: "none" } },
      ...(activity.stop === "now" ? [] : [STOP_NOW]),
    ];
  }
  const icon = isResting(digest) ? "$(debug-pause)" : "$(sync~spin)";
  return [
    { title: `${icon} ${capitalised(`${runText(digest)}${progressText(digest)}`)}`, ...progress },
    activity.paused ? RESUME : PAUSE,
    STOP,
  ];
}

function resultLenses(study: AnnotatedStudy, digest: StudyDigest | null, running: boolean): LensText[] {
  if (digest === null) return [];
  const lenses: LensText[] = [];
  if (digest.front > 0) {
    lenses.push({
      title: `${digest.front} Pareto-optimal`,
      tooltip: "Trials that no other trial beats in every direction.",
      action: { kind: "results" },
    });
  } else if (digest.best !== null) {
    lenses.push({ title: `Best ${bestWithGain(digest)}`, tooltip: bestTooltip(digest), action: { kind: "results" } });
  }
  if (digest.finished > 0 || running) {
    lenses.push({ title: "Results", tooltip: "Open the results beside the editor.", action: { kind: "results" } });
  }
  if (study.valid && digest.best !== null && !digest.best.baseline) {
    lenses.push({
      title: "Apply best",
      tooltip: `Write the values of trial ${digest.best.number} into the code; the changes are shown first.`,
      action: { kind: "applyBest" },
    });
  }
  return lenses;
}

function bestTooltip(digest: StudyDigest): string {
  const best = digest.best!;
  const metric = digest.metrics[0] ?? "value";
  const values = best.params.map(({ name, text }) => `${name} = ${text}`).join(", ");
  const where = best.baseline ? "the code as it stands" : `trial ${best.number}`;
  const baseline = digest.baseline?.values[0];
  const gain = gainOf(digest);
  const before =
    gain === null || baseline === undefined || best.baseline ? "" : ` The code stood at ${formatNumber(baseline)}.`;
  return `Best ${metric}: ${where}${values === "" ? "" : `, ${values}`}.${before}`;
}

const MISTAKE: LensText = {
  title: "$(error) This study has a mistake and does not run",
  tooltip: "Show the mistakes.",
  action: { kind: "problems" },
};
const UNTRUSTED: LensText = {
  title: "$(shield) Not run in Restricted Mode",
  tooltip: "Running a study executes this workspace's code. Trust the workspace to run it.",
  action: { kind: "none" },
};
const PAUSE: LensText = {
  title: "$(debug-pause) Pause",
  tooltip: "Finish the running trials and begin no others until the run is resumed.",
  action: { kind: "pause" },
};
const RESUME: LensText = {
  title: "$(debug-continue) Resume",
  tooltip: "Let the run go on.",
  action: { kind: "resume" },
};
const STOP: LensText = {
  title: "$(debug-stop) Stop",
  tooltip: "Finish the running trials, then stop; Continue goes on from there.",
  action: { kind: "stop" },
};
const STOP_NOW: LensText = {
  title: "Stop now",
  tooltip: "Do not wait for the running trials: they are cut short and queued again.",
  action: { kind: "stopNow" },
};
const EDITED: LensText = {
  title: "Edits apply from the next run",
  tooltip: "The run uses the file as it stood when it began.",
  action: { kind: "none" },
};
const PATCHED: LensText = {
  title: "Fresh process per trial",
  tooltip: "Annotated values stand in the function's body, so each trial runs a patched copy of the file.",
  action: { kind: "none" },
};

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function run(trials: number | null): LensAction {
  return { kind: "run", trials };
}

function names(study: AnnotatedStudy): string {
  return study.space.parameters.map((parameter) => parameter.name).join(", ") || "nothing yet";
}

function sentence(digest: StudyDigest | null): string {
  if (digest?.activity.kind === "interrupted") return "The last run was cut off; its trials are queued again. ";
  return digest?.ended === null || digest?.ended === undefined ? "" : `The last run ended: ${digest.ended}. `;
}
