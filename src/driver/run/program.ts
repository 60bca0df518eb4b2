import { spawnSync } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { worded } from "../../core/l10n/phrase.js";
import { isNotebook } from "../../core/notebooks/cell.js";
import type { StudyOptions } from "../../core/study/options.js";
import { type CommandWord, commandSteps, placeholdersIn, plainWord } from "../../core/text/command-words.js";
import { findNode, findProgram, findPython, type Interpreter, MissingInterpreterError } from "../interpreters/find.js";
import { LoadError } from "./load-error.js";
import { nodeFlags } from "./node-flags.js";
import { UnsupportedObjectiveError } from "./objective.js";
import type { Target } from "./owner.js";

/** What runs the trials of a script or a command. */
export interface Program {
  readonly steps: readonly (readonly CommandWord[])[];
  /** Whether a copy of the annotated file with the values in it takes part. */
  readonly usesCopy: boolean;
  /** The first program, for people and for the record. */
  readonly interpreter: Interpreter;
  /** Its version as it tells it; "" where it tells none. */
  readonly runtime: string;
  /** Whether a Python takes part: what it prints is to come at once. */
  readonly python: boolean;
  /** Arguments of the first program that check the file for mistakes; null where there is no such check. */
  readonly check: readonly string[] | null;
}

export interface ProgramInput {
  readonly target: Target;
  readonly options: StudyOptions;
  readonly given: { readonly python: string | null; readonly node: string | null };
  readonly environment: NodeJS.ProcessEnv;
  /** Working directory of the programs. */
  readonly cwd: string;
}

/** @throws {MissingInterpreterError | UnsupportedObjectiveError} */
export function programOf(input: ProgramInput): Program {
  const { objective } = input.target.study;
  return objective.kind === "command" ? commandProgram(input, objective.run) : scriptProgram(input);
}

/**
 * Refuses, before any trial, a file that its interpreter cannot even read.
 *
 * @param code What is read in the stead of the file; null where that is the file itself.
 * @throws {LoadError}
 */
export function checkProgram(
  { check, interpreter }: Program,
  file: string,
  code: string | null,
  environment: NodeJS.ProcessEnv,
): void {
  if (check === null) return;
  const words = code === null ? [...check, file] : [...check, code, file];
  const { status, stderr } = spawnSync(interpreter.path, words, { encoding: "utf8", env: environment });
  if (status === 0 || status === null) return;
  const said = stderr.trim();
  const message = `${file} cannot be run by ${interpreter.path}: ${said.split("\n").at(-1) ?? ""}. Mend the line, then run again.`;
  throw new LoadError({ kind: "exception", message, traceback: said === "" ? null : said });
}

function scriptProgram({ target, options, given, environment }: ProgramInput): Program {
  const { file, language } = target;
  const script = (interpreter: Interpreter, words: readonly string[], check: readonly string[] | null): Program => ({
    steps: [[plainWord(interpreter.path), ...words.map(plainWord), [{ kind: "placeholder", name: "file" }]]],
    usesCopy: true,
    interpreter,
    runtime: versionOf(interpreter.path),
    python: language.family === "python" && language.id === "python",
    check,
  });
  if (language.id === "python") {
    const python = findPython(file, { given: given.python, option: options.python }, environment);
    if (!isNotebook(file)) return script(python, [], ["-c", COMPILE]);
    const cells = fileURLToPath(new URL("./runners/hyperlens_notebook.py", import.meta.url));
    const { steps, ...program } = script(python, [cells], [cells, "--check"]);
    return { ...program, steps: steps.map((words) => [...words, plainWord(file)]) };
  }
  if (language.family === "javascript") {
    const node = findNode(file, { given: given.node, option: options.node }, environment);
    const typescript = language.id.startsWith("typescript");
    const flags = typescript ? nodeFlags(node, file) : [];
    return script(node, flags, typescript ? null : ["--check"]);
  }
  const candidates = [...shebang(file), ...language.interpreters];
  for (const [name = "", ...words] of candidates) {
    const path = findProgram(name, environment);
    if (path === null) continue;
    const shell = language.id === "shellscript";
    return script({ path, why: `runs ${language.name}` }, words, shell ? [...words, "-n"] : null);
  }
  if (candidates.length === 0) {
    throw new UnsupportedObjectiveError(
      `No program runs a ${language.name} file by itself. Say which one does: @study … run="PROGRAM {file}".`,
    );
  }
  const names = [...new Set(candidates.map(([name]) => name))].join(" nor ");
  throw new MissingInterpreterError(
    `${language.name} is run by ${names}, which is not on the PATH. Install it, or say what runs the file: @study … run="PROGRAM {file}".`,
  );
}

