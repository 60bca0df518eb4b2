import { isBetter } from "../../core/study/order.js";
import { isRequeued } from "../../core/study/summary.js";
import type { Direction, Trial } from "../../core/study/trial.js";
import type { StudyDigest } from "./digest.js";

/** Trials that the tree lists together. `all` holds every one, the newest first. */
export type TrialGroup = "best" | "front" | "running" | "waiting" | "pruned" | "failed" | "all";

/** Up to so many trials stand under their study at once; more of them are grouped. */
export const FLAT_LIMIT = 25;

/** How many trials of a group are listed before the rest has to be asked for. */
export const PAGE = 100;

const BEST = 5;

/** A group with the number of trials in it. */
export interface GroupCount {
  readonly group: TrialGroup;
  readonly count: number;
}

/** How the trials of a study are listed: all of them at once, or in groups that are not empty. */
export function listingOf(digest: StudyDigest):
  | { readonly kind: "flat" }
  | {
      readonly kind: "groups";
      readonly groups: readonly GroupCount[];
    } {
  const { counts, recorded } = digest;
  if (recorded <= FLAT_LIMIT) return { kind: "flat" };
  const several = digest.directions.length > 1;
  const groups: GroupCount[] = [
    several ? { group: "front", count: digest.front } : { group: "best", count: Math.min(BEST, counts.complete) },
    { group: "running", count: counts.running },
    { group: "waiting", count: counts.waiting },
    { group: "pruned", count: counts.pruned },
    { group: "failed", count: counts.failed },
    { group: "all", count: recorded },
  ];
  return { kind: "groups", groups: groups.filter(({ count }) => count > 0) };
}

/** The trials of a group in the order in which they are listed. `front` are the Pareto-optimal trials of the study. */
export function trialsOf(
  group: TrialGroup,
  trials: readonly Trial[],
  study: { readonly directions: readonly Direction[]; readonly front: readonly Trial[] },
): readonly Trial[] {
  switch (group) {
    case "all":
      return [...trials].reverse();
    case "best":
      return bestTrials(trials, study.directions[0] ?? "minimize");
    case "front":
      return study.front;
    default:
      return trials.filter((trial) => trial.outcome.kind === group && !isRequeued(trial)).reverse();
  }
}

function bestTrials(trials: readonly Trial[], direction: Direction): readonly Trial[] {
  const best: { readonly trial: Trial; readonly value: number }[] = [];
  for (const trial of trials) {
    if (trial.outcome.kind !== "complete") continue;
    const value = trial.outcome.values[0] ?? Number.NaN;
    // Insertion keeps the first of equals in front; there are only a few places.
    let at = best.length;
    while (at > 0 && isBetter(direction, value, best[at - 1]!.value)) at--;
    if (at >= BEST) continue;
    best.splice(at, 0, { trial, value });
    best.length = Math.min(best.length, BEST);
  }
  return best.map(({ trial }) => trial);
}
