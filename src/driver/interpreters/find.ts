import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { isNotebook } from "../../core/notebooks/cell.js";
import { kernelOf } from "./kernels.js";

const WINDOWS = process.platform === "win32";

/** An interpreter, and why it was chosen, in words for a person. */
export interface Interpreter {
  readonly path: string;
  readonly why: string;
}

/** No interpreter was found; the message names the remedy. */
export class MissingInterpreterError extends Error {
  override readonly name = "MissingInterpreterError";
}

/** Where a choice can come from: the command line or a setting, and the study's own option. */
export interface InterpreterChoice {
  readonly given: string | null;
  readonly option: string | null;
}

/**
 * The Python that runs an objective: the one given, else the study's option, else that of the notebook's kernel, else the
 * nearest ancestor's `.venv`, else `python3` or `python` on the path.
 *
 * @throws {MissingInterpreterError}
 */
export function findPython(file: string, choice: InterpreterChoice, environment: NodeJS.ProcessEnv): Interpreter {
  const chosen = named(file, choice, environment, "python", "Python");
  if (chosen !== null) return chosen;
  const venv = nearestVenv(file);
  const kernel = isNotebook(file) ? kernelOf(file, { environment, venv: venv?.folder ?? null }) : null;
  if (kernel !== null && kernel.python !== null && isExecutable(kernel.python)) {
    return { path: kernel.python, why: `the notebook's kernel ${kernel.name}` };
  }
  const instead = kernel === null ? "" : `; the notebook's kernel ${kernel.name} has no Python here`;
  if (venv !== null) return { path: venv.path, why: `from ${venv.folder}${instead}` };
  for (const name of ["python3", "python"]) {
    const path = onPath(name, environment);
    if (path !== null) return { path, why: `${name} on the PATH${instead}` };
  }
  throw new MissingInterpreterError(
    "No Python was found: there is no .venv beside the file or above it, and neither python3 nor python on the PATH. Install Python 3.9 or newer, or name an interpreter with --python PATH.",
  );
}

/** The nearest ancestor's `.venv` and its Python. */
function nearestVenv(file: string): { readonly folder: string; readonly path: string } | null {
  const inside = WINDOWS ? join("Scripts", "python.exe") : join("bin", "python");
  for (let at = dirname(resolve(file)); ; at = dirname(at)) {
    const folder = join(at, ".venv");
    if (isExecutable(join(folder, inside))) return { folder, path: join(folder, inside) };
    if (dirname(at) === at) return null;
  }
}

/**
 * The Node.js that runs an objective: the one given, else the study's option, else `node` on the path, else the one that
 * runs this program, where that is not an editor's.
 *
 * @throws {MissingInterpreterError}
 */
export function findNode(file: string, choice: InterpreterChoice, environment: NodeJS.ProcessEnv): Interpreter {
  const chosen = named(file, choice, environment, "node", "Node.js");
  if (chosen !== null) return chosen;
  const path = onPath("node", environment);
  if (path !== null) return { path, why: "node on the PATH" };
  if (process.versions.electron === undefined && environment.ELECTRON_RUN_AS_NODE === undefined) {
    return { path: process.execPath, why: "the one that runs Hyperlens" };
  }
  throw new MissingInterpreterError(
    "No Node.js was found on the PATH. Install Node.js 20 or newer, or name one with --node PATH.",
  );
}

function named(
  file: string,
  { given, option }: InterpreterChoice,
  environment: NodeJS.ProcessEnv,
  word: "python" | "node",
  language: string,
): Interpreter | null {
  const choice =
    given !== null
      ? { value: given, from: process.cwd(), why: `--${word}` }
      : option !== null
        ? { value: option, from: dirname(resolve(file)), why: `the option ${word} of the study` }
        : null;
  if (choice === null) return null;
  const found = locate(choice.value, choice.from, environment);
  if (found !== null) return { path: found, why: choice.why };
  throw new MissingInterpreterError(
    `The ${language} interpreter ${choice.value}, chosen by ${choice.why}, does not exist or cannot be executed. Give the path of one that does, or leave the choice out to use the one on the PATH.`,
  );
}

/** A word is looked up on the path; everything else is a path, from the folder given. */
function locate(value: string, from: string, environment: NodeJS.ProcessEnv): string | null {
  if (!/[\\/]/.test(value)) return onPath(value, environment);
  const home = environment.HOME ?? environment.USERPROFILE;
  const expanded = value.startsWith("~/") && home !== undefined ? join(home, value.slice(2)) : value;
  const path = isAbsolute(expanded) ? expanded : resolve(from, expanded);
  return isExecutable(path) ? path : null;
}

/** A program by its name on the path, or by its absolute path; null where there is none that can be executed. */
export function findProgram(name: string, environment: NodeJS.ProcessEnv): string | null {
  if (!isAbsolute(name)) return onPath(name, environment);
  return isExecutable(name) ? name : null;
}

function onPath(name: string, environment: NodeJS.ProcessEnv): string | null {
  const extensions = WINDOWS && !/\.exe$/i.test(name) ? [".exe", ".cmd", ".bat"] : [""];
  for (const folder of (environment.PATH ?? environment.Path ?? "").split(delimiter)) {
    if (folder === "") continue;
    for (const extension of extensions) {
      const path = join(folder, name + extension);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