/** Reads a file as Python does, coding line included, and says at which line it cannot. */
const COMPILE = `import sys, traceback
try:
    compile(open(sys.argv[1], "rb").read(), sys.argv[1], "exec")
except (SyntaxError, ValueError) as error:
    sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
    sys.exit(1)`;

/** \`python\` and \`node\` are those that were chosen for the study; every other program is looked up as a shell would. */
function commandProgram(input: ProgramInput, run: string): Program {
  const { target, options, given, environment, cwd } = input;
  const split = commandSteps(run);
  if (split.kind === "broken")
    throw new UnsupportedObjectiveError(`The command cannot be run: ${worded(split.message)}`);
  const found: Interpreter[] = [];
  let python = false;
  const steps = split.steps.map((words, at) => {
    const name = textOf(words[0] ?? []);
    if (name === null) return words;
    python ||= /^python[\d.]*(\.exe)?$/.test(basename(name));
    if (name === "python" || name === "python3") {
      found.push(findPython(target.file, { given: given.python, option: options.python }, environment));
    } else if (name === "node") {
      found.push(findNode(target.file, { given: given.node, option: options.node }, environment));
    } else {
      // A path may well be of a program that an earlier step makes.
      const made = at > 0 && /[\\/]/.test(name);
      const path = /[\\/]/.test(name) ? resolve(cwd, name) : name;
      const program = findProgram(path, environment) ?? (made ? path : null);
      if (program === null) {
        throw new MissingInterpreterError(
          `The command of ${target.study.name} starts ${name}, which is ${path === name ? "not on the PATH" : `not at ${path}, or cannot be executed`}. Install it, or change run="${run}".`,
        );
      }
      found.push({ path: program, why: "first word of run" });
    }
    return [plainWord(found.at(-1)?.path ?? name), ...words.slice(1)];
  });
  return {
    steps,
    usesCopy: placeholdersIn(steps).has("file"),
    interpreter: found[0] ?? { path: run, why: "run" },
    runtime: "",
    python,
    check: null,
  };
}

/** A word that holds no placeholder; null where it does. */
function textOf(word: CommandWord): string | null {
  const [part, ...more] = word;
  return part?.kind === "text" && more.length === 0 ? part.text : null;
}

/** What the first line of a script says of its interpreter: `#!/bin/sh`, `#!/usr/bin/env bash`. */
function shebang(file: string): readonly (readonly string[])[] {
  const start = Buffer.alloc(256);
  const handle = openSync(file, "r");
  try {
    readSync(handle, start, 0, start.length, 0);
  } finally {
    closeSync(handle);
  }
  const line = /^#!\s*(.+?)\s*(?:\r?\n|\0)/.exec(start.toString("utf8"))?.[1];
  if (line === undefined) return [];
  const [program = "", ...words] = line.split(/\s+/);
  if (basename(program) !== "env") return [[program, ...words]];
  const [name, ...more] = words.filter((word) => word !== "-S");
  return name === undefined ? [] : [[name, ...more]];
}

function versionOf(path: string): string {
  const { status, stdout, stderr } = spawnSync(path, ["--version"], {
    encoding: "utf8",
    timeout: 5_000,
    cwd: dirname(path),
  });
  if (status !== 0) return "";
  return (stdout || stderr).trim().split("\n")[0]?.trim() ?? "";
}
