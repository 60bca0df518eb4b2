import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Distribution } from "../../../src/core/space/distribution.js";
import type { Direction } from "../../../src/core/study/trial.js";
import { columnsOf } from "../../../webview/model/columns.js";
import { MOST_MARKS, type RankOptions, type RankPlot, rankPlotOf } from "../../../webview/model/rank.js";
import { BANDS } from "../../../webview/model/relief.js";
import { complete, modelOf, type TrialParts } from "../trials.js";

const RATE: Distribution = { kind: "loguniform", low: 0.001, high: 1 };
const UNITS: Distribution = { kind: "int", low: 1, high: 100, step: 1 };
const KIND: Distribution = {
  kind: "choice",
  choices: ["sgd", "adam"].map((value) => ({ kind: "string", value }) as const),
  weights: null,
};

interface Point {
  readonly rate?: number;
  readonly units?: number;
  readonly kind?: number;
}

function trial(value: number, { rate = 0.1, units, kind = 0 }: Point = {}): TrialParts {
  return {
    outcome: complete(value),
    params: { rate: [RATE, rate], kind: [KIND, kind], ...(units === undefined ? {} : { units: [UNITS, units] }) },
  };
}

const ALL: RankOptions = { objective: 0, matching: null, selected: null };

function plotOf(
  parts: readonly TrialParts[],
  options: Partial<RankOptions> = {},
  { direction = "minimize", pair = ["rate", "units"] }: { direction?: Direction; pair?: [string, string] } = {},
): RankPlot {
  const model = modelOf([direction], ...parts);
  return rankPlotOf(model, columnsOf(model), pair, { ...ALL, ...options })!;
}

describe("the rank of a trial", () => {
  it("counts the trials that are better, in either direction; equal values share it, and the mean of their colours", () => {
    const parts = [3, 1, 2, 2, 5].map((value) => trial(value, { units: 1 }));
    const positions = (direction: Direction) => {
      const { marks, rankOf } = plotOf(parts, {}, { direction });
      return marks.map(({ trial: each }) => rankOf(each));
    };
    expect(positions("minimize")).toEqual([
      { position: 4, share: 0.75 },
      { position: 1, share: 0 },
      { position: 2, share: 0.375 },
      { position: 2, share: 0.375 },
      { position: 5, share: 1 },
    ]);
    expect(positions("maximize").map((rank) => rank?.position)).toEqual([2, 5, 3, 3, 1]);
  });

  it("is not there for a trial that breaks a constraint, or has no value", () => {
    const broken: TrialParts = { ...trial(0, { units: 1 }), attributes: { constraints: [1] } };
    const { marks, rankOf, count, ranked } = plotOf([broken, trial(2, { units: 1 }), { outcome: { kind: "running" } }]);
    expect(marks.map(({ trial: each, step }) => [each.number, step])).toEqual([
      [0, null],
      [1, 0],
    ]);
    expect(rankOf(marks[0]!.trial)).toBeNull();
    expect(count).toBe(1);
    expect(ranked.map(({ number }) => number)).toEqual([1]);
  });

  it("goes through all steps of the colours from the best to the worst, and orders as the values do", () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(values, (all) => {
        const { marks, ranked, rankOf } = plotOf(all.map((value) => trial(value, { units: 1 })));
        const stepOf = new Map(marks.map(({ trial: each, step }) => [each, step]));
        for (const [i, each] of ranked.entries()) {
          const next = ranked[i + 1];
          if (next === undefined) continue;
          expect(rankOf(each)!.position).toBeLessThanOrEqual(rankOf(next)!.position);
          expect(stepOf.get(each)).toBeLessThanOrEqual(stepOf.get(next)!);
        }
        const steps = [...stepOf.values()].map((step) => step!);
        expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...steps)).toBeLessThan(BANDS);
        if (new Set(all).size === all.length)
          expect([stepOf.get(ranked[0]!), stepOf.get(ranked.at(-1)!)]).toEqual([0, BANDS - 1]);
      }),
    );
  });
});

describe("the ranks over two parameters", () => {
  it("say where the best tenth lies: most of it for numbers, the commonest for categories", () => {
    const parts = Array.from({ length: 200 }, (_, i) =>
      trial(i, { rate: 0.001 * (i + 1), units: 100 - (i % 100), kind: i % 4 === 0 ? 1 : 0 }),
    );
    expect(plotOf(parts).sentence).toBe(
      "200 complete trials; the best tenth of all: rate 0.0029 – 0.0181, units 83 – 98.",
    );
    expect(plotOf(parts, {}, { pair: ["kind", "rate"] }).sentence).toBe(
      '200 complete trials; the best tenth of all: kind "sgd" (75 %), rate 0.0029 – 0.0181.',
    );
  });

  it("say that a conditional parameter is not set in most of the best, and give it a slot", () => {
    const parts = Array.from({ length: 100 }, (_, i) => trial(i, i < 8 ? {} : { units: 50 }));
    const { sentence, dimensions } = plotOf(parts);
    expect(sentence).toContain("units not set (80 %)");
    expect(dimensions.map(({ gap }) => gap)).toEqual([false, true]);
  });

  it("name the best trial where a tenth would be one or none", () => {
    const parts = [trial(2, { units: 3 }), trial(1, { units: 7, rate: 0.5 })];
    expect(plotOf(parts).sentence).toBe("2 complete trials; the best of all is trial 1: rate 0.5, units 7.");
    const running: TrialParts = { ...trial(1, { units: 3 }), outcome: { kind: "running" } };
    expect(plotOf([running]).sentence).toBe("No trial has completed yet.");
  });

  it("keep the ranks among all where filters leave some out", () => {
    const parts = [1, 2, 3, 4].map((value) => trial(value, { units: value }));
    const { marks, rankOf, sentence } = plotOf(parts, { matching: new Set([3]) });
    const found = marks.map(({ trial: each, passes }) => [each.number, passes, rankOf(each)?.position]);
    expect(found.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [0, false, 1],
      [1, false, 2],
      [2, false, 3],
      [3, true, 4],
    ]);
    expect(sentence).toMatch(/^1 of 4 complete trials passes the filters; the best of all is trial 0: /);
  });

  it("draw a part of very many trials, the best and the selected among them", () => {
    const count = 3 * MOST_MARKS;
    const parts = Array.from({ length: count }, (_, i) => trial((i * 7919) % count, { units: 1 + (i % 100) }));
    const plain = plotOf(parts);
    expect(plain.marks).toHaveLength(MOST_MARKS);
    expect(plain.marks.map(({ trial: each }) => each.number)).toContain(0);
    expect(plain.sentence).toContain("9,000 complete trials, of which 3,000 are drawn, the best among them");
    const drawn = new Set(plain.marks.map(({ trial: each }) => each.number));
    const selected = parts.findIndex((_, i) => !drawn.has(i));
    const { marks } = plotOf(parts, { selected });
    expect(marks.map(({ trial: each }) => each.number)).toContain(selected);
  });

  it("are null where the study has no such parameter", () => {
    const model = modelOf(["minimize"], trial(1));
    expect(rankPlotOf(model, columnsOf(model), ["rate", "unknown"], ALL)).toBeNull();
  });
});
