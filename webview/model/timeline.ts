import { formatSeconds } from "../../src/core/format/number.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { trialsText } from "./counts.js";
import type { StudyModel } from "./study-model.js";

/** One run of a trial on a slot. */
export interface Stretch {
  readonly trial: Trial;
  /** The slot, from 0. */
  readonly lane: number;
  /** Seconds since the first trial began. */
  readonly from: number;
  readonly to: number;
  readonly kind: "best" | "complete" | "pruned" | "failed" | "running";
}

export interface Timeline {
  readonly stretches: readonly Stretch[];
  readonly lanes: number;
  /** Seconds from the first start to the last end. */
  readonly length: number;
  /** The first start, in milliseconds of the epoch; null where no trial has begun. */
  readonly start: number | null;
  readonly sentence: string;
}

/**
 * What ran when. A journal does not tell slots apart, so each trial takes the first slot that is free at its start: the number
 * of slots is the number of trials that ran at the same time.
 *
 * @param now milliseconds of the epoch, where running trials end for the time being.
 */
export function timelineOf(model: StudyModel, now: number): Timeline {
  const begun = model.study.trials.filter(({ started }) => started !== null).sort((a, b) => a.started! - b.started!);
  const [first] = begun;
  if (first === undefined)
    return { stretches: [], lanes: 0, length: 0, start: null, sentence: t("No trial has begun yet.") };
  const origin = first.started!;
  const free: number[] = [];
  const stretches = begun.flatMap((trial): Stretch[] => {
    const { kind } = trial.outcome;
    if (kind === "waiting") return [];
    const from = trial.started!;
    const to = Math.max(from, trial.finished ?? (kind === "running" ? now * 1000 : from));
    const found = free.findIndex((end) => end <= from);
    const lane = found < 0 ? free.length : found;
    free[lane] = to;
    const look = trial === model.summary.best ? "best" : kind;
    return [{ trial, lane, from: (from - origin) / 1e6, to: (to - origin) / 1e6, kind: look }];
  });
  const length = stretches.reduce((end, { to }) => Math.max(end, to), 0);
  const busy = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  const sentence = sentenceOf(stretches.length, free.length, length, busy);
  return { stretches, lanes: free.length, length, start: origin / 1000, sentence };
}

function sentenceOf(count: number, lanes: number, length: number, busy: number): string {
  const slots = lanes === 1 ? t("one at a time") : t("up to {0} at a time", lanes);
  const used = length > 0 && lanes > 0 ? Math.round((100 * busy) / (length * lanes)) : 0;
  return t(
    "{0} in {1}, {2}; the slots were busy for {3} % of that time.",
    trialsText(count),
    formatSeconds(length),
    slots,
    used,
  );
}
