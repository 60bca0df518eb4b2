import { countsForTotal } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";

export interface Counts {
  readonly waiting: number;
  readonly running: number;
  readonly complete: number;
  readonly pruned: number;
  readonly failed: number;
}

/**
 * Counts the trials of a growing study by state, those that were queued again or imported left out. Finished trials never change, so
 * the ones at the front that are all finished are counted once.
 */
export class Tally {
  #settled = 0;
  readonly #counted = { complete: 0, pruned: 0, failed: 0 };

  count(trials: readonly Trial[]): Counts {
    for (let trial = trials[this.#settled]; trial !== undefined; trial = trials[this.#settled]) {
      const { kind } = trial.outcome;
      if (kind === "waiting" || kind === "running") break;
      if (countsForTotal(trial)) this.#counted[kind]++;
      this.#settled++;
    }
    const counts = { waiting: 0, running: 0, ...this.#counted };
    for (let at = this.#settled; at < trials.length; at++) {
      const trial = trials[at]!;
      if (countsForTotal(trial)) counts[trial.outcome.kind]++;
    }
    return counts;
  }
}
