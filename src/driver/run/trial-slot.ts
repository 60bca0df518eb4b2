import type { RunnerMessage } from "../../core/protocol/runner.js";
import type { Literal } from "../../core/space/literal.js";
import type { Failure } from "../../core/study/failure.js";
import type { Sink } from "./output-queue.js";

/** One trial on its way to a slot. */
export interface Assignment {
  readonly trial: number;
  /** The values of the active parameters, and the budget where the study has a resource. */
  readonly values: ReadonlyMap<string, Literal>;
  /** The values that are passed as arguments. */
  readonly params: ReadonlyMap<string, Literal>;
  readonly environment: TrialEnvironment;
  /** A file to load in the user's file's stead, for this trial alone. */
  readonly copy: string | null;
  readonly sink: Sink;
  /** Called for each intermediate value, in their order: what becomes of the trial. */
  report(step: number, values: readonly number[]): Promise<Verdict> | Verdict;
}

/** After a report: the trial goes on, has gone as far as it was to go, or is hopeless. */
export type Verdict =
  | { readonly kind: "continue" }
  | { readonly kind: "enough" }
  | { readonly kind: "stop"; readonly reason: string };

/** What a trial is told about itself. */
export interface TrialEnvironment extends Readonly<Record<string, string>> {
  readonly HYPERLENS_FOLDER: string;
  readonly HYPERLENS_TRIAL: string;
  readonly HYPERLENS_STUDY: string;
  readonly HYPERLENS_SEED: string;
  // Where the trial goes on from another one also HYPERLENS_RESUME_FROM, the folder of that, and HYPERLENS_RESUME_STEP.
}

export type TrialEnd =
  | { readonly kind: "result"; readonly result: Extract<RunnerMessage, { type: "result" }> }
  | { readonly kind: "pruned"; readonly reason: string | null }
  | { readonly kind: "failed"; readonly failure: Failure };

/** One place in which trials run, one after another. */
export interface TrialSlot {
  /** Makes sure that trials can run here. @throws {LoadError} with the reason why they cannot, and the remedy. */
  prepare(): Promise<void>;
  run(assignment: Assignment): Promise<TrialEnd>;
  /** Ends the trial that runs here with this failure; resolves when nothing of it is left. */
  interrupt(failure: Failure, graceMs: number): Promise<void>;
  /** Ends what runs here, idle or not. */
  stop(graceMs: number): Promise<void>;
  pauseOutput(paused: boolean): void;
  /** The process here that runs trials, where it is on this machine; null while there is none. */
  readonly pid: number | null;
}
