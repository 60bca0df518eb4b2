import type { Continuation } from "../../core/study/continuation.js";
import type { Failure } from "../../core/study/failure.js";
import { trialFolder } from "../places/studies.js";
import { filesOfTrial } from "../places/trial-files.js";

const REMEDY =
  "The objective must save its state in the folder HYPERLENS_FOLDER, and go on from what is in HYPERLENS_RESUME_FROM where that is set.";

/** What a trial is told of the one that it goes on from, in its environment. */
export function resumeVariables(journal: string, continues: Continuation | null): Readonly<Record<string, string>> {
  if (continues === null) return {};
  return {
    HYPERLENS_RESUME_FROM: trialFolder(journal, continues.trial),
    HYPERLENS_RESUME_STEP: String(continues.step),
  };
}

/** Why a trial cannot go on from another one; null where it can, or begins anew. */
export function lostCheckpoint(journal: string, continues: Continuation | null): Failure | null {
  if (continues === null || filesOfTrial(journal, continues.trial).length > 0) return null;
  const folder = trialFolder(journal, continues.trial);
  return failure(`It was to go on from trial ${continues.trial}, whose folder ${folder} is empty or gone.`);
}

/** What is wrong with a trial that another one may have to go on from; null where it has left something to do so. */
export function missingCheckpoint(journal: string, trial: number): Failure | null {
  if (filesOfTrial(journal, trial).length > 0) return null;
  return failure(`It has left nothing in its folder, from which others are to go on. ${REMEDY}`);
}

function failure(message: string): Failure {
  return { kind: "bad-result", message, traceback: null };
}
