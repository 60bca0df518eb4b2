import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf, isRequeued, summarise } from "../../src/core/study/summary.js";
import { eventually, gone, hyperlens, runJson, start, studyIn, workspace } from "./program.js";

/** Each trial waits until somebody makes the file `go`, or `go-N` for its own number. */
const waiting = (options = "trials=6", body = "") => `
import os, time
# @study s minimize loss  sampler=random seed=1 ${options}
def objective(
    x=1.0,  # @tune uniform(0, 10)
    kind="a",  # @tune choice("a", "b", 3)
):
    trial = os.environ["HYPERLENS_TRIAL"]
    print("going", trial, os.getpid(), flush=True)
${body}
    while not (os.path.exists("go") or os.path.exists("go-" + trial)): time.sleep(0.02)
    return x
`;
const journalIn = (folder: string) => join(folder, ".hyperlens/s.journal.log");
const states = (folder: string) => studyIn(journalIn(folder)).trials.map(({ outcome }) => outcome.kind);
const go = (folder: string, name = "go") => writeFileSync(join(folder, name), "");

describe("a run that goes on", () => {
  it("pauses after its running trials, resumes, and stops", async () => {
    const folder = workspace({ "a.py": waiting() });
    const run = start(["run", "a.py"], folder);
    await run.until(/going 0/);
    const paused = await hyperlens(["pause", "a.py"], folder);
    expect(paused.out).toMatch(/pauses when/);
    expect(paused.status).toBe(0);
    go(folder, "go-0");
    await eventually(() => states(folder)[0] === "complete");
    // A trial that begins prints at once; a look at the journal later, none has.
    await run.until(/Paused/);
    expect(states(folder)).toEqual(["complete"]);
    expect((await hyperlens(["resume", "a.py:s"], folder)).status).toBe(0);
    await run.until(/going 1/);
    expect((await hyperlens(["stop", journalIn(folder)], folder)).status).toBe(0);
    await run.until(/Finishing/);
    go(folder);
    await run.finished;
    expect(states(folder)).toEqual(["complete", "complete"]);
    expect(summarise(studyIn(journalIn(folder))).run?.reason).toMatch(/asked the run to stop/);
  });

  it("stops at once with its trials queued again", async () => {
    const folder = workspace({ "a.py": waiting("trials=6 parallel=2") });
    const run = start(["run", "a.py"], folder);
    await run.until(/going 1/);
    expect((await hyperlens(["stop", "a.py", "--now"], folder)).status).toBe(0);
    await run.finished;
    expect(states(folder)).toEqual(["failed", "failed", "waiting", "waiting"]);
  });

  it("loses one trial where a person kills it, and goes on with a new process", async () => {
    const folder = workspace({ "a.py": waiting("trials=4 parallel=2 max_failures=1") });
    const run = start(["run", "a.py"], folder);
    const [, pid] = await run.until(/going 1 (\d+)/);
    const killed = await hyperlens(["kill", "a.py", "1"], folder);
    expect(killed.out).toMatch(/Trial 1 is killed/);
    await run.until(/going 2/);
    await gone(Number(pid));
    go(folder);
    expect((await run.finished).status).toBe(0);
    const trials = studyIn(journalIn(folder)).trials;
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(["complete", "failed", "complete", "complete"]);
    expect(trials[1] && failureOf(trials[1])).toMatchObject({ kind: "killed" });
    expect((await hyperlens(["kill", "a.py", "1"], folder)).error).toMatch(/does not run: it is failed/);
    expect((await hyperlens(["kill", "a.py", "9"], folder)).status).toBe(2);
  });

  it("skips a running trial at its next report, and a waiting one at once", async () => {
    const source = `
import os, time
# @study s minimize loss  sampler=random seed=1 trials=3 pruner=none
def objective(x=1.0):  # @tune uniform(0, 10)
    try:
        for step in range(1, 1000):
            yield x
            if step == 1: print("going", os.environ["HYPERLENS_TRIAL"], flush=True)
            if os.path.exists("go"): return
            time.sleep(0.02)
    finally:
        print("closed", os.environ["HYPERLENS_TRIAL"], flush=True)
`;
    const folder = workspace({ "a.py": source });
    const run = start(["run", "a.py"], folder);
    await run.until(/going 0/);
    expect((await hyperlens(["queue", "a.py", "x=5"], folder)).out).toMatch(/Trial 1 waits/);
    expect((await hyperlens(["skip", "a.py", "1"], folder)).out).toMatch(/taken from the queue/);
    expect((await hyperlens(["skip", "a.py", "0"], folder)).status).toBe(0);
    await run.until(/closed 0/);
    go(folder);
    await run.finished;
    const trials = studyIn(journalIn(folder)).trials;
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(["pruned", "failed", "complete", "complete"]);
    expect(trials[1] && isRequeued(trials[1])).toBe(true);
  });

  it("takes a trial that was queued by hand next, with what it leaves open filled in", async () => {
    const folder = workspace({ "a.py": waiting("trials=4") });
    const run = start(["run", "a.py"], folder);
    await run.until(/going 0/);
    expect((await hyperlens(["queue", "a.py", "x=7", "kind=b"], folder)).status).toBe(0);
    expect((await hyperlens(["queue", "a.py", "--from", "1", "kind=3"], folder)).status).toBe(0);
    expect((await hyperlens(["queue", "a.py", "kind=a"], folder)).status).toBe(0);
    go(folder);
    await run.finished;
    const trials = studyIn(journalIn(folder)).trials;
    expect(trials).toHaveLength(4);
    expect(trials.slice(1).map(({ params }) => params.get("kind"))).toEqual([1, 2, 0]);
    expect(trials.slice(1, 3).map(({ params }) => params.get("x"))).toEqual([7, 7]);
    expect(trials[3]?.params.has("x")).toBe(true);
  });

  it.each([
    [["x=11"], /outside its range; it is a number from 0 to 10/],
    [["kind=c"], /cannot be c; it is one of "a", "b", 3/],
    [["y=1"], /has no y/],
    [["x"], /NAME=VALUE/],
    [[], /Give values/],
  ])("refuses to queue %j", async (words, message) => {
    const folder = workspace({ "a.py": waiting("trials=1"), go: "" });
    await runJson(["a.py"], folder);
    const { status, error } = await hyperlens(["queue", "a.py", ...words], folder);
    expect(error).toMatch(message);
    expect(status).toBe(2);
  });

  it("changes its total and how many trials run at once", async () => {
    const folder = workspace({ "a.py": waiting("trials=3") });
    const run = start(["run", "a.py", "--json"], folder);
    await run.until(/going 0/);
    expect((await hyperlens(["set", "a.py", "parallel=3", "trials=7"], folder)).status).toBe(0);
    await run.until(/going 2/);
    expect(summarise(studyIn(journalIn(folder))).run?.total).toBe(7);
    expect((await hyperlens(["set", "a.py", "parallel=1"], folder)).status).toBe(0);
    await run.until(/Changed: 1 at a time/);
    go(folder);
    const { out } = await run.finished;
    expect(JSON.parse(out).counts).toMatchObject({ complete: 7, failed: 0 });
    const trials = studyIn(journalIn(folder)).trials;
    const first = trials.slice(0, 3).map(({ finished }) => finished ?? 0);
    expect(trials[3]?.started).toBeGreaterThanOrEqual(Math.min(...first));
    for (let at = 4; at < 7; at++) expect(trials[at]!.started).toBeGreaterThanOrEqual(trials[at - 1]!.finished!);
  });

  it("cannot be asked for anything when it has ended, or never was", async () => {
    const folder = workspace({ "a.py": waiting("trials=1"), go: "" });
    expect((await hyperlens(["pause", "a.py"], folder)).error).toMatch(/has not been run yet/);
    await runJson(["a.py"], folder);
    const { status, error } = await hyperlens(["pause", "a.py"], folder);
    expect(status).toBe(1);
    expect(error).toMatch(/does not run/);
    expect((await hyperlens(["set", "a.py", "seed=4"], folder)).status).toBe(2);
  });
});

