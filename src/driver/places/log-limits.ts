/** How much of a trial's output is kept. */
export interface LogLimits {
  /** Bytes kept from the start, and from the end. */
  readonly head: number;
  readonly tail: number;
}

export const LOG_LIMITS: LogLimits = { head: 1024 * 1024, tail: 9 * 1024 * 1024 };
