import { basename } from "node:path";
import { commandSteps, filledWord } from "../../core/text/command-words.js";
import { shellWord } from "../../core/text/shell-word.js";
import type { Exit, ProgramCommand } from "../processes/group-process.js";

/** A command that stands before another one and forwards its standard streams: `srun`, `ssh node`, `docker run -i image`. */
export type Launcher = readonly string[];

/** The words of the option launcher, which the parser has checked. */
export function launcherWords(text: string | null): Launcher | null {
  const split = text === null ? null : commandSteps(text);
  if (split?.kind !== "steps" || split.steps.length !== 1) return null;
  return split.steps[0]!.map((word) => filledWord(word, (name) => `{${name}}`));
}

/** A command behind a launcher. ssh hands its words to a shell on the other side, so they are quoted for it. */
export function launched(launcher: Launcher | null, command: ProgramCommand): ProgramCommand {
  const [program, ...words] = launcher ?? [];
  if (program === undefined) return command;
  const inner = [command.program, ...command.arguments];
  const remote = /^ssh(\.exe)?$/.test(basename(program)) ? inner.map(shellWord) : inner;
  return { ...command, program, arguments: [...words, ...remote] };
}

/** The same for programs that cannot be told their folder and variables otherwise: a shell on the other side is. */
export function placed(
  launcher: Launcher | null,
  command: ProgramCommand,
  variables: Readonly<Record<string, string>>,
): ProgramCommand {
  if (launcher === null) return command;
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const words = ["-c", 'cd "$1" && shift && exec env "$@"', "sh", command.cwd, ...settings, command.program];
  return launched(launcher, { ...command, program: "sh", arguments: [...words, ...command.arguments] });
}

/** Statuses by which launchers say that the other side is gone, or that they could not reach it. */
const LOST = new Set([1, 125, 129, 130, 143, 255]);

/** What srun says where it has lost a node, after which it exits with status 0. */
const NODE_FAILURE = /^srun: error: Node failure on /m;

/**
 * Whether the end of a launcher tells of a lost machine rather than of a program that crashed on it.
 *
 * @param words The end of what it, and the program, have written to standard error.
 */
export function isLost(launcher: Launcher | null, exit: Exit, words: string): boolean {
  if (launcher === null) return false;
  return exit.kind === "signal" || (exit.kind === "status" && (LOST.has(exit.status) || NODE_FAILURE.test(words)));
}
