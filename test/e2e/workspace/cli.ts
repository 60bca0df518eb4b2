import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const cli = resolve(import.meta.dirname, "../../../dist/cli.js");

export interface ShownTrial {
  readonly number: number;
  readonly state: "COMPLETE" | "PRUNED" | "FAIL" | "RUNNING" | "WAITING";
  readonly params: Readonly<Record<string, unknown>>;
  readonly values: readonly (number | string)[] | null;
}

export interface ShownStudy {
  readonly name: string;
  readonly directions: readonly string[];
  readonly trials: readonly ShownTrial[];
}

/** What a journal says, as `hyperlens show` reads it. */
export async function show(journal: string): Promise<readonly ShownStudy[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "show", journal, "--json"]);
  return (JSON.parse(stdout) as { studies: ShownStudy[] }).studies;
}

/** Runs a study to its end on the command line. */
export async function run(target: string, cwd: string, ...options: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [cli, "run", target, ...options], { cwd });
}

/** Carries out any command of the command line. */
export async function hyperlens(cwd: string, ...words: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [cli, ...words], { cwd });
}
