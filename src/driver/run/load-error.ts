import { languageOf } from "../../core/annotations/languages.js";
import type { RunnerMessage } from "../../core/protocol/runner.js";
import type { Failure } from "../../core/study/failure.js";
import { packageOf } from "../interpreters/packages.js";

/** The user's file could not be loaded; no trial was begun. The message says why, and the remedy. */
export class LoadError extends Error {
  override readonly name = "LoadError";

  /** The same as the failure of a trial, for a file that loaded before. */
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

type Unloadable = Extract<RunnerMessage, { type: "unloadable" }>;

function failed(message: string, traceback: string | null): LoadError {
  return new LoadError({ kind: "exception", message, traceback });
}

/** The ways in which loading fails; `interpreter` is its path. */
export const loadError = {
  unloadable(reason: Unloadable, file: string, interpreter: string): LoadError {
    switch (reason.kind) {
      case "missing-module":
        return failed(missingModule(reason, file, interpreter), reason.traceback);
      case "syntax":
        return failed(
          `${file} cannot be compiled by ${interpreter}: ${reason.message}. Mend the line, then run again.`,
          null,
        );
      default:
        return failed(`${file} cannot be loaded: ${reason.message}`, reason.traceback);
    }
  },
  exited(how: string, file: string, interpreter: string, output: string): LoadError {
    const [needed, choice] = isPython(file) ? ["Python 3.9", "--python PATH"] : ["Node.js 20", "--node PATH"];
    const words = output.trim() === "" ? "" : ` Its last words:\n${output.trim()}`;
    const message = `${interpreter} ${how} before the file was loaded. If it is older than ${needed}, choose another with ${choice}.${words}`;
    return new LoadError({ kind: "crash", message, traceback: null });
  },
  /** The machine was lost, or never reached. */
  lost(how: string, output: string): LoadError {
    const words = output.trim() === "" ? "" : ` Its last words:\n${output.trim()}`;
    const message = `The launcher ${how} before the file was loaded: its machine was lost, or not reached.${words}`;
    return new LoadError({ kind: "lost", message, traceback: null });
  },
  version(interpreter: string): LoadError {
    return failed(`The runner started by ${interpreter} is of another version. Install Hyperlens again.`, null);
  },
};

function missingModule(reason: Unloadable, file: string, interpreter: string): string {
  const module = reason.module ?? "a module";
  const python = isPython(file);
  const install = python
    ? `${interpreter} -m pip install ${packageOf(module)}`
    : `npm install ${module.startsWith(".") || module.startsWith("/") ? "…" : module}`;
  const choice = python ? "--python PATH" : "--node PATH";
  return `${file} imports ${module}, which ${interpreter} does not find. Install it (${install}), or choose another interpreter with ${choice}.`;
}

function isPython(file: string): boolean {
  return languageOf(file)?.family === "python";
}
