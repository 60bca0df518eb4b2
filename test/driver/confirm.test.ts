import { describe, expect, it } from "vitest";
import { confirmedIn } from "../../src/driver/journal/repeats.js";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const source = `
import os
import random

# @study noise maximize score  trials=20 sampler=random seed=3
def objective(
    x=0.5,  # @tune uniform(0, 1)
    kind="a",  # @tune choice("a", "b")
):
    draw = random.Random(int(os.environ["HYPERLENS_SEED"]))
    return {"score": draw.gauss(0, 1), "held_out": x}
`;

interface Answer {
  readonly error: string | null;
  readonly journal: string;
  readonly confirmed: readonly {
    readonly trial: number;
    readonly metric: string | null;
    readonly found: number;
    readonly repeats: readonly number[];
    readonly mean: number;
    readonly standardError: number;
    readonly luck: number | null;
  }[];
}

describe("hyperlens confirm", () => {
  it("repeats the best trials with seeds of their own, and shows what was luck", async () => {
    const folder = workspace({ "a.py": source });
    const { result } = await runJson(["a.py"], folder);
    const original = studyIn(result.journal).trials;
    const first = await hyperlens(["confirm", "a.py", "--top", "3", "--times", "4", "--json"], folder);
    expect(first.status).toBe(0);
    const { confirmed, journal }: Answer = JSON.parse(first.out.trimEnd().split("\n").at(-1)!);
    const best = original.map(({ outcome, number }) => ({
      value: "values" in outcome ? outcome.values[0]! : 0,
      number,
    }));
    best.sort((a, b) => b.value - a.value);
    expect(confirmed.map(({ trial }) => trial).sort()).toEqual(
      best
        .slice(0, 3)
        .map(({ number }) => number)
        .sort(),
    );
    for (const { repeats, mean, luck, found } of confirmed) {
      expect(new Set(repeats).size).toBe(4);
      expect(mean).toBeCloseTo(repeats.reduce((a, b) => a + b, 0) / 4, 12);
      expect(luck).toBeCloseTo(found - mean, 12);
    }
    expect(confirmed.map(({ mean }) => mean)).toEqual(confirmed.map(({ mean }) => mean).sort((a, b) => b - a));
    // The winner of twenty draws of pure noise is lucky.
    expect(confirmed.find(({ trial }) => trial === best[0]!.number)!.luck).toBeGreaterThan(0);
    const repeats = studyIn(journal).trials;
    expect(repeats).toHaveLength(12);
    expect(repeats.map(({ params }) => params.get("x"))).toContain(original[best[0]!.number]!.params.get("x"));
    // The study itself is left as it was.
    expect(studyIn(result.journal).trials).toHaveLength(20);
    const again = await hyperlens(["confirm", "a.py", "--top", "1", "--times", "2"], folder);
    expect(again.out).toMatch(/over 6; found with .* of it luck/);
  });

  it("looks at another metric where that is the test", async () => {
    const folder = workspace({ "a.py": source });
    await runJson(["a.py"], folder);
    const words = ["confirm", "a.py", "--top", "2", "--times", "1", "--json"];
    const { out } = await hyperlens([...words, "--test", "held_out"], folder);
    const { confirmed }: Answer = JSON.parse(out.trimEnd().split("\n").at(-1)!);
    for (const { repeats, luck } of confirmed) {
      expect(repeats[0]).toBeGreaterThanOrEqual(0);
      expect(repeats[0]).toBeLessThanOrEqual(1);
      expect(luck).toBeNull();
    }
    const annotated = workspace({ "a.py": source.replace("seed=3", "seed=3 test=held_out") });
    await runJson(["a.py"], annotated);
    const same: Answer = JSON.parse((await hyperlens(words, annotated)).out.trimEnd().split("\n").at(-1)!);
    expect(same.confirmed.map(({ metric }) => metric)).toEqual(["held_out", "held_out"]);
    const { journal } = (await runJson(["a.py"], annotated)).result;
    expect(confirmedIn(journal, studyIn(journal))).toEqual(same.confirmed);
    const missing = await hyperlens([...words, "--test", "heldout"], folder);
    expect(missing.status).toBe(1);
    expect(missing.error).toContain("No repeat returned a metric called heldout.");
  });

  it("says what to do first where nothing has been run, and what its options are", async () => {
    const folder = workspace({ "a.py": source });
    const nothing = await hyperlens(["confirm", "a.py"], folder);
    expect(nothing.status).toBe(1);
    expect(nothing.out).toContain("run it first: hyperlens run a.py");
    expect((await hyperlens(["confirm", "a.py", "--top", "0"], folder)).status).toBe(2);
    expect((await hyperlens(["confirm", "--help"], folder)).out).toContain("--test METRIC");
  });
});
