import { formatNumber } from "../../core/format/number.js";
import { scheduleOf } from "../../core/study/lineage.js";
import type { StudyState } from "../../core/study/state.js";
import type { Trial } from "../../core/study/trial.js";
import { t } from "../l10n/translation.js";

/** From where on a trial trained with its own values, where others were those of the trials that it went on from. */
export interface LastStretch {
  /** The name of the study's resource; null for steps. */
  readonly resource: string | null;
  readonly from: number;
}

/** null where a trial's own values were all that it trained with. */
export function lastStretchOf(study: StudyState, trial: Trial): LastStretch | null {
  const schedule = scheduleOf(study, trial);
  const last = schedule?.stages.at(-1);
  return schedule === null || last === undefined ? null : { resource: schedule.resource, from: last.from };
}

/** What that means for who wants the trial's result again, in one sentence. */
export function stretchText({ resource, from }: LastStretch): string {
  return t(
    "It trained with these values only from {0} {1} on, so that they alone do not give its result again; the results show the whole schedule with the trial.",
    resource ?? t("step"),
    formatNumber(from),
  );
}
