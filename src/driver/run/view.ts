import type { SourcePlace } from "../../core/notebooks/source-text.js";
import type { Sink } from "./output-queue.js";
import type { Session } from "./session.js";
import type { Assigned, Ended } from "./session-terms.js";

/** What people see of a run. */
export interface RunView {
  /** Something worth knowing. */
  note(text: string): void;
  warn(text: string): void;
  begin(heading: RunHeading, session: Session): void;
  /** The run has another total, or another number of trials at once. */
  changed(limits: { readonly total: number | null; readonly parallel: number }): void;
  /** The run begins nothing more for the time being, or goes on. */
  turned(to: "paused" | "running"): void;
  /** Where the output of loading goes, or that of a trial. */
  output(trial: number | null): Sink;
  began(assigned: Assigned): void;
  ended(ended: Ended, assigned: Assigned): void;
  /** Tells when the reader of the output cannot keep up, and when it can again. */
  onFlow(listener: (paused: boolean) => void): void;
}

/** What a run is, for the lines at its top. */
export interface RunHeading {
  readonly study: string;
  readonly file: string;
  /** Where the study is annotated in it. */
  readonly place: SourcePlace;
  readonly goals: readonly { readonly direction: "minimize" | "maximize"; readonly metric: string | null }[];
  readonly parameters: number;
  /** Total of trials; null where there is none. */
  readonly total: number | null;
  readonly seed: number;
  readonly parallel: number;
  readonly interpreter: string;
  readonly runtime: string;
  readonly why: string;
  readonly journal: string;
}
