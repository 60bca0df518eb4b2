import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../src/core/study/summary.js";
import { gone, runJson, start, studyIn, workspace } from "./program.js";

const objective = (body: string, options = "trials=4") => `
import os, sys, time
# @study s minimize loss  sampler=random seed=1 ${options}
def objective(x=1.0):  # @tune uniform(0, 10)
    trial = int(os.environ["HYPERLENS_TRIAL"])
${body
  .trim()
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
    return x
`;
const program = (body: string, options = "trials=4") => `
# @study s minimize loss  sampler=random seed=1 ${options}
import os, sys, time
x = 1.0  # @tune uniform(0, 10)
trial = int(os.environ["HYPERLENS_TRIAL"])
${body.trim()}
print(f"loss={x}")
`;
const journalIn = (folder: string) => join(folder, ".hyperlens/s.journal.log");
const peakOf = (pid: number) =>
  Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

const KINDS = [
  ["a function", objective],
  ["a program", program],
] as const;

describe.each(KINDS)("the output of %s", (_, source) => {
  it("may be 100 MB in one trial, without filling the driver's memory", async () => {
    const body = `
if trial == 1:
    for _ in range(1600): sys.stdout.buffer.write(b"x" * 65535 + b"\\n")
    sys.stdout.flush()`;
    const folder = workspace({ "a.py": source(body) });
    const run = start(["run", "a.py", "--json"], folder);
    let peak = 0;
    const timer = setInterval(() => {
      try {
        // A process that has just ended holds nothing any more.
        peak = Math.max(peak, peakOf(run.child.pid ?? 0) || 0);
      } catch {}
    }, 50);
    const { out } = await run.finished;
    clearInterval(timer);
    expect(JSON.parse(out.trimEnd().split("\n").at(-1) ?? "").counts).toMatchObject({ complete: 4, failed: 0 });
    expect(peak).toBeLessThan(350e6);
    expect(statSync(join(folder, ".hyperlens/s/1/log.txt")).size).toBeLessThan(10.1 * 2 ** 20);
  });

  it("may be no text at all", async () => {
    const body = 'sys.stdout.buffer.write(b"\\xff\\xfe\\x00loss=\\x80\\n\\xc3"); sys.stdout.flush()';
    const folder = workspace({ "a.py": source(body) });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 4, failed: 0 });
    const log = readFileSync(join(folder, ".hyperlens/s/1/log.txt"));
    expect(log.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xfe, 0]));
  });

  it("may end in mid-trial, and forked children may outlive it", async () => {
    const body = `
pid = os.fork()
if pid == 0:
    os.setpgid(0, 0) if trial == 3 else None
    time.sleep(600)
    os._exit(0)
open("children", "a").write(f"{trial} {pid}\\n")`;
    const folder = workspace({ "a.py": source(body, "trials=3 trial_timeout=30s") });
    const begun = performance.now();
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 3, failed: 0 });
    expect(performance.now() - begun).toBeLessThan(30_000);
    for (const line of readFileSync(join(folder, "children"), "utf8").trim().split("\n")) {
      await gone(Number(line.split(" ")[1]));
    }
  });
});

describe("a function", () => {
  it.each([
    ["and returns", "", /closed its streams|exited with status/],
    ["and goes on for ever", "    while True: time.sleep(60)", /closed its streams/],
  ])("that closes every stream of its process %s fails alone", async (_, then, message) => {
    const folder = workspace({ "a.py": objective(`if trial == 1:\n    os.closerange(0, 100)\n${then}`) });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 3, failed: 1, running: 0 });
    const trial = studyIn(journalIn(folder)).trials[1]!;
    expect(failureOf(trial)).toMatchObject({ kind: "crash", message: expect.stringMatching(message) });
  });
});

describe("a program", () => {
  it("that closes its streams counts by what it printed before", async () => {
    const folder = workspace({
      "a.py": program('print(f"loss={x}", flush=True)\nos.close(1); os.close(2); os._exit(0)'),
    });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 4, failed: 0 });
  });

  it("that prints forever without a newline and ignores the request to end is killed in time", async () => {
    const body = `
if trial == 1:
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True: sys.stdout.write("loss=1 ")`;
    const folder = workspace({ "a.py": program(body, "trials=3 trial_timeout=3s") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 1 });
    const trial = studyIn(journalIn(folder)).trials[1];
    expect(trial && failureOf(trial)?.kind).toBe("timeout");
  });

  it("is pruned at a step, and killed where it does not care", async () => {
    const body = `
import signal
signal.signal(signal.SIGTERM, (lambda *_: (print("put in order", flush=True), os._exit(0))) if trial < 2 else signal.SIG_IGN)
for step in range(1, 100):
    print(f"step={step} loss={x + step}", flush=True)
    time.sleep(0.15)`;
    const folder = workspace({ "a.py": program(body, "trials=3 baseline=off pruner=threshold(upper=0)") });
    const { error } = await runJson(["a.py"], folder);
    const trials = studyIn(journalIn(folder)).trials;
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(["pruned", "pruned", "pruned"]);
    expect(trials.every(({ intermediate }) => intermediate.size < 10)).toBe(true);
    expect(error.match(/put in order/g)).toHaveLength(2);
  });
});

describe("garbage on the runner's channel", () => {
  it.each([
    ["text", 'b"hello\\n{}\\n"', "complete"],
    ["broken messages", 'b"\\x1e{\\n\\x1e[]\\n\\x1e{\\"type\\":\\"ready\\"}\\n\\x1enull\\n"', "complete"],
    ["a message of another trial", 'b"\\x1e{\\"type\\":\\"pruned\\",\\"trial\\":99}\\n"', "complete"],
    ["a message without an end", 'b"\\x1e" + b"x" * 100_000', "complete"],
    [
      "a result of another form",
      'b"\\x1e{\\"type\\":\\"result\\",\\"trial\\":1,\\"values\\":[1,2],\\"folds\\":null,\\"extra\\":{},\\"extraFolds\\":{}}\\n"',
      "failed",
    ],
    [
      "a question that nobody asked for",
      'b"\\x1e{\\"type\\":\\"suggest\\",\\"trial\\":1,\\"name\\":\\"y\\",\\"distribution\\":{}}\\n"',
      "failed",
    ],
  ])("is no message: %s", async (_, bytes, kind) => {
    // The runner keeps its channel to itself; whoever looks for it among the descriptors finds it.
    const body = `
if trial == 1:
    for fd in range(3, 10):
        try: pipe = os.readlink(f"/proc/self/fd/{fd}")
        except OSError: continue
        if pipe.startswith(("pipe:", "socket:")):
            try: os.write(fd, ${bytes})
            except OSError: pass
    time.sleep(0.2)`;
    const folder = workspace({ "a.py": objective(body) });
    const { result, status } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    expect(result.counts.complete).toBeGreaterThanOrEqual(3);
    expect(studyIn(journalIn(folder)).trials[1]?.outcome.kind).toBe(kind);
  });
});
