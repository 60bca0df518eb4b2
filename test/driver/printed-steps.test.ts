import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runJson, studyIn, workspace } from "./program.js";

/** A function of `x`, whose body may call `train(x)`, which prints ten epochs, each with more of `x`. */
const file = (options: string, body: string) => `
import os, sys
# @study s maximize accuracy  sampler=grid baseline=off ${options}
def objective(
    x=1,  # @tune int(1, 6)
):
${body}

def train(x, epochs=10):
    for epoch in range(1, epochs + 1):
        print(f"Epoch {epoch}/{epochs}")
        print(f"1/2 - accuracy: 0.0\\r2/2 - 1s - accuracy: {x * epoch}", flush=True)
    return x * epochs
`;
const trials = (folder: string) => studyIn(join(folder, ".hyperlens/s.journal.log")).trials;

describe("a function that prints its steps", () => {
  it("has their curve, and what it returns as its value", async () => {
    const folder = workspace({ "a.py": file("pruner=none", "    return train(x) + 0.5") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 6 });
    for (const { params, outcome, intermediate } of trials(folder)) {
      const x = params.get("x")!;
      expect(outcome).toMatchObject({ values: [10 * x + 0.5] });
      expect([...intermediate]).toEqual(Array.from({ length: 10 }, (_, i) => [i + 1, x * (i + 1)]));
    }
  });

  /** How each of six trials ended, and in which process it ran; the pruner ends those with less than `lower`. */
  async function pruned(lower: number, body: string) {
    const source = `    print("process", os.getpid(), flush=True)
${body}
    return 10 * x`;
    const folder = workspace({ "a.py": file(`pruner=threshold(lower=${lower})`, source) });
    const { result, error } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 7 - lower, pruned: lower - 1 });
    const pids = [...error.matchAll(/process (\d+)/g)].map(([, pid]) => pid);
    expect(pids).toHaveLength(6);
    return { error, ended: trials(folder).map((trial) => ({ ...trial, trial, pid: pids[trial.number] })) };
  }

  it("is ended by the pruner, puts its things in order, and leaves its process to the next trial", async () => {
    const body = `    try:
        train(x)
        while x < 4: pass
    finally: print("in order")`;
    const { ended, error } = await pruned(4, body);
    for (const { trial } of ended) {
      const { outcome, params, intermediate } = trial;
      expect(outcome.kind).toBe(params.get("x")! < 4 ? "pruned" : "complete");
      if (outcome.kind === "pruned") expect(outcome.values).toEqual([[...intermediate.values()].at(-1)]);
    }
    expect(new Set(ended.map(({ pid }) => pid)).size).toBe(1);
    expect(error.match(/in order/g)).toHaveLength(6);
  });

  it("is ended with its process where it does not let itself be interrupted, or cannot be", async () => {
    const deaf = `    import signal, subprocess
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)
    if x < 2: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    train(x)
    while x < 2: pass`;
    const { ended } = await pruned(2, deaf);
    const after = ended.filter((_, number) => number > 0 && ended[number - 1]!.trial.outcome.kind === "pruned");
    for (const { trial, pid } of after) expect(pid).not.toBe(ended[trial.number - 1]!.pid);
  });

  it("keeps its result and its whole curve where it has come to its end before it was judged", async () => {
    const folder = workspace({ "a.py": file("pruner=threshold(lower=4)", "    return train(x)") });
    await runJson(["a.py"], folder);
    for (const { outcome, intermediate } of trials(folder)) {
      if (outcome.kind === "complete") expect(intermediate.size).toBe(10);
    }
  });

  it("may share out a budget of steps", async () => {
    const options = "trials=13 seed=1 resource=epoch:1..9 pruner=sha(reduction_factor=3)";
    const source = file(options, "    return train(x, 100)").replace("sampler=grid", "sampler=random");
    const folder = workspace({ "a.py": source });
    await runJson(["a.py"], folder);
    const budgets = trials(folder).map(({ intermediate }) => Math.max(...intermediate.keys()));
    expect(Math.max(...budgets)).toBe(9);
    expect(Math.min(...budgets)).toBeLessThan(9);
    const best = trials(folder).filter(({ outcome }) => outcome.kind === "complete");
    expect(best.length).toBeGreaterThan(0);
    for (const { params, outcome } of best) expect(outcome).toMatchObject({ values: [9 * params.get("x")!] });
  });

  it("tells but those of its first fold, and of none where it yields its values or names no metric", async () => {
    const folds = workspace({ "a.py": file("trials=1 pruner=none", "    return [train(x), train(x, 12), train(x)]") });
    await runJson(["a.py"], folds);
    expect([...trials(folds)[0]!.intermediate.keys()]).toHaveLength(10);
    const yields = workspace({ "a.py": file("trials=1 pruner=none", "    yield train(x)\n    yield train(x)") });
    await runJson(["a.py"], yields);
    expect([...trials(yields)[0]!.intermediate.keys()]).toEqual([1, 2]);
    const nameless = workspace({
      "a.py": file("trials=1", "    return train(x)").replace("maximize accuracy", "maximize"),
    });
    await runJson(["a.py"], nameless);
    expect(trials(nameless)[0]!.intermediate.size).toBe(0);
  });

  it("may be one of JavaScript", async () => {
    const source = `
// @study s minimize loss  sampler=random seed=1 trials=3 pruner=none
export async function objective(
  x = 1.0, // @tune uniform(0, 1)
) {
  for (let epoch = 1; epoch <= 3; epoch++) console.log(\`epoch=\${epoch} loss=\${epoch}\`);
  return x;
}
`;
    const folder = workspace({ "a.mjs": source });
    await runJson(["a.mjs"], folder);
    expect(trials(folder).map(({ intermediate }) => [...intermediate.keys()])).toEqual(Array(3).fill([1, 2, 3]));
  });

  it("fails with its curve kept where it fails", async () => {
    const folder = workspace({ "a.py": file("trials=1 pruner=none", "    train(x)\n    raise ValueError('no')") });
    await runJson(["a.py"], folder);
    expect(trials(folder)[0]).toMatchObject({ outcome: { kind: "failed" } });
    expect(trials(folder)[0]!.intermediate.size).toBe(10);
  });
});
