import { RUNNER_PROTOCOL } from "../../core/protocol/runner.js";
import type { StudyOptions } from "../../core/study/options.js";
import type { Interpreter } from "../interpreters/find.js";
import { childEnvironment } from "../processes/environment.js";
import type { GroupGuard } from "../processes/guard.js";
import { type RunnerCommand, RunnerProcess } from "../processes/runner.js";
import { type FunctionObjective, loadMessage, runnerArguments } from "./objective.js";
import type { Sink } from "./output-queue.js";
import type { Target } from "./owner.js";
import { Slot } from "./slot.js";

export interface SlotsInput {
  readonly target: Target;
  readonly objective: FunctionObjective;
  readonly options: StudyOptions;
  readonly interpreter: Interpreter;
  readonly environment: NodeJS.ProcessEnv;
  /** Working directory of the objective. */
  readonly cwd: string;
  readonly guard: GroupGuard;
  /** How many trials run at once. */
  readonly count: number;
  /** The file as it stood when the run began, to load in its stead; null where the file itself is loaded. */
  readonly copy: string | null;
  loadOutput(): Sink;
  loaded(runner: { readonly runtime: string; readonly folder: boolean }): void;
}

/** The slots of a run; no process is started yet. */
export function createSlots(input: SlotsInput): readonly Slot[] {
  const { target, objective, options, interpreter, guard } = input;
  const command: RunnerCommand = {
    program: interpreter.path,
    arguments: runnerArguments(objective, interpreter),
    cwd: input.cwd,
    environment: childEnvironment(input.environment),
  };
  return Array.from(
    { length: input.count },
    () =>
      new Slot({
        start: (listener) => new RunnerProcess(command, guard, listener),
        load: loadMessage(target.file, target.study, objective, options),
        copy: input.copy,
        fresh: objective.patched || options.isolation === "process",
        timeout: options.trial_timeout,
        version: RUNNER_PROTOCOL,
        interpreter: interpreter.path,
        loadSink: input.loadOutput,
        loaded: input.loaded,
      }),
  );
}
