import type { Trial } from "../../core/study/trial.js";

/** What is known when a slot is free. */
export interface Situation {
  readonly trials: readonly Trial[];
  /** Trials that count: finished, running and waiting ones, without those that were queued again. */
  readonly finished: number;
  readonly running: number;
  readonly waiting: number;
  /** Total of the study; null where the sampler, time or a rule ends it. */
  readonly total: number | null;
  /** Why nothing new is to be started; null where nothing speaks against it. */
  readonly stop: string | null;
}

export type Decision =
  | { readonly kind: "end"; readonly reason: string | null }
  /** A trial that waits in the journal: the baseline, one queued by hand, one queued again. */
  | { readonly kind: "claim"; readonly trial: Trial }
  | { readonly kind: "create" };

/** What a free slot does next. */
export function decide(situation: Situation): Decision {
  const { finished, running, waiting, total, stop } = situation;
  if (stop !== null) return { kind: "end", reason: stop };
  const room = total === null ? Number.POSITIVE_INFINITY : total - finished - running;
  if (room <= 0) return { kind: "end", reason: null };
  if (waiting > 0) {
    const trial = situation.trials.find(({ outcome }) => outcome.kind === "waiting");
    if (trial !== undefined) return { kind: "claim", trial };
  }
  return { kind: "create" };
}
