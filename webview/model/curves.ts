import { thinned } from "../../src/core/analysis/thinning.js";
import { formatNumber } from "../../src/core/format/number.js";
import { reportsOf } from "../../src/core/study/reports.js";
import type { Direction, Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";

/** More curves than these are a grey surface. */
export const MOST_CURVES = 300;

export interface LearningCurve {
  readonly trial: Trial;
  readonly kind: "best" | "complete" | "pruned" | "failed" | "running";
  /** By step; values that are not finite are left out. */
  readonly points: readonly (readonly [step: number, value: number])[];
}

export interface LearningCurves {
  readonly direction: Direction;
  /** From the back to the front. */
  readonly curves: readonly LearningCurve[];
  /** Trials with reports in all. */
  readonly total: number;
  readonly sentence: string;
}

/** The intermediate values of the trials over their steps, of one of the directions. */
export function curvesOf(model: StudyModel, objective: number): LearningCurves {
  const { directions } = model.study;
  const direction = directions[objective] ?? "minimize";
  const sign = direction === "maximize" ? -1 : 1;
  const stepsOf = (trial: Trial): LearningCurve["points"] =>
    reportsOf(trial, directions.length).map(([step, values]) => [step, values[objective]!]);
  const reporting = model.study.trials.filter((trial) => stepsOf(trial).length > 0);
  const loss = (trial: Trial): number => {
    const value = valueIn(trial, objective) ?? stepsOf(trial).at(-1)?.[1] ?? Number.NaN;
    return Number.isFinite(value) ? sign * value : Number.MAX_VALUE;
  };
  const best = model.summary.best;
  const shown = thinned(reporting, MOST_CURVES, loss);
  const curves = shown
    .map((trial): LearningCurve => {
      const { kind } = trial.outcome;
      const points = stepsOf(trial).filter(([, value]) => Number.isFinite(value));
      return { trial, kind: trial === best ? "best" : kind === "waiting" ? "running" : kind, points };
    })
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return { direction, curves, total: reporting.length, sentence: sentenceOf(model, reporting, shown.length, stepsOf) };
}

const ORDER: readonly LearningCurve["kind"][] = ["failed", "pruned", "complete", "running", "best"];

function sentenceOf(
  model: StudyModel,
  reporting: readonly Trial[],
  drawn: number,
  stepsOf: (trial: Trial) => LearningCurve["points"],
): string {
  const pruned = reporting.filter(({ outcome }) => outcome.kind === "pruned");
  const count = reporting.length.toLocaleString("en");
  const trials =
    reporting.length === 1
      ? t("1 trial has reported values on the way")
      : drawn < reporting.length
        ? t("{0} trials have reported values on the way, of which {1} are drawn, the best among them", count, drawn)
        : t("{0} trials have reported values on the way", count);
  const stopped = pruned.map((trial) => stepsOf(trial).at(-1)?.[0] ?? 0).sort((a, b) => a - b);
  const middle = stopped[Math.floor(stopped.length / 2)];
  const step = formatNumber(middle ?? 0);
  const early =
    pruned.length === 0
      ? `${trials}.`
      : pruned.length === 1
        ? t("{0}; 1 was pruned, at step {1}.", trials, step)
        : t("{0}; {1} were pruned, half of them by step {2}.", trials, pruned.length, step);
  const best = model.summary.best;
  const last = best === null ? undefined : stepsOf(best).at(-1);
  if (last === undefined || best === null) return early;
  const [at, value] = last;
  const words = [best.number, formatNumber(value), formatNumber(at)] as const;
  return `${early} ${t("The best, trial {0}, reached {1} at step {2}.", ...words)}`;
}
