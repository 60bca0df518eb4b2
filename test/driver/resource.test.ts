import { describe, expect, it } from "vitest";
import { budgetOf } from "../../src/core/study/budget.js";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const argument = (options: string) => `
# @study halving minimize loss  sampler=random seed=3 resource=epochs:1..9 ${options}
def objective(
    epochs,
    x=0.5,  # @tune uniform(0, 10)
):
    return {"loss": (x - 2) ** 2 + 3 / epochs, "epochs": epochs, "whole": isinstance(epochs, int)}
`;

describe("a resource", () => {
  it("reaches the objective as an argument, and the best go on with more of it", async () => {
    const folder = workspace({ "a.py": argument("trials=41 pruner=sha parallel=3") });
    const { result, status, error } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    const trials = studyIn(result.journal).trials;
    expect(trials).toHaveLength(41);
    const given = (amount: number) => trials.filter((trial) => budgetOf(trial)?.resource === amount);
    // 28 + 10 + 2 … trials: as many candidates as the forty after the baseline allow.
    expect(given(1).length).toBeGreaterThan(20);
    expect(given(3).length).toBe(Math.ceil(given(1).length / 3));
    expect(given(9).length).toBeGreaterThan(0);
    for (const trial of given(1)) {
      expect(trial.outcome.kind).toBe("pruned");
      const loss = (trial.params.get("x")! - 2) ** 2 + 3;
      expect([...trial.intermediate]).toEqual([[1, loss]]);
      expect(trial.userAttributes.get("whole")).toBeUndefined();
    }
    const best = given(1).reduce((a, b) => (b.intermediate.get(1)! < a.intermediate.get(1)! ? b : a));
    expect(result.best?.params.x).toBe(best.params.get("x"));
    // The values in the code, and nothing but the last rung, are whole trials.
    expect(trials[0]?.userAttributes.get("epochs")).toBe(9);
    expect(trials[0]?.userAttributes.get("whole")).toBe(true);
    expect(error).toMatch(/Again with 3: one of the best \d+ of \d+ with 1\./);
  });

  it("is promoted without waiting by asha, also in JavaScript, and goes on in a second run", async () => {
    const source = `
// @study promoted maximize  sampler=random seed=3 resource=epochs:1..9 pruner=asha(reduction_factor=3) parallel=2
export function objective(
  x = 0.5, // @tune uniform(0, 10)
  epochs = 1,
) {
  return -((x - 2) ** 2) - 3 / epochs;
}
`;
    const folder = workspace({ "a.mjs": source });
    await runJson(["a.mjs", "--trials", "20"], folder);
    const { result } = await runJson(["a.mjs", "--trials", "40"], folder);
    const budgets = studyIn(result.journal).trials.map((trial) => budgetOf(trial)?.resource ?? null);
    expect(budgets).toHaveLength(40);
    expect(budgets[0]).toBeNull();
    for (const amount of [1, 3, 9]) expect(budgets.filter((budget) => budget === amount).length).toBeGreaterThan(1);
    expect(result.best?.values[0]).toBeGreaterThan(-1);
  });

  it("is the number of steps that a generator is let run, and what it had yielded is its result", async () => {
    const source = `
# @study steps minimize loss  trials=14 sampler=random seed=3 resource=epoch:1..9 pruner=sha(candidates=9) aggregate=best
def objective(
    x=0.5,  # @tune uniform(0, 10)
):
    for epoch in range(1, 100):
        yield (x - 2) ** 2 + (3 / epoch if epoch != 9 else 7)
`;
    const { result } = await runJson(["a.py"], workspace({ "a.py": source }));
    const trials = studyIn(result.journal).trials;
    expect(trials.map(({ intermediate }) => intermediate.size)).toEqual([9, ...Array(9).fill(1), 3, 3, 3, 9]);
    expect(trials[0]?.outcome).toEqual({ kind: "complete", values: [2.25 + 3 / 8] });
    expect(result.counts).toMatchObject({ complete: 2, pruned: 12 });
  });

  it("that cannot reach the objective fails its trials with the remedy", async () => {
    const source = `
# @study lost minimize  trials=9 resource=epochs:1..9
def objective(x=0.5):  # @tune uniform(0, 1)
    return x
`;
    const { status, error } = await runJson(["a.py"], workspace({ "a.py": source }));
    expect(status).toBe(1);
    expect(error).toContain("The budget epochs cannot reach the objective");
  });

  it("is wanted by sha before anything runs", async () => {
    const source = "# @study s minimize\ndef objective(x=0.5):  # @tune uniform(0, 1)\n    return x\n";
    const { status, error, out } = await hyperlens(["run", "a.py", "--pruner", "sha"], workspace({ "a.py": source }));
    expect(status).toBe(1);
    expect(out + error).toContain("add `resource=NAME:min..max`");
  });
});

describe("stop rules", () => {
  const source = (options: string) => `
# @study flat minimize  trials=200 sampler=random seed=1 ${options}
def objective(x=0.5):  # @tune uniform(0, 1)
    return 1 + (0 if x == 0.5 else x / 1000)
`;

  it.each([
    ["patience=7", /The last 7 trials brought no gain \(patience\)\./, 8],
    ["plateau=0.01", /The ten best values have levelled: they differ by .* \(plateau\)\./, 10],
    ["regret=0.01", /No more than .* is still to be gained, as far as the trials tell \(regret\)\./, 20],
  ])("end a run and say so in its last lines: %s", async (options, words, count) => {
    const { result, error } = await runJson(["a.py"], workspace({ "a.py": source(options) }));
    expect(error.slice(-600)).toMatch(words);
    expect(result.counts.complete).toBe(count);
  });

  it("end a run where every configuration has been tried", async () => {
    const small = "# @study s minimize\ndef objective(n=1):  # @tune int(1, 4)\n    return n\n";
    const { result, error } = await runJson(["a.py"], workspace({ "a.py": small }));
    expect(result.counts.complete).toBe(4);
    expect(error).toContain("Every configuration has been tried.");
  });
});
