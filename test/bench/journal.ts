// Prints how fast journals are written and read. Usage: node test/bench/journal.ts, through npm run bench -- journal

import { appendFileSync, closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { encodeEvent } from "../../src/core/journal/encode.js";
import type { JournalEvent } from "../../src/core/journal/event.js";
import { randomFrom } from "../../src/core/math/random.js";
import { loguniform, uniform } from "../../src/core/space/build.js";
import type { SearchSpace } from "../../src/core/space/space.js";
import { finish, runningTrial } from "../../src/core/study/records.js";
import { StoredTrial } from "../../src/core/study/stored-trial.js";
import { Journal } from "../../src/driver/journal/journal.js";

const worker = "hyperlens/bench/1/journal";
const space: SearchSpace = {
  parameters: Array.from({ length: 10 }, (_, i) => ({
    name: `parameter_${i}`,
    distribution: i % 2 === 0 ? uniform(0, 1) : loguniform(1e-6, 1),
    condition: null,
  })),
  constraints: [],
};
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const folder = mkdtempSync(join(tmpdir(), "hyperlens-bench-"));
try {
  await appends(2_000);
  for (const form of ["hyperlens", "optuna"] as const) {
    for (const trials of [10_000, 100_000]) replay(form, trials);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function appends(count: number): Promise<void> {
  const journal = Journal.open(join(folder, "appends.log"), "create");
  await journal.append(() => [{ worker, kind: "createStudy", name: "s", directions: ["minimize"] }]);
  const began = performance.now();
  for (let i = 0; i < count; i++) await journal.append(() => start(i));
  const seconds = (performance.now() - began) / 1000;
  const bare = bareAppends(count, statSync(journal.path).size / count);
  console.log(
    `${count} synced, locked appends of a trial with 10 parameters: ${Math.round(count / seconds)} a second ` +
      `(writing and syncing alone: ${Math.round(bare)} a second)`,
  );
  journal.close();
}

/** How many writes of so many bytes, each synced, the disk takes in a second. */
function bareAppends(count: number, bytes: number): number {
  const file = openSync(join(folder, "bare.log"), "a");
  const line = Buffer.alloc(Math.round(bytes), "x");
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    writeSync(file, line);
    fsyncSync(file);
  }
  const seconds = (performance.now() - began) / 1000;
  closeSync(file);
  return count / seconds;
}

function replay(form: "hyperlens" | "optuna", trials: number): void {
  const path = join(folder, `${form}-${trials}.log`);
  write(path, form, trials);
  const megabytes = Math.round(statSync(path).size / 1e6);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const [began, used] = [performance.now(), process.cpuUsage()];
  const journal = Journal.open(path, "read");
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  collectGarbage();
  const memory = Math.round((process.memoryUsage().heapUsed - before) / 1e6);
  const count = journal.state.study("s")?.trials.length;
  console.log(
    `${count} trials as ${form} writes them (${megabytes} MB): read in ${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor time), ${memory} MB of heap`,
  );
  journal.close();
}

function start(number: number): readonly JournalEvent[] {
  const random = randomFrom(String(number));
  const point = new Map(space.parameters.map(({ name }) => [name, random.next()]));
  const started = 1.7e15 + number * 1e6;
  return runningTrial({ worker, study: 0, started, space, point, spaceVersion: 1, attributes: [], reason: "random" });
}

/** One record for a trial that starts in our hands; one for each parameter in Optuna's. */
function write(path: string, form: "hyperlens" | "optuna", trials: number): void {
  const lines = [encodeEvent({ worker, kind: "createStudy", name: "s", directions: ["minimize"] })];
  for (let id = 0; id < trials; id++) {
    const [event] = start(id);
    if (event?.kind !== "createTrial") throw new Error("A started trial is one record.");
    if (form === "hyperlens") lines.push(encodeEvent(event));
    else {
      lines.push(encodeEvent({ ...event, parameters: [], systemAttributes: [] }));
      for (const parameter of event.parameters)
        lines.push(encodeEvent({ worker, kind: "trialParameter", trial: id, parameter }));
    }
    const trial = new StoredTrial(id, id);
    trial.open!.started = event.started;
    const result = { kind: "complete", values: [id / 7], folds: null, extra: {}, constraints: null } as const;
    for (const record of finish(worker, trial, (event.started ?? 0) + 5e5, result)) lines.push(encodeEvent(record));
    if (lines.length > 50_000) appendFileSync(path, `${lines.splice(0).join("\n")}\n`);
  }
  appendFileSync(path, `${lines.join("\n")}\n`);
}
