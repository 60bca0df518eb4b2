/** What can go wrong in the use of a study, by a word that programs can tell apart. */
export type StudyErrorCode =
  | "bad-space"
  | "bad-directions"
  | "bad-seed"
  | "bad-resource"
  | "bad-outcome"
  | "wrong-value-count"
  | "unknown-trial"
  | "trial-finished"
  | "waiting"
  | "exhausted";

/** A study that was built or used wrongly. The message says what was expected, what came, and how to mend it. */
export class StudyError extends Error {
  override readonly name = "StudyError";

  constructor(
    readonly code: StudyErrorCode,
    message: string,
  ) {
    super(message);
  }
}
