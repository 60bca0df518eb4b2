import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { budgetOf } from "../../src/core/study/budget.js";
import { continuationIn } from "../../src/core/study/continuation.js";
import type { StudyState } from "../../src/core/study/state.js";
import type { Trial } from "../../src/core/study/trial.js";
import { trialFolder } from "../../src/driver/places/studies.js";
import { hyperlens, runJson, start, studyIn, workspace } from "./program.js";

const EXAMPLES = resolve(import.meta.dirname, "../../examples");

/** A training whose state is a number and its own history: which rate it had at which step. */
const python = (options: string) => `
import json, os

# @study p minimize loss  sampler=pbt(population=4, interval=2) resource=step:1..8 seed=5 ${options}
def objective(
    rate=0.5,  # @tune loguniform(1e-3, 1)
):
    state = {"value": 10.0, "rates": []}
    source = os.environ.get("HYPERLENS_RESUME_FROM")
    if source:
        with open(os.path.join(source, "state.json")) as file:
            state = json.load(file)
        assert len(state["rates"]) == int(os.environ["HYPERLENS_RESUME_STEP"])
    else:
        assert "HYPERLENS_RESUME_STEP" not in os.environ
    while True:
        state["value"] = (1 - rate) ** 2 * state["value"] + rate ** 2
        state["rates"].append(rate)
        with open(os.path.join(os.environ["HYPERLENS_FOLDER"], "state.json"), "w") as file:
            json.dump(state, file)
        yield state["value"]
`;

function stateOf(journal: string, trial: number): { readonly value: number; readonly rates: readonly number[] } {
  return JSON.parse(readFileSync(join(trialFolder(journal, trial), "state.json"), "utf8"));
}

/** The rates along the line of a trial, step by step, so many of them in each generation. */
function ratesOf(study: StudyState, trial: Trial, interval: number): readonly number[] {
  const before = continuationIn(trial.systemAttributes);
  const own = Array<number>(interval).fill(trial.params.get("rate")!);
  return [...(before === null ? [] : ratesOf(study, study.trials[before.trial]!, interval)), ...own];
}

function trainedBy(rates: readonly number[]): number {
  return rates.reduce((value, rate) => (1 - rate) ** 2 * value + rate ** 2, 10);
}

