import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { DEFAULT_TRIALS } from "../../core/study/options.js";
import { t } from "../l10n/translation.js";
import type { StudyDigest } from "./digest.js";

/**
 * The total of trials that a run would go to: the annotation's, else the setting's, else 100; null where the sampler
 * has a total of its own (a grid).
 */
export function plannedTotal(study: AnnotatedStudy, setting: number | null): number | null {
  const given = study.givenOptions.includes("trials") ? study.options.trials : setting;
  if (given !== null) return given;
  return study.options.sampler.name === "grid" ? null : DEFAULT_TRIALS;
}

/**
 * The total that the next run has to be told: null where it ends by itself, and as many trials again where the study
 * has had all of them.
 */
export function nextTotal(study: AnnotatedStudy, finished: number, setting: number | null): number | null {
  const total = plannedTotal(study, setting);
  return total === null || finished < total ? null : finished + total;
}

/** `12 of 60`, or `12 trials` where no total is known. */
export function progressText(digest: StudyDigest): string {
  return digest.total === null ? trialsText(digest.finished) : t("{0} of {1}", digest.finished, digest.total);
}

export function trialsText(count: number): string {
  return count === 1 ? t("1 trial") : t("{0} trials", count);
}
