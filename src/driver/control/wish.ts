import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { english, type Translate } from "../../core/l10n/translation.js";
import type { ControlAction } from "../../core/study/control.js";
import { control, takenAway } from "../../core/study/records.js";
import type { Instant, Trial } from "../../core/study/trial.js";
import type { Journal } from "../journal/journal.js";
import { liveDriver } from "../places/alive.js";

/** What became of something that a person wants of a study. */
export type WishOutcome =
  /** It is written; `driver` is the one that is to answer it. */
  | { readonly kind: "asked"; readonly id: string; readonly driver: string }
  /** A waiting trial was taken from the queue: that needs no driver. */
  | { readonly kind: "taken" }
  /** No driver is there to ask. */
  | { readonly kind: "nobody" }
  /** It cannot be wished; the message says why. */
  | { readonly kind: "refused"; readonly message: string };

/**
 * Writes down what a person wants of the drivers of a study. All of them hear it: nobody counts how many there are.
 *
 * @throws {JournalWriteError} where the journal cannot be written.
 */
export async function wish(
  journal: Journal,
  name: string,
  action: ControlAction,
  { now, isAlive }: { readonly now: Instant; isAlive(worker: string): boolean },
  t = english,
): Promise<WishOutcome> {
  const id = randomUUID();
  const worker = `hyperlens/${hostname()}/${process.pid}/${id}`;
  let outcome: WishOutcome = { kind: "nobody" };
  await journal.append((state) => {
    const study = state.study(name);
    if (study === undefined) return [];
    if ("trial" in action) {
      const trial = study.trials[action.trial];
      if (trial?.outcome.kind === "waiting" && action.do === "skip") {
        outcome = { kind: "taken" };
        return takenAway(worker, trial, now);
      }
      const message = whyNot(name, action.trial, trial?.outcome.kind, t);
      if (message !== null) {
        outcome = { kind: "refused", message };
        return [];
      }
    }
    const driver = liveDriver(study, isAlive);
    if (driver === null) return [];
    outcome = { kind: "asked", id, driver };
    return control(worker, study.id, { id, at: now, to: null, ...action });
  });
  return outcome;
}

type OutcomeKind = Trial["outcome"]["kind"];

/** Why a trial cannot be ended; null where it can. */
function whyNot(study: string, trial: number, state: OutcomeKind | undefined, t: Translate): string | null {
  switch (state) {
    case "running":
      return null;
    case undefined:
      return t("The study {0} has no trial {1}.", study, trial);
    case "waiting":
      return t("Trial {0} does not run: it is waiting.", trial);
    case "complete":
      return t("Trial {0} does not run: it is complete.", trial);
    case "pruned":
      return t("Trial {0} does not run: it is pruned.", trial);
    case "failed":
      return t("Trial {0} does not run: it is failed.", trial);
  }
}
