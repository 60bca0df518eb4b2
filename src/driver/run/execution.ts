import { isNotebook } from "../../core/notebooks/cell.js";
import type { StudyOptions } from "../../core/study/options.js";
import { interpreterOf } from "./objective.js";
import type { Target } from "./owner.js";
import { programOf } from "./program.js";
import type { Execution } from "./slots.js";

export interface ExecutionInput {
  readonly target: Target;
  readonly options: StudyOptions;
  /** Working directory of the objective, absolute. */
  readonly cwd: string;
  /** Interpreters named on the command line. */
  readonly given: { readonly python: string | null; readonly node: string | null };
  readonly environment: NodeJS.ProcessEnv;
}

/** How the trials of a study are executed. @throws {MissingInterpreterError | UnsupportedObjectiveError} */
export function executionOf({ target, options, given, environment, cwd }: ExecutionInput): Execution {
  const { objective } = target.study;
  if (objective.kind === "function") {
    return {
      kind: "runner",
      objective,
      interpreter: interpreterOf(target.file, objective, options, given, environment),
    };
  }
  return { kind: "program", program: programOf({ target, options, given, environment, cwd }) };
}

/** Whether what is loaded is the source as it stood when the run began, and not the file: that of a notebook is no code. */
export function loadsKeptCode(execution: Execution, file: string): boolean {
  if (isNotebook(file)) return true;
  return execution.kind === "runner" && execution.objective.language === "python";
}

/** Whether each trial runs a copy of the annotated file with its values in it. */
export function writesCopies(execution: Execution): boolean {
  return execution.kind === "runner" ? execution.objective.patched : execution.program.usesCopy;
}
