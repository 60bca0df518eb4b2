import { basename } from "node:path";

/** The words of a program, taken apart so that a debugger can start it. */
export interface CommandLine {
  /** Whose debugger it can be run under; null where it is neither's. */
  readonly runtime: "python" | "node" | null;
  readonly program: string;
  /** What stands between the interpreter and what it runs. */
  readonly flags: readonly string[];
  /** The file that the interpreter runs, or the module after Python's -m. */
  readonly entry: { readonly kind: "file" | "module"; readonly name: string } | null;
  readonly arguments: readonly string[];
}

/** Flags that take the next word with them. */
const PAIRED = new Set(["-W", "-X", "-r", "--require", "--import", "--loader", "--experimental-loader", "-C"]);

/** Takes a command apart. Code that is given on the command line itself, as with -c or -e, is nothing to debug. */
export function commandLine(words: readonly string[]): CommandLine {
  const [program = "", ...rest] = words;
  const runtime = runtimeOf(program);
  const plain = { runtime: null, program, flags: [], entry: null, arguments: rest } as const;
  if (runtime === null) return plain;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    if (word === "-m" && runtime === "python" && at + 1 < rest.length) {
      const entry = { kind: "module", name: rest[at + 1]! } as const;
      return { runtime, program, flags: rest.slice(0, at), entry, arguments: rest.slice(at + 2) };
    }
    if (/^(-c|-e|-p|--eval|--print|-)$/.test(word)) return plain;
    if (PAIRED.has(word)) at++;
    else if (!word.startsWith("-")) {
      const entry = { kind: "file", name: word } as const;
      return { runtime, program, flags: rest.slice(0, at), entry, arguments: rest.slice(at + 1) };
    }
  }
  return plain;
}

function runtimeOf(program: string): CommandLine["runtime"] {
  const name = basename(program).replace(/\.exe$/i, "");
  if (/^(python|pypy)[\d.]*$/.test(name)) return "python";
  return /^node(js)?$/.test(name) ? "node" : null;
}

/** The words again. */
export function wordsOf({ program, flags, entry, arguments: rest }: CommandLine): readonly string[] {
  const run = entry === null ? [] : entry.kind === "module" ? ["-m", entry.name] : [entry.name];
  return [program, ...flags, ...run, ...rest];
}
