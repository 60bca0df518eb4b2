// What Hyperlens adds to each trial: a no-op Python objective, one runner, the random sampler, every result on the disk
// before the next trial begins. Prints trials per second beside what a synced append alone takes on this disk, and beside
// Optuna's own study.optimize on the same journal format; then the memory of the driver over a long study.

import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { optunaPython } from "../optuna.js";

const TRIALS = Number(process.env.TRIALS ?? 2000);
const LONG = Number(process.env.LONG_TRIALS ?? 20_000);
/** Where a sync takes longer, the disk is measured and not the program. */
const SLOW_SYNC_MS = 1;
const cli = resolve(import.meta.dirname, "../../dist/cli.js");

const SOURCE = `
# @study overhead minimize  sampler=random seed=1
def objective(
    x=1.0,  # @tune uniform(-5, 5)
    y=2,    # @tune int(1, 10)
):
    return 0.0
`;

const OPTUNA = `
import sys, time, optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study(study_name="overhead", sampler=optuna.samplers.RandomSampler(seed=1),
                            storage=JournalStorage(JournalFileBackend(sys.argv[1])))
def objective(trial):
    trial.suggest_float("x", -5, 5), trial.suggest_int("y", 1, 10)
    return 0.0
begun = time.perf_counter()
study.optimize(objective, n_trials=int(sys.argv[2]))
print(int(sys.argv[2]) / (time.perf_counter() - begun))
`;

const folder = mkdtempSync(join(tmpdir(), "overhead-"));
try {
  writeFileSync(join(folder, "objective.py"), SOURCE);
  const sync = appendTime(join(folder, "probe"));
  const own = rateOf(join(folder, "own"), TRIALS);
  const python = await optunaPython();
  const count = Math.max(100, Math.round(TRIALS / 5));
  const answer = spawnSync(python, ["-c", OPTUNA, join(folder, "optuna.log"), String(count)], { encoding: "utf8" });
  if (answer.status !== 0) throw new Error(answer.stderr);
  const peer = Number(answer.stdout);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say(`a synced append to this disk  ${sync.toFixed(2).padStart(8)} ms`);
  say(`Hyperlens, ${TRIALS} trials${own.toFixed(0).padStart(17)} trials/s (bar: 800)`);
  say(`Optuna, ${count} trials${peer.toFixed(0).padStart(21)} trials/s`);
  say(
    sync > SLOW_SYNC_MS
      ? `no ratio: a sync takes more than ${SLOW_SYNC_MS} ms here, so both wait for the disk`
      : `Hyperlens over Optuna${(own / peer).toFixed(1).padStart(17)} times (bar: 6)`,
  );
  for (const { trials, bytes } of await memoryOver(join(folder, "long"), LONG)) {
    say(`memory of the driver after ${String(trials).padStart(6)} trials ${(bytes / 1e6).toFixed(0).padStart(5)} MB`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function words(studies: string, trials: number): string[] {
  return [cli, "run", "objective.py", "--trials", String(trials), "--studies", studies, "--json"];
}

/** Trials per second from the start of the first to the end of the last, as the journal tells. */
function rateOf(studies: string, trials: number): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, words(studies, trials), {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr);
  const { journal } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  const text = readFileSync(journal, "utf8");
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const [, start] of text.matchAll(/"datetime_start":"([^"]+)"/g))
    first = Math.min(first, Date.parse(start ?? ""));
  for (const [, end] of text.matchAll(/"datetime_complete":"([^"]+)"/g)) last = Math.max(last, Date.parse(end ?? ""));
  return trials / ((last - first) / 1000);
}

/** The driver's resident memory along a study, where the system tells it. */
async function memoryOver(studies: string, trials: number): Promise<{ trials: number; bytes: number }[]> {
  const driver = spawn(process.execPath, words(studies, trials), { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const marks = Array.from({ length: 10 }, (_, at) => Math.round((trials * (at + 1)) / 10) - 1);
  const seen: { trials: number; bytes: number }[] = [];
  let rest = "";
  driver.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const number = Number(/^\s*(\d+) [★ ] /.exec(line)?.[1] ?? -1);
      const next = marks[seen.length];
      const bytes = next !== undefined && number >= next ? residentBytes(driver.pid ?? 0) : null;
      if (bytes !== null) seen.push({ trials: number + 1, bytes });
    }
  });
  await new Promise((done) => driver.once("close", done));
  return seen;
}

function residentBytes(pid: number): number | null {
  try {
    return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
  } catch {
    return null;
  }
}

/** Milliseconds that writing and syncing a record of the usual length takes, the mean of two hundred. */
function appendTime(path: string): number {
  const file = openSync(path, "a");
  const record = `${"x".repeat(900)}\n`;
  const begun = performance.now();
  for (let i = 0; i < 200; i++) {
    writeSync(file, record);
    fdatasyncSync(file);
  }
  closeSync(file);
  return (performance.now() - begun) / 200;
}