describe("population-based training of a real objective", () => {
  it("goes on from the checkpoints of the trials that the journal names, step by step", async () => {
    const { result, status } = await runJson(["a.py"], workspace({ "a.py": python("parallel=2 keep=100") }));
    expect(status).toBe(0);
    const study = studyIn(result.journal);
    // The values in the code, to the end, and four generations of four.
    expect(study.trials).toHaveLength(17);
    expect(study.trials[0]!.intermediate.size).toBe(8);
    for (const trial of study.trials.slice(1)) {
      const budget = budgetOf(trial)!;
      expect([...trial.intermediate.keys()]).toEqual([budget.resource - 1, budget.resource]);
      expect(stateOf(result.journal, trial.number).rates).toEqual(ratesOf(study, trial, 2));
      expect(trial.outcome.kind).toBe(budget.rung === 3 ? "complete" : "pruned");
    }
    const taken = study.trials.filter((trial) => {
      const before = continuationIn(trial.systemAttributes);
      return before !== null && trial.params.get("rate") !== study.trials[before.trial]!.params.get("rate");
    });
    expect(taken).toHaveLength(3);
  });

  it("tells in the end what the values were while the best trial trained", async () => {
    const folder = workspace({ "a.py": python("keep=100 baseline=off") });
    const { status, out, error } = await hyperlens(["run", "a.py"], folder);
    expect(status).toBe(0);
    const output = out + error;
    const journal = join(folder, ".hyperlens/p.journal.log");
    const study = studyIn(journal);
    const number = Number(/Best loss \S+ in trial (\d+)/.exec(output)?.[1]);
    const rates = stateOf(journal, number).rates;
    const told = [...output.matchAll(/^ {2}step (\d+) – (\d+) {2,}rate=(\S+) {2}\(trials? ([\d, ]+)\)$/gm)];
    const stages = told.map(([, from, to, rate]) => [Number(from), Number(to), Number(rate)] as const);
    expect(output).toContain("These are its last values. The training that led to it had:");
    expect(stages.length).toBeGreaterThan(1);
    const trained = stages.flatMap(([from, to, rate]) => Array<number>(to - from).fill(rate));
    expect(trained).toHaveLength(rates.length);
    // Five digits are told.
    for (const [i, rate] of trained.entries()) expect(rate / rates[i]!).toBeCloseTo(1, 4);
    const line = told.flatMap(([, , , , trials]) => trials!.split(", ").map(Number));
    expect(line.at(-1)).toBe(number);
    expect(line).toHaveLength(budgetOf(study.trials[number]!)!.rungs.length);
  });

  it("keeps a folder while somebody may go on from it, and only the best ones in the end", async () => {
    const { result, status } = await runJson(["a.py"], workspace({ "a.py": python("parallel=3 keep=1 baseline=off") }));
    expect(status).toBe(0);
    expect(result.counts).toMatchObject({ complete: 4, pruned: 12, failed: 0 });
    const filled = Array.from({ length: 16 }, (_, number) => number).filter((number) =>
      existsSync(join(trialFolder(result.journal, number), "state.json")),
    );
    expect(filled).toEqual([result.best!.number]);
  });

  it("goes on from the same checkpoint where a trial was interrupted, and in a second run", async () => {
    const slow = python("keep=1").replace(
      "    while True:\n",
      "    while True:\n        if len(state['rates']) == 5 and not os.path.exists('once'):\n            open('once', 'w').close()\n            print('half', flush=True)\n            import time; time.sleep(600)\n",
    );
    const folder = workspace({ "a.py": slow.replace("minimize loss", "minimize loss baseline=off") });
    const first = start(["run", "a.py"], folder);
    await first.until(/half/);
    first.child.kill("SIGKILL");
    await first.finished;
    const { result, status } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    const study = studyIn(result.journal);
    const interrupted = study.trials.find(({ outcome }) => outcome.kind === "failed")!;
    const again = study.trials.filter(
      ({ systemAttributes, outcome }) =>
        outcome.kind !== "failed" && systemAttributes.get("hyperlens:budget") !== undefined,
    );
    expect(again).toHaveLength(16);
    const from = continuationIn(interrupted.systemAttributes)!;
    expect(again.filter((trial) => continuationIn(trial.systemAttributes)?.trial === from.trial)).not.toEqual([]);
    const best = study.trials[result.best!.number]!;
    const { rates } = stateOf(result.journal, best.number);
    expect(rates).toEqual(ratesOf(study, best, 2));
    const schedule = result.best!.schedule!;
    expect(schedule.length).toBeGreaterThan(1);
    expect(schedule.flatMap(({ from, to, values }) => Array(to! - from).fill(values.rate))).toEqual(rates);
  });

  it("says what to do where the objective leaves nothing to go on from", async () => {
    const source = `
# @study p minimize loss  sampler=pbt(population=4) resource=step:1..8 baseline=off
def objective(rate=0.5):  # @tune loguniform(1e-3, 1)
    for step in range(8):
        yield rate
`;
    const { status, error } = await runJson(["a.py"], workspace({ "a.py": source }));
    expect(status).toBe(1);
    expect(error).toContain("must save its state in the folder HYPERLENS_FOLDER");
  });

  it("trains generators in JavaScript", async () => {
    const source = `
import { readFileSync, writeFileSync } from "node:fs";
// @study p maximize  sampler=pbt(population=4, interval=3) resource=step:1..9 seed=5 keep=1
export function* objective(
  rate = 0.5, // @tune loguniform(1e-3, 1)
) {
  const from = process.env.HYPERLENS_RESUME_FROM;
  let value = from === undefined ? 10 : Number(readFileSync(from + "/value", "utf8"));
  for (;;) {
    value = (1 - rate) ** 2 * value + rate ** 2;
    writeFileSync(process.env.HYPERLENS_FOLDER + "/value", String(value));
    yield -value;
  }
}
`;
    const { result, status } = await runJson(["a.mjs"], workspace({ "a.mjs": source }));
    expect(status).toBe(0);
    const { trials } = studyIn(result.journal);
    expect(trials.slice(1).map(({ intermediate }) => [...intermediate.keys()].at(-1))).toEqual(
      [3, 6, 9].flatMap((step) => Array(4).fill(step)),
    );
    for (const trial of trials.slice(1)) {
      expect(-[...trial.intermediate.values()].at(-1)!).toBeCloseTo(
        trainedBy(ratesOf(studyIn(result.journal), trial, 3)),
      );
    }
  });

  it("trains programs, which get the folder as a placeholder and the end of their part as an argument", async () => {
    const program = `
import os, sys
rate, until, source, folder = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
step, value = 0, 10.0
if source:
    step, value = (float(word) for word in open(os.path.join(source, "state")).read().split())
while step < until:
    step, value = step + 1, (1 - rate) ** 2 * value + rate ** 2
open(os.path.join(folder, "state"), "w").write(f"{step} {value}")
print(f"loss={value}")
`;
    const source = `
# @study p minimize loss  sampler=pbt(population=4, interval=3) resource=until:1..9 seed=5 keep=1
#   run="python3 train.py {rate} {until} {resume} {folder}"
rate = 0.5  # @tune loguniform(1e-3, 1)
`;
    const folder = workspace({ "study.py": source, "train.py": program });
    const { result, status } = await runJson(["study.py"], folder);
    expect(status).toBe(0);
    expect(result.counts).toMatchObject({ complete: 5, pruned: 8, failed: 0 });
    const study = studyIn(result.journal);
    for (const trial of study.trials.slice(1)) {
      const reached =
        trial.outcome.kind === "complete" || trial.outcome.kind === "pruned" ? trial.outcome.values[0]! : 0;
      expect(reached).toBeCloseTo(trainedBy(ratesOf(study, trial, 3)));
    }
  });
});

