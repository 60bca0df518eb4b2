// What Hyperlens adds to each trial: a no-op Python objective, one runner, the random sampler, every result on the disk
// before the next trial begins. Prints trials per second, beside what a synced append alone takes on this disk.

import { spawnSync } from "node:child_process";
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const TRIALS = Number(process.env.TRIALS ?? 500);
const cli = resolve(import.meta.dirname, "../../dist/cli.js");

const SOURCE = `
# @study overhead minimize  sampler=random seed=1
def objective(
    x=1.0,  # @tune uniform(-5, 5)
    y=2,    # @tune int(1, 10)
):
    return 0.0
`;

const folder = mkdtempSync(join(tmpdir(), "overhead-"));
try {
  writeFileSync(join(folder, "objective.py"), SOURCE);
  const words = [cli, "run", "objective.py", "--trials", String(TRIALS), "--json"];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const { journal } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  const seconds = spanOf(journal);
  const rate = (TRIALS / seconds).toFixed(0);
  process.stdout.write(`${TRIALS} trials in ${seconds.toFixed(2)} s: ${rate} trials/s (bar: 300)\n`);
  process.stdout.write(`a synced append to this disk: ${appendTime(join(folder, "probe")).toFixed(2)} ms\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds from the start of the first trial to the end of the last, as the journal tells. */
function spanOf(path: string): number {
  const text = readFileSync(path, "utf8");
  const instants = (key: string) =>
    [...text.matchAll(new RegExp(`"${key}":"([^"]+)"`, "g"))].map((match) => Date.parse(match[1] ?? ""));
  return (Math.max(...instants("datetime_complete")) - Math.min(...instants("datetime_start"))) / 1000;
}

/** Milliseconds that writing and syncing a record of the usual length takes, the mean of two hundred. */
function appendTime(path: string): number {
  const file = openSync(path, "a");
  const record = `${"x".repeat(900)}\n`;
  const begun = performance.now();
  for (let i = 0; i < 200; i++) {
    writeSync(file, record);
    fsyncSync(file);
  }
  closeSync(file);
  return (performance.now() - begun) / 200;
}
