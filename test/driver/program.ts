import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { onTestFinished, vi } from "vitest";
import type { StudyState } from "../../src/core/study/state.js";
import { Journal } from "../../src/driver/journal/journal.js";

// Every test starts several processes, and machines that run many tests at once start them slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROOT = resolve(import.meta.dirname, "../..");

/** The command line as it is shipped, built once for the tests of one file. */
async function builtProgram(): Promise<string> {
  const folder = join(ROOT, ".cache", `program-${process.pid}`);
  const out = join(folder, "dist");
  await build({
    entryPoints: [join(ROOT, "src/driver/cli.ts"), join(ROOT, "src/driver/guard.ts")],
    outdir: out,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "error",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  cpSync(join(ROOT, "src/runners"), join(out, "runners"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return join(out, "cli.js");
}

export const program = await builtProgram();

/** A folder of its own for one test, with files in it. */
export function workspace(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), "study-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves when the output, standard output and error together, matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  readonly finished: Promise<Finished>;
}

export function start(words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Running {
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let error = "";
  const waiting = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    for (const check of waiting) check();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    error += text;
    for (const check of waiting) check();
  });
  const finished = new Promise<Finished>((done) => {
    child.once("close", (status, signal) => done({ status, signal, out, error }));
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    child,
    finished,
    until(pattern) {
      return new Promise((done, fail) => {
        const check = () => {
          const found = pattern.exec(out + error);
          if (found === null) return;
          waiting.delete(check);
          done(found);
        };
        waiting.add(check);
        check();
        void finished.then(() => {
          if (waiting.has(check)) fail(new Error(`The program ended without ${pattern}:\n${out}\n${error}`));
        });
      });
    },
  };
}

export async function hyperlens(
  words: readonly string[],
  cwd: string,
  environment?: NodeJS.ProcessEnv,
): Promise<Finished> {
  return await start(words, cwd, environment).finished;
}

export interface Result {
  readonly study: string;
  readonly journal: string;
  readonly counts: { readonly [state: string]: number };
  readonly best: {
    readonly number: number;
    readonly values: readonly number[];
    readonly params: Record<string, unknown>;
    readonly schedule?: readonly {
      readonly from: number;
      readonly to: number | null;
      readonly values: Record<string, unknown>;
    }[];
  } | null;
  readonly baseline: { readonly number: number; readonly values: readonly number[] } | null;
  readonly front?: readonly unknown[];
  readonly error: string | null;
}

/** What `hyperlens run … --json` says, with the exit status and everything for people. */
export async function runJson(words: readonly string[], cwd: string): Promise<Finished & { readonly result: Result }> {
  const finished = await hyperlens(["run", ...words, "--json"], cwd);
  const last = finished.out.trimEnd().split("\n").at(-1) ?? "";
  try {
    return { ...finished, result: JSON.parse(last) };
  } catch {
    throw new Error(`No JSON at the end of:\n${finished.out}\n${finished.error}`);
  }
}

/** The only study of a journal, as it stands; throws where the journal is broken. */
export function studyIn(journal: string): StudyState {
  const read = Journal.open(journal, "read");
  read.close();
  if (read.error !== null) throw new Error(`Line ${read.error.line} of ${journal} is broken: ${read.error.message}`);
  const study = read.state.studies[0];
  if (study === undefined) throw new Error(`${journal} holds no study.`);
  return study;
}

/** Whether a process is there. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

/** Resolves when a process is there no more: one that was killed stays until the system has cleared it away. */
export function gone(pid: number): Promise<void> {
  return eventually(() => !exists(pid));
}

/** Resolves when a condition holds, asked again and again: for states of other processes, which send no event. */
export async function eventually(condition: () => boolean): Promise<void> {
  await vi.waitFor(
    () => {
      if (!condition()) throw new Error("The condition does not hold yet.");
    },
    { timeout: 60_000, interval: 20 },
  );
}
