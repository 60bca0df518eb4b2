import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const python = (options: string, metrics = "minimize loss") => `
import math
import os

# @study curve ${metrics}  trials=40 sampler=random seed=3 ${options}
def objective(
    x=0.5,  # @tune uniform(0, 10)
):
    try:
        for step in range(1, 28):
            loss = (x - 2) ** 2 + 3 / step
            yield ${metrics === "minimize loss" ? "loss" : '{"loss": loss, "score": -loss}'}
    finally:
        with open(os.path.join(os.path.dirname(__file__), "ended.txt"), "a") as file:
            file.write("%g %d\\n" % (x, step))
`;

const javascript = `
// @study curve maximize score  trials=30 sampler=random seed=3 pruner=median(startup=4, warmup=3)
export async function* objective(
  x = 0.5, // @tune uniform(0, 10)
) {
  for (let step = 1; step < 28; step++) yield [step, -((x - 2) ** 2) - 3 / step];
}
`;

describe("a generator", () => {
  it("is ended early where the pruner finds it hopeless, and its finally runs", async () => {
    const folder = workspace({ "a.py": python("pruner=asha(min=1, reduction_factor=3)") });
    const { result, status } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    expect(result.counts.complete! + result.counts.pruned!).toBe(40);
    expect(result.counts.pruned).toBeGreaterThan(15);
    const trials = studyIn(result.journal).trials;
    const pruned = trials.filter(({ outcome }) => outcome.kind === "pruned");
    for (const trial of pruned) {
      expect(trial.intermediate.size).toBeLessThan(27);
      expect(trial.outcome).toEqual({ kind: "pruned", values: [[...trial.intermediate.values()].at(-1)] });
      expect(trial.systemAttributes.get(TRIAL_ATTRIBUTES.pruner)).toMatch(/^It is not among the best 1\/3 of/);
    }
    const ended = readFileSync(join(folder, "ended.txt"), "utf8").trim().split("\n");
    expect(ended.map((line) => Number(line.split(" ")[1]))).toEqual(
      trials.map(({ intermediate }) => intermediate.size),
    );
    // The values in the code were run to their end, and the best trial is one that was let finish.
    expect(trials[0]?.outcome.kind).toBe("complete");
    expect(trials[result.best!.number]?.intermediate.size).toBe(27);
  });

  it("is pruned in JavaScript, whatever the direction", async () => {
    const { result } = await runJson(["a.mjs"], workspace({ "a.mjs": javascript }));
    expect(result.counts.complete! + result.counts.pruned!).toBe(30);
    expect(result.counts.pruned).toBeGreaterThan(5);
    expect(result.best?.values[0]).toBeGreaterThan(-1);
  });

  it("is pruned by dominance with several directions", async () => {
    const folder = workspace({ "a.py": python("pruner=median", "minimize loss maximize score") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts.pruned).toBeGreaterThan(5);
    const [pruned] = studyIn(result.journal).trials.filter(({ outcome }) => outcome.kind === "pruned");
    expect(pruned?.systemAttributes.get("hyperlens:report:1")).toHaveLength(2);
  });

  it("is judged by its folds where the mean of them counts", async () => {
    const source = `
# @study folds maximize accuracy  trials=30 sampler=random seed=1 aggregate=mean
def objective(x=0.5):  # @tune uniform(0, 1)
    for fold in range(10):
        yield 1 - (x - 0.5) ** 2 + 0.01 * fold
`;
    const { result } = await runJson(["a.py"], workspace({ "a.py": source }));
    expect(result.counts.pruned).toBeGreaterThan(10);
    const [pruned] = studyIn(result.journal).trials.filter(({ outcome }) => outcome.kind === "pruned");
    expect(pruned?.systemAttributes.get(TRIAL_ATTRIBUTES.pruner)).toMatch(/^auto, by wilcoxon: .*\(p = /);
    expect(result.best?.number).toBe(0);
  });

  it("is never ended early where no pruner is wanted", async () => {
    const { result } = await runJson(["a.py"], workspace({ "a.py": python("pruner=none") }));
    expect(result.counts).toMatchObject({ complete: 40, pruned: 0 });
  });

  it("is refused before anything runs where the pruner cannot be used as asked", async () => {
    const folder = workspace({ "a.py": python("") });
    const wrong = await hyperlens(["run", "a.py", "--pruner", "patient(pruner=medain)"], folder);
    expect(wrong.status).toBe(2);
    expect(wrong.error).toContain("Did you mean median?");
  });
});
