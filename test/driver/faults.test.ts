import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf, isRequeued, summarise } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { gone, hyperlens, runJson, start, studyIn, workspace } from "./program.js";

/** An objective whose body may look at the number of its trial. */
const objective = (body: string, options = "trials=6", top = "") => `
import os, signal, sys, time
${top}
# @study s minimize  sampler=random seed=1 ${options}
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    trial = int(os.environ["HYPERLENS_TRIAL"])
${body
  .trim()
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
`;

const journalIn = (folder: string) => join(folder, ".hyperlens/s.journal.log");
const failureIn = (folder: string, trial: number) => {
  const found = studyIn(journalIn(folder)).trials[trial];
  return found === undefined ? null : failureOf(found);
};
const linesOf = (path: string) => (existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : []);

describe("a trial that goes wrong", () => {
  it.each([
    ["raises", "if trial == 2: raise ValueError('boom')", "exception", /ValueError: boom/],
    ["returns NaN", "if trial == 2: return float('nan')", "non-finite", /nan/],
    ["calls sys.exit", "if trial == 2: sys.exit(4)", "exception", /sys\.exit\(4\)/],
    ["leaves by os._exit", "if trial == 2: os._exit(7)", "crash", /exited with status 7/],
    ["is killed", "if trial == 2: os.kill(os.getpid(), signal.SIGKILL)", "crash", /ended by SIGKILL/],
    ["crashes in native code", "if trial == 2: import ctypes; ctypes.string_at(0)", "crash", /SIGSEGV/],
    [
      "closes its streams and raises",
      "if trial == 2: os.close(1); os.close(2); 1 / 0",
      "exception",
      /ZeroDivisionError/,
    ],
  ])("that %s fails with its reason, and the study goes on", async (_, body, kind, message) => {
    const folder = workspace({ "a.py": objective(`${body}\nreturn x`) });
    const { status, result } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    expect(result.counts).toMatchObject({ complete: 5, failed: 1, running: 0, waiting: 0 });
    expect(failureIn(folder, 2)).toMatchObject({ kind });
    expect(failureIn(folder, 2)?.message).toMatch(message);
  });

  it("keeps the raw output in its log, binary included, and shows it live", async () => {
    const body = 'print("before")\nsys.stdout.buffer.write(bytes(range(256)))\nreturn x';
    const folder = workspace({ "a.py": objective(body, "trials=1") });
    const { out } = await hyperlens(["run", "a.py"], folder);
    expect(out).toContain("before");
    const log = readFileSync(join(folder, ".hyperlens/s/0/log.txt"));
    expect(log.subarray(0, 7).toString()).toBe("before\n");
    expect([...log.subarray(7)]).toEqual([...Array(256).keys()]);
  });

  it("keeps the first megabyte and the last nine of a million lines", async () => {
    const body = 'sys.stdout.write("".join(f"line {i} {\'x\' * 10}\\n" for i in range(1_000_000)))\nreturn x';
    const folder = workspace({ "a.py": objective(body, "trials=2 baseline=off") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts.complete).toBe(2);
    const log = readFileSync(join(folder, ".hyperlens/s/1/log.txt"), "utf8");
    expect(statSync(join(folder, ".hyperlens/s/1/log.txt")).size).toBeLessThan(10.1 * 2 ** 20);
    expect(log.startsWith("line 0 ")).toBe(true);
    expect(log.endsWith(`line 999999 ${"x".repeat(10)}\n`)).toBe(true);
    expect(log).toMatch(/… \d+ bytes left out …/);
  });

  it("is ended when it takes too long, children and all, even where it ignores that", async () => {
    const body = `
if trial == 1:
    import subprocess
    child = subprocess.Popen(["sleep", "600"])
    open(${"os.path.join(os.path.dirname(__file__), 'child')"}, "w").write(str(child.pid))
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True: time.sleep(10)
return x`;
    const folder = workspace({ "a.py": objective(body, "trials=3 trial_timeout=1s") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 1 });
    expect(failureIn(folder, 1)).toMatchObject({
      kind: "timeout",
      message: expect.stringMatching(/1 s .*trial_timeout/),
    });
    await gone(Number(readFileSync(join(folder, "child"), "utf8")));
  });

  it("is tried again after a crash of its runner as often as retries says, and counts once", async () => {
    const body = `
seen = os.path.join(os.path.dirname(__file__), "seen")
open(seen, "a").write(f"{x}\\n")
if open(seen).read().count(f"{x}\\n") == 1 and x != 1.0: os._exit(1)
return x`;
    const folder = workspace({ "a.py": objective(body, "trials=4 retries=1") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toEqual({ complete: 4, failed: 0, pruned: 0, running: 0, waiting: 0 });
    expect(studyIn(journalIn(folder)).trials.filter(isRequeued)).toHaveLength(3);
  });

  it("stops the study when failures pile up before the first completed trial", async () => {
    const folder = workspace({ "a.py": objective("raise ValueError('always')", "trials=50") });
    const { status, result, error } = await runJson(["a.py"], folder);
    expect(status).toBe(1);
    expect(result.counts.failed).toBe(3);
    expect(error).toMatch(/3 trials failed in a row \(max_failures\): ValueError: always/);
  });

  it("has a process of its own where isolation says so", async () => {
    const body = 'open(os.path.join(os.path.dirname(__file__), "pids"), "a").write(f"{os.getpid()}\\n")\nreturn x';
    const folder = workspace({ "a.py": objective(body, "trials=4 isolation=process") });
    await runJson(["a.py"], folder);
    expect(new Set(linesOf(join(folder, "pids"))).size).toBe(4);
  });
});

const RECORDING = `
place = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(place, "begun"), "a") as file: file.write(f"{trial}\\n")
with open(os.path.join(place, "pids"), "a") as file: file.write(f"{os.getpid()}\\n")
time.sleep(0.02)
return x`;

describe("a driver that is killed", () => {
  it("at any moment loses no finished trial, and the next run continues", async () => {
    const folder = workspace({ "a.py": objective(RECORDING, "trials=60 parallel=2") });
    let finished: readonly Trial[] = [];
    for (const delay of [60, 150, 240, 330, 420]) {
      const run = start(["run", "a.py"], folder);
      await Promise.race([run.until(/journal {2,}/), run.finished]);
      // The moment itself is what varies: within a trial, between two, before the first.
      await new Promise((done) => setTimeout(done, delay));
      run.child.kill("SIGKILL");
      await run.finished;
      const now = studyIn(journalIn(folder)).trials.filter(({ outcome }) => outcome.kind === "complete");
      for (const trial of finished) expect(now.find(({ id }) => id === trial.id)?.outcome).toEqual(trial.outcome);
      finished = now;
    }
    const { result, status } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    expect(result.counts).toEqual({ complete: 60, pruned: 0, failed: 0, running: 0, waiting: 0 });
    const study = studyIn(journalIn(folder));
    // Values that were cut short were run again, and nothing else was: no configuration completed twice.
    const values = study.trials.flatMap(({ outcome }) => (outcome.kind === "complete" ? outcome.values : []));
    expect(new Set(values).size).toBe(60);
    for (const trial of study.trials.filter(isRequeued)) expect(failureOf(trial)?.kind).toBe("interrupted");
    await Promise.all(linesOf(join(folder, "pids")).map((pid) => gone(Number(pid))));
  });

  it("takes its runners and their children with it, whatever these ignore", async () => {
    const body = `
import subprocess
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"], stdout=subprocess.PIPE)
child.stdout.readline()
print("pids", os.getpid(), child.pid, flush=True)
time.sleep(600)`;
    const folder = workspace({ "a.py": objective(body) });
    const run = start(["run", "a.py"], folder);
    const [, runner, child] = await run.until(/pids (\d+) (\d+)/);
    run.child.kill("SIGKILL");
    await Promise.all([gone(Number(runner)), gone(Number(child))]);
  });

  it("heals a last line that it did not finish", async () => {
    const folder = workspace({ "a.py": objective("return x", "trials=3") });
    await runJson(["a.py"], folder);
    appendFileSync(journalIn(folder), '{"op_code":4,"worker_id":"hyperl');
    const { result } = await runJson(["a.py", "--trials", "5"], folder);
    expect(result.counts.complete).toBe(5);
    expect(readFileSync(journalIn(folder), "utf8")).not.toContain('"hyperl\n');
    expect(studyIn(journalIn(folder)).trials).toHaveLength(5);
  });

  it("appends nothing to a journal that is broken, and names the repair", async () => {
    const folder = workspace({ "a.py": objective("return x", "trials=3") });
    await runJson(["a.py"], folder);
    appendFileSync(journalIn(folder), "not a record\n{}\n");
    const before = readFileSync(journalIn(folder), "utf8");
    const { status, result } = await runJson(["a.py", "--trials", "5"], folder);
    expect(status).toBe(1);
    expect(result.error).toMatch(/repair/);
    expect(readFileSync(journalIn(folder), "utf8")).toBe(before);
  });

  it("leaves a journal that Python reads line by line", async () => {
    const folder = workspace({ "a.py": objective("if trial == 1: 1 / 0\nreturn x", "trials=4") });
    await runJson(["a.py"], folder);
    const script = "import json, sys\nfor line in open(sys.argv[1], encoding='utf-8'): json.loads(line)";
    execFileSync("python3", ["-c", script, journalIn(folder)]);
  });
});

const SLOW = 'print("going", trial, flush=True)\ntime.sleep(float(os.environ.get("SLEEP", "600")))\nreturn x';

describe("a run that is stopped", () => {
  it("by Ctrl-C once finishes the running trials, and can be continued", async () => {
    const folder = workspace({ "a.py": objective(SLOW, "trials=9 parallel=2") });
    const run = start(["run", "a.py", "--json"], folder, { SLEEP: "1" });
    await run.until(/\[1\] going 1/);
    run.child.kill("SIGINT");
    const { status, out } = await run.finished;
    expect(status).toBe(0);
    const counts = JSON.parse(out).counts;
    expect(counts).toMatchObject({ complete: 2, failed: 0, running: 0, waiting: 0 });
    const { run: record } = summarise(studyIn(journalIn(folder)));
    expect(record?.ended).not.toBeNull();
    expect(record?.reason).toMatch(/Ctrl-C/);
  });

  it.each([
    ["by Ctrl-C twice", ["SIGINT", "SIGINT"]],
    ["by the closing of its terminal", ["SIGHUP"]],
    ["by a request to terminate", ["SIGTERM"]],
  ] as const)("%s ends within five seconds, with its trials queued again", async (_, signals) => {
    const folder = workspace({
      "a.py": objective(`signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${SLOW}`, "trials=9 parallel=2"),
    });
    const run = start(["run", "a.py"], folder);
    await run.until(/\[1\] going 1/);
    const begun = performance.now();
    for (const signal of signals) {
      run.child.kill(signal);
      if (signals.length > 1) await run.until(/Finishing/);
    }
    const { status } = await run.finished;
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(status).toBe(1);
    const trials = studyIn(journalIn(folder)).trials;
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(["failed", "failed", "waiting", "waiting"]);
    expect(trials.slice(0, 2).every(isRequeued)).toBe(true);
    expect([...(trials[2]?.params.entries() ?? [])]).toEqual([...(trials[0]?.params.entries() ?? [])]);
    expect(readdirSync(join(folder, ".hyperlens/s/drivers"))).toEqual([]);
  });

  it("by Ctrl-C while the file is loaded has not begun, and leaves no journal", async () => {
    const folder = workspace({
      "a.py": objective("return x", "trials=3", "print('loading', flush=True); time.sleep(600)"),
    });
    const run = start(["run", "a.py"], folder);
    await run.until(/loading/);
    run.child.kill("SIGINT");
    const { status, out } = await run.finished;
    expect(status).toBe(1);
    expect(out).toMatch(/stopped before its first trial/);
    expect(existsSync(journalIn(folder))).toBe(false);
  });

  it("is not started a second time while it runs, and says where it does", async () => {
    const folder = workspace({ "a.py": objective(SLOW, "trials=2") });
    const first = start(["run", "a.py"], folder);
    await first.until(/going 0/);
    const second = await runJson(["a.py"], folder);
    expect(second.status).toBe(1);
    expect(second.result.counts).toMatchObject({ running: 1, complete: 0 });
    expect(second.result.error).toMatch(new RegExp(`running already: process ${first.child.pid} on `));
    expect(studyIn(journalIn(folder)).trials).toHaveLength(1);
  });

  it("started twice at the same moment runs once", async () => {
    const folder = workspace({ "a.py": objective("time.sleep(0.3)\nreturn x", "trials=3") });
    const both = await Promise.all([runJson(["a.py"], folder), runJson(["a.py"], folder)]);
    expect(both.map(({ status }) => status).sort()).toEqual([0, 1]);
    expect(studyIn(journalIn(folder)).trials).toHaveLength(3);
  });
});