describe("two drivers on one journal", () => {
  it("share a study without running a trial twice", async () => {
    const body = '    open("begun", "a").write(trial + "\\n")\n    time.sleep(0.05)';
    const folder = workspace({ "a.py": waiting("trials=30 parallel=2", body) });
    const host = start(["run", "a.py", "--json"], folder);
    await host.until(/going 0/);
    const guest = start(["run", "a.py", "--join", "--json"], folder);
    await guest.until(/works beside it/);
    await guest.until(/going/);
    go(folder);
    const both = await Promise.all([host.finished, guest.finished]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    const trials = studyIn(journalIn(folder)).trials;
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(Array(30).fill("complete"));
    expect(new Set(trials.map(({ worker }) => worker)).size).toBe(2);
    const begun = readFileSync(join(folder, "begun"), "utf8").trim().split("\n");
    expect(begun.map(Number).sort((a, b) => a - b)).toEqual([...Array(30).keys()]);
  });

  it("take over from one another when one dies", async () => {
    const folder = workspace({ "a.py": waiting("trials=6") });
    const host = start(["run", "a.py"], folder);
    await host.until(/going 0/);
    const guest = start(["run", "a.py", "--join", "--json"], folder);
    await guest.until(/going 1/);
    host.child.kill("SIGKILL");
    await guest.until(/of a driver that died is queued again/);
    await eventually(() => summarise(studyIn(journalIn(folder))).run?.worker.split("/")[2] === String(guest.child.pid));
    go(folder);
    const { out, status } = await guest.finished;
    expect(status).toBe(0);
    expect(JSON.parse(out).counts).toEqual({ complete: 6, pruned: 0, failed: 0, running: 0, waiting: 0 });
    expect(summarise(studyIn(journalIn(folder))).run?.ended).not.toBeNull();
  });

  it("must search the same space", async () => {
    const folder = workspace({ "a.py": waiting(), "b/a.py": waiting().replace("uniform(0, 10)", "uniform(0, 9)") });
    const host = start(["run", "a.py"], folder);
    await host.until(/going 0/);
    writeFileSync(join(folder, "a.py"), waiting().replace("uniform(0, 10)", "uniform(0, 9)"));
    const { result, status } = await runJson(["a.py", "--join"], folder);
    expect(status).toBe(1);
    expect(result.error).toMatch(/other annotations/);
  });
});

describe("hyperlens export", () => {
  it("writes a row for each trial", async () => {
    const folder = workspace({ "a.py": waiting("trials=3"), go: "" });
    await runJson(["a.py"], folder);
    const csv = await hyperlens(["export", "a.py"], folder);
    const rows = csv.out.trimEnd().split("\r\n");
    expect(rows).toHaveLength(4);
    expect(rows[0]).toBe("number,state,loss,params_x,params_kind,started,finished,seconds,failure");
    expect(rows[1]).toMatch(/^0,complete,1,1,a,20\d\d-/);
    const json = await hyperlens(["export", journalIn(folder), "--format", "json"], folder);
    expect(JSON.parse(json.out).trials).toHaveLength(3);
  });
});
