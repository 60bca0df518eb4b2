/** Why a trial failed, kept with the trial. */
export interface Failure {
  readonly kind:
    | "exception"
    | "non-finite"
    | "bad-result"
    | "crash"
    | "timeout"
    /** The driver stopped or died while the trial ran; it was queued again. */
    | "interrupted"
    | "killed";
  /** One line. */
  readonly message: string;
  /** The traceback as the language prints it, or null. */
  readonly traceback: string | null;
}
