// What Hyperlens adds to each trial: a no-op Python objective, one runner, the random sampler, every result on the disk
// before the next trial begins. Prints trials per second beside what a synced append alone takes on this disk, and beside
// Optuna's own study.optimize on the same journal format, with one parameter and with ten (Optuna appends a record for
// each of them); then the memory of the driver over a long study.

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

const PARAMETERS = [1, 10];

const sourceOf = (parameters: number) => `
# @study overhead${parameters} minimize  sampler=random seed=1
def objective(
${Array.from({ length: parameters }, (_, i) => `    x${i}=1.0,  # @tune uniform(-5, 5)`).join("\n")}
):
    return 0.0
`;

const OPTUNA = `
import sys, time, optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
optuna.logging.set_verbosity(optuna.logging.ERROR)
journal, trials, parameters = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
study = optuna.create_study(study_name="overhead", sampler=optuna.samplers.RandomSampler(seed=1),
                            storage=JournalStorage(JournalFileBackend(journal)))
def objective(trial):
    for i in range(parameters): trial.suggest_float(f"x{i}", -5, 5)
    return 0.0
begun = time.perf_counter()
study.optimize(objective, n_trials=trials)
print(trials / (time.perf_counter() - begun))
`;

const folder = mkdtempSync(join(tmpdir(), "overhead-"));
const say = (text: string) => process.stdout.write(`${text}\n`);
try {
  const python = await optunaPython();
  const sync = appendTime(join(folder, "probe"));
  say(`a synced append to this disk ${sync.toFixed(2)} ms`);
  say(
    sync > SLOW_SYNC_MS ? `(more than ${SLOW_SYNC_MS} ms: both wait for the disk, so that the ratios tell little)` : "",
  );
  const peers = Math.max(100, Math.round(TRIALS / 5));
  for (const parameters of PARAMETERS) {
    const file = `objective${parameters}.py`;
    writeFileSync(join(folder, file), sourceOf(parameters));
    const own = rateOf(file, join(folder, `own${parameters}`), TRIALS);
    const given = [join(folder, `optuna${parameters}.log`), String(peers), String(parameters)];
    const answer = spawnSync(python, ["-c", OPTUNA, ...given], { encoding: "utf8" });
    if (answer.status !== 0) throw new Error(answer.stderr);
    const peer = Number(answer.stdout);
    say(
      `${String(parameters).padStart(2)} parameter${parameters === 1 ? " " : "s"}: Hyperlens ${own.toFixed(0)} trials/s (bar: 800), ` +
        `Optuna ${peer.toFixed(0)}: ${(own / peer).toFixed(1)} times its rate${parameters === 10 ? " (bar: 6)" : ""}`,
    );
  }
  const memory = await memoryOver("objective1.py", join(folder, "long"), LONG);
  for (const { trials, bytes } of memory) {
    say(`memory of the driver after ${String(trials).padStart(6)} trials ${(bytes / 1e6).toFixed(0).padStart(5)} MB`);
  }
  const sizes = memory.map(({ bytes }) => bytes);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  say(`within ±${((100 * (most - least)) / (most + least)).toFixed(0)} % of the middle (bar: 10)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function words(file: string, studies: string, trials: number): string[] {
  return [cli, "run", file, "--trials", String(trials), "--studies", studies, "--json"];
}

/** Trials per second from the start of the first to the end of the last, as the journal tells. */
function rateOf(file: string, studies: string, trials: number): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, words(file, studies, trials), {
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
async function memoryOver(file: string, studies: string, trials: number): Promise<{ trials: number; bytes: number }[]> {
  const driver = spawn(process.execPath, words(file, studies, trials), {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
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
