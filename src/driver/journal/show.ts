import { type ShownStudy, showStudy } from "../../core/export/json.js";
import type { JournalError } from "../../core/journal/replay.js";
import type { JournalState } from "../../core/study/journal-state.js";

/** A journal as `hyperlens show --json` prints it. */
export interface ShownJournal {
  readonly studies: readonly ShownStudy[];
  /** Only where the journal cannot be read to its end. */
  readonly error?: JournalError;
}

export function showJournal(state: JournalState, error: JournalError | null): ShownJournal {
  const studies = state.studies.map(showStudy);
  return error === null ? { studies } : { studies, error };
}
