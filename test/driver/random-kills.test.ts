import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StudyState } from "../../src/core/study/state.js";
import { isRequeued } from "../../src/core/study/summary.js";
import { optunaPython, PythonConversation } from "../optuna.js";
import { eventually, exists, runJson, start, studyIn, workspace } from "./program.js";

/** `npm run test:faults` asks for more. */
const MOMENTS = Number(process.env.HYPERLENS_FAULTS ?? 20);
const PARALLEL = 2;

/** Tells every process of its own in a file; each trial has a child, and its folds take a few milliseconds. */
const SOURCE = `
import os, subprocess, sys, time
def note(name, text):
    with open(name, "a") as file: file.write(f"{text}\\n")

# @study s minimize loss  sampler=random seed=1 parallel=${PARALLEL} trials=1000000 max_failures=1000 pruner=none
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    trial = os.environ["HYPERLENS_TRIAL"]
    note("begun", trial)
    child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
    note("pids", f"runner {os.getpid()}")
    note("pids", f"child {child.pid}")
    try:
        for step in range(1, 4):
            time.sleep(0.004)
            yield x * step
        # A child that somebody else has killed is a fault of the trial.
        if child.poll() is not None: raise RuntimeError("the child died")
    finally:
        child.kill()
        child.wait()
`;

/** Opens the journal in Optuna again and again. */
const READER = `
import json, sys, warnings
import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
optuna.logging.set_verbosity(optuna.logging.ERROR)
for line in sys.stdin:
    storage = JournalStorage(JournalFileBackend(json.loads(line)))
    trials = optuna.load_study(study_name="s", storage=storage).get_trials(deepcopy=False)
    print(json.dumps([[t.state.name, t.values] for t in trials]), flush=True)
`;

/** A generator of numbers from 0 to 1, the same in every run of the tests. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const finishedIn = (study: StudyState) =>
  study.trials.filter(({ outcome }) => outcome.kind === "complete" || outcome.kind === "pruned");

describe("kill -9 at random moments", () => {
  let optuna: PythonConversation;
  beforeAll(async () => {
    optuna = new PythonConversation(await optunaPython(), READER, []);
  }, 600_000);
  afterAll(() => optuna.end());

  it(
    `of driver, runner and child, ${MOMENTS} times, loses nothing that was finished and leaves nothing running`,
    async () => {
      const folder = workspace({ "a.py": SOURCE });
      const journal = join(folder, ".hyperlens/s.journal.log");
      const random = generator(7);
      const killed = { driver: 0, runner: 0, child: 0 };
      const pids = (kind: string) =>
        readFileSync(join(folder, "pids"), "utf8")
          .split("\n")
          .flatMap((line) => (line.startsWith(`${kind} `) ? [Number(line.slice(kind.length + 1))] : []));
      let before: StudyState | null = null;
      let run = start(["run", "a.py"], folder);
      await run.until(/^ *\d+ .* ms /m);
      for (let moment = 0; moment < MOMENTS; moment++) {
        const victim = (["driver", "runner", "child"] as const)[Math.floor(random() * 3)]!;
        // The moment is what varies: before, within and between trials.
        await new Promise((done) => setTimeout(done, random() * 120));
        killed[victim]++;
        if (victim === "driver") {
          run.child.kill("SIGKILL");
          await run.finished;
          await eventually(() => [...pids("runner"), ...pids("child")].every((pid) => !exists(pid)));
          const now = studyIn(journal);
          for (const trial of before === null ? [] : finishedIn(before)) {
            expect(now.trials[trial.number]?.outcome).toEqual(trial.outcome);
          }
          before = now;
          const read = (await optuna.ask(journal)) as readonly (readonly [string, readonly number[] | null])[];
          expect(read).toHaveLength(now.trials.length);
          for (const [at, { outcome }] of now.trials.entries()) {
            if (outcome.kind === "complete") expect(read[at]).toEqual(["COMPLETE", outcome.values]);
          }
          run = start(["run", "a.py"], folder);
          await run.until(/^ *\d+ .* ms /m);
        } else {
          const alive = pids(victim).filter(exists);
          const pid = alive[Math.floor(random() * alive.length)];
          if (pid !== undefined && exists(pid)) process.kill(pid, "SIGKILL");
        }
      }
      run.child.kill("SIGTERM");
      await run.finished;
      const study = studyIn(journal);
      const total = study.trials.filter((trial) => !isRequeued(trial) && trial.outcome.kind !== "waiting").length;
      const { result } = await runJson(["a.py", "--trials", String(total + PARALLEL)], folder);
      expect(result.counts).toMatchObject({ running: 0, waiting: 0 });
      await eventually(() => [...pids("runner"), ...pids("child")].every((pid) => !exists(pid)));

      const after = studyIn(journal);
      const finished = after.trials.filter(({ outcome }) => outcome.kind === "complete");
      for (const { outcome, params } of finished) {
        expect(outcome).toEqual({ kind: "complete", values: [(params.get("x") ?? Number.NaN) * 3] });
      }
      // No trial ran twice: each number was begun at most once, and no configuration has completed twice.
      const begun = readFileSync(join(folder, "begun"), "utf8").trim().split("\n");
      expect(new Set(begun).size).toBe(begun.length);
      const values = finished.map(({ params }) => params.get("x"));
      expect(new Set(values).size).toBe(values.length);
      expect(readdirSync(join(folder, ".hyperlens/s/drivers"))).toEqual([]);
      process.stdout.write(
        `killed ${killed.driver} drivers, ${killed.runner} runners, ${killed.child} children; ` +
          `${after.trials.length} trials: ${finished.length} complete, ` +
          `${after.trials.filter(isRequeued).length} queued again, ` +
          `${after.trials.filter((trial) => trial.outcome.kind === "failed" && !isRequeued(trial)).length} failed; ` +
          "0 lost, 0 run twice, 0 processes left\n",
      );
    },
    MOMENTS * 30_000,
  );
});