describe("successive halving with checkpoints", () => {
  it.each(["asha(reduction_factor=2, checkpoints=on)", "sha(candidates=8, reduction_factor=2, checkpoints=on)"])(
    "pauses generators at the rungs and goes on with the best: %s",
    async (pruner) => {
      const source = python("keep=1 baseline=off trials=16").replace(
        "sampler=pbt(population=4, interval=2)",
        `sampler=random pruner=${pruner}`,
      );
      const { result, status } = await runJson(["a.py"], workspace({ "a.py": source }));
      expect(status).toBe(0);
      expect(result.counts.failed).toBe(0);
      const { trials } = studyIn(result.journal);
      const promoted = trials.filter((trial) => continuationIn(trial.systemAttributes) !== null);
      expect(promoted.length).toBeGreaterThan(3);
      for (const trial of promoted) {
        const { step, trial: before } = continuationIn(trial.systemAttributes)!;
        expect(trial.params.get("rate")).toBe(trials[before]!.params.get("rate"));
        const steps = budgetOf(trial)!.resource - step;
        expect([...trial.intermediate.keys()]).toEqual(Array.from({ length: steps }, (_, i) => step + i + 1));
      }
    },
  );
});

describe("the example of a population", () => {
  it("trains better than the code as it stands", async () => {
    const folder = workspace({});
    cpSync(EXAMPLES, folder, { recursive: true, filter: (path) => !path.includes(".hyperlens") });
    const words = ["population.py", "--sampler", "pbt(population=4, interval=2)", "--resource", "epoch:1..6"];
    const { result, status } = await runJson(words, folder);
    expect(status).toBe(0);
    expect(result.counts).toMatchObject({ complete: 5, pruned: 8, failed: 0 });
    expect(result.best!.values[0]).toBeLessThan(0.95 * result.baseline!.values[0]!);
    const left = readdirSync(join(folder, ".hyperlens", "population")).filter((name) => /^\d+$/.test(name));
    expect(left).toEqual([String(result.best!.number)]);
  });
});
