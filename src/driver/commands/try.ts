import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Literal } from "../../core/space/literal.js";
import { resolveOptions } from "../../core/study/option-value.js";
import { readQueuedValue } from "../../core/study/queued-value.js";
import type { StudyState } from "../../core/study/state.js";
import type { Trial } from "../../core/study/trial.js";
import { Journal } from "../journal/journal.js";
import { journalPath, studiesFolder } from "../places/studies.js";
import { wordsOf } from "../run/command-line.js";
import { launcherWords, placed } from "../run/launcher.js";
import { type LoneTrial, prepareLoneTrial } from "../run/lone-trial.js";
import type { Target } from "../run/owner.js";
import { PatchError } from "../run/patched-copy.js";
import { isExpected } from "./expected.js";
import { readTryArguments } from "./options.js";
import { readTarget } from "./target.js";
import { helpText, UsageError } from "./usage.js";
import { workingDirectory } from "./working-directory.js";

/** `hyperlens try`; gives the exit status. @throws {UsageError, AnnotationError} */
export async function tryCommand(words: readonly string[]): Promise<number> {
  const given = readTryArguments(words);
  if (given.help) {
    process.stdout.write(helpText("try"));
    return 0;
  }
  try {
    const target = readTarget(given.target);
    const { python, node, ...commandLine } = given.options;
    const options = resolveOptions(target.study.options, target.study.givenOptions, {}, commandLine);
    const journal = journalPath(studiesFolder(target.file, given.studies), target.study.name);
    const { study, trial } = trialIn(journal, target.study.name, given.trial);
    const lone = prepareLoneTrial({
      target,
      options,
      cwd: workingDirectory(target, options.cwd, commandLine.cwd !== undefined),
      given: { python: python ?? null, node: node ?? null },
      environment: process.env,
      journal,
      study,
      trial,
      copies: given.describe ? "within" : "beside",
      changed: changedValues(target, given.values),
    });
    if (given.describe) return describe(lone, options.launcher);
    return await run(lone, options.launcher);
  } catch (error) {
    if (!isExpected(error) && !(error instanceof PatchError)) throw error;
    process.stderr.write(`hyperlens: ${error.message}\n`);
    return 1;
  }
}

function trialIn(path: string, name: string, number: number): { readonly study: StudyState; readonly trial: Trial } {
  if (!existsSync(path)) throw new UsageError(`The study ${name} has not been run yet: hyperlens run.`);
  const journal = Journal.open(path, "read");
  journal.close();
  const study = journal.state.study(name);
  const trial = study?.trials[number];
  if (study === undefined || trial === undefined) throw new UsageError(`The study ${name} has no trial ${number}.`);
  return { study, trial };
}

/** Values of the command line, `NAME=VALUE`, as the code spells them; a text needs no quotes. */
function changedValues({ study, language }: Target, texts: readonly string[]): ReadonlyMap<string, Literal> {
  const values = new Map<string, Literal>();
  for (const text of texts) {
    const equals = text.indexOf("=");
    const parameter = study.space.parameters.find(({ name }) => name === text.slice(0, Math.max(0, equals)));
    if (parameter === undefined) {
      const names = study.space.parameters.map(({ name }) => name).join(", ");
      throw new UsageError(`Give values as NAME=VALUE, of ${names}, not ${text}.`);
    }
    const read = readQueuedValue(parameter, text.slice(equals + 1), language.id);
    if (read.kind === "problem") throw new UsageError(read.message);
    values.set(parameter.name, read.literal);
  }
  return values;
}

/** What a debugger has to start, as one object of JSON on standard output. */
function describe(lone: LoneTrial, launcher: string | null): number {
  const { cwd, variables, heading, programs, cells } = lone;
  const program = programs.length === 1 && launcher === null ? programs[0]! : null;
  process.stdout.write(`${JSON.stringify({ program, cwd, variables, heading, cells })}\n`);
  return 0;
}

/** Runs the programs with this terminal as theirs. */
async function run(lone: LoneTrial, launcher: string | null): Promise<number> {
  const { programs, cwd, environment, variables, heading, tellsItself } = lone;
  if (!tellsItself) process.stdout.write(`${heading}\n`);
  // A Ctrl-C is for the program; this one ends when that does.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  try {
    for (const line of programs) {
      const [program = "", ...words] = wordsOf(line);
      const plain = { program, arguments: words, cwd, environment };
      const status = await ended(placed(launcherWords(launcher), plain, variables));
      if (status !== 0) return status;
    }
    return 0;
  } finally {
    lone.clean();
  }
}

function ended({ program, arguments: words, cwd, environment }: ReturnType<typeof placed>): Promise<number> {
  return new Promise((done) => {
    const child = spawn(program, [...words], { cwd, env: { ...environment }, stdio: "inherit" });
    child.once("error", (error) => {
      process.stderr.write(`hyperlens: ${program} could not be started: ${error.message}\n`);
      done(1);
    });
    child.once("exit", (status, signal) => done(signal === null ? (status ?? 1) : 1));
  });
}
