import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ranking } from "../../../src/core/analysis/ranking.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { columnsOf } from "../../../webview/model/columns.js";
import { comparedStudies } from "../../../webview/model/compared-studies.js";
import { curvesOf, MOST_CURVES } from "../../../webview/model/curves.js";
import { distributionSentence } from "../../../webview/model/distribution.js";
import { frontOf } from "../../../webview/model/front.js";
import { fewTrialsNote, importanceSentence, shareText } from "../../../webview/model/importance.js";
import { MOST_LINES, parallelOf, TONES } from "../../../webview/model/parallel.js";
import { rankingSentence } from "../../../webview/model/ranking.js";
import { BANDS, NOWHERE, reliefOf } from "../../../webview/model/relief.js";
import { sliceOf } from "../../../webview/model/slice.js";
import { timelineOf } from "../../../webview/model/timeline.js";
import { complete, modelOf, studyOf, type TrialParts } from "../trials.js";

const RATE: Distribution = { kind: "uniform", low: 0, high: 10, step: null };

const rated = (rate: number, value: number): TrialParts => ({
  outcome: complete(value),
  params: { rate: [RATE, rate] },
});

describe("parallel coordinates", () => {
  it("draw the best trials last and in the strongest shade", () => {
    const model = modelOf(["minimize"], ...Array.from({ length: 100 }, (_, i) => rated(i / 10, i)));
    const { lines, sentence, dimensions } = parallelOf(model, columnsOf(model), 0, null);
    expect(lines.at(-1)).toMatchObject({ trial: { number: 0 }, tone: TONES - 1 });
    expect(lines[0]).toMatchObject({ trial: { number: 99 }, tone: 0 });
    expect(dimensions.map(({ title }) => title)).toEqual(["rate", "Value"]);
    expect(sentence).toBe("100 complete trials; the best of them is trial 0 with Value 0.");
  });

  it.each([1, 2, 3, 10])("draw the best of %d trials in the strongest shade, and no other", (count) => {
    const model = modelOf(["maximize"], ...Array.from({ length: count }, (_, i) => rated(i / 10, i)));
    const { lines } = parallelOf(model, columnsOf(model), 0, null);
    expect(lines.filter(({ tone }) => tone === TONES - 1).map(({ trial }) => trial.number)).toEqual([count - 1]);
  });

  it("let none stand out where all are alike, and few of very many", () => {
    const tones = (model: ReturnType<typeof modelOf>) =>
      parallelOf(model, columnsOf(model), 0, null).lines.map(({ tone }) => tone);
    const alike = modelOf(["minimize"], ...Array.from({ length: 30 }, (_, i) => rated(i / 10, 5)));
    expect(new Set(tones(alike))).toEqual(new Set([2]));
    const many = modelOf(["minimize"], ...Array.from({ length: 5000 }, (_, i) => rated(5, i)));
    expect(tones(many).filter((tone) => tone === TONES - 1)).toHaveLength(60);
  });

  it("say how many there are, whether none, one or some", () => {
    const said = (matching: ReadonlySet<number> | null, ...values: readonly number[]) => {
      const model = modelOf(["maximize"], ...values.map((value) => rated(1, value)), {});
      return parallelOf(model, columnsOf(model), 0, matching).sentence;
    };
    expect(said(null)).toBe("No trial has completed yet.");
    expect(said(null, 3)).toMatch(/^1 complete trial; the best of them/);
    expect(said(new Set([0]), 3, 4)).toMatch(/^1 of 2 complete trials passes the filters; /);
    expect(said(new Set(), 3, 4)).toBe("None of 2 complete trials passes the filters.");
  });

  it("keep what the filters leave out as a faint ground", () => {
    const model = modelOf(["maximize"], rated(1, 1), rated(2, 2), rated(3, 3));
    const { lines, sentence } = parallelOf(model, columnsOf(model), 0, new Set([0, 1]));
    expect(lines.map(({ trial, tone }) => [trial.number, tone === null])).toEqual([
      [2, true],
      [0, false],
      [1, false],
    ]);
    expect(sentence).toContain("2 of 3 complete trials pass the filters; the best of them is trial 1");
  });

  it("draw a part of very many trials, the best among them, and say so", () => {
    const count = 3 * MOST_LINES;
    const model = modelOf(["minimize"], ...Array.from({ length: count }, (_, i) => rated(5, (i * 7919) % count)));
    const { lines, sentence } = parallelOf(model, columnsOf(model), 0, null);
    expect(lines).toHaveLength(MOST_LINES);
    expect(lines.at(-1)?.trial.number).toBe(0);
    expect(sentence).toContain("4,500 complete trials, of which 1,500 are drawn, the best among them");
  });
});

describe("the slice of a parameter", () => {
  it("tells where the best trial stands, and how the value goes with the parameter", () => {
    const model = modelOf(["maximize"], rated(1, 1), rated(2, 2), rated(3, 3), rated(4, 4), { outcome: complete(0) });
    const slice = sliceOf(model, columnsOf(model), "rate", 0)!;
    expect(slice.points.map(({ place }) => place)).toEqual([1, 2, 3, 4, null]);
    expect(slice.sentence).toBe("In the best trial, 3, rate is 4. Larger rate goes with higher Value (ρ = 1.00).");
    expect(sliceOf(model, columnsOf(model), "unknown", 0)).toBeNull();
  });
});

describe("learning curves", () => {
  it("are ordered by step, without what is not finite, the best on top", () => {
    const model = modelOf(
      ["maximize"],
      {
        outcome: complete(3),
        reports: [
          [2, 2],
          [1, 1],
          [3, Number.NaN],
        ],
      },
      { outcome: { kind: "pruned", values: [] }, reports: [[1, 0.5]] },
      { outcome: complete(1) },
    );
    const { curves, sentence } = curvesOf(model, 0);
    expect(curves.map(({ kind }) => kind)).toEqual(["pruned", "best"]);
    expect(curves[1]!.points).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(sentence).toContain("2 trials have reported values on the way; 1 was pruned, at step 1.");
  });

  it("are of any of several directions", () => {
    const attributes = { "hyperlens:report:2": [0.7, 5], "hyperlens:report:1": [0.5, Number.NaN] };
    const model = modelOf(["maximize", "minimize"], { outcome: complete(0.8, 4), attributes });
    expect(curvesOf(model, 0).curves[0]!.points).toEqual([
      [1, 0.5],
      [2, 0.7],
    ]);
    const second = curvesOf(model, 1);
    expect(second.curves[0]!.points).toEqual([[2, 5]]);
    expect(second.direction).toBe("minimize");
    expect(second.sentence).toContain("1 trial has reported values on the way");
  });

  it("are thinned where they are very many", () => {
    const parts = Array.from({ length: 1000 }, (_, i): TrialParts => ({ outcome: complete(i), reports: [[1, i]] }));
    const { curves, sentence } = curvesOf(modelOf(["minimize"], ...parts), 0);
    expect(curves).toHaveLength(MOST_CURVES);
    expect(sentence).toContain("1,000 trials have reported values on the way, of which 300 are drawn");
  });
});

describe("the front", () => {
  it("goes from left to right through the trials that none beats in both", () => {
    const model = modelOf(
      ["minimize", "minimize"],
      { outcome: complete(3, 1) },
      { outcome: complete(1, 3) },
      { outcome: complete(4, 4) },
    );
    const front = frontOf(model, [0, 1]);
    expect(front.steps.map(({ x, y }) => [x, y])).toEqual([
      [1, 3],
      [3, 1],
    ]);
    expect(front.points.map(({ kind }) => kind)).toEqual(["front", "front", "complete"]);
    expect(front.sentence).toContain("2 of 3 complete trials are on the front");
    const lone = modelOf(["minimize", "minimize"], { outcome: complete(1, 1) }, { outcome: complete(2, 3) });
    const [metric, other] = lone.metrics;
    expect(frontOf(lone, [0, 1]).sentence).toContain(
      `1 of 2 complete trials is on the front: ${metric} 1, ${other} 1.`,
    );
  });

  it("shades a third direction from its worst value to its best", () => {
    const parts = [
      [3, 1, 5],
      [1, 3, 1],
      [2, 2, 3],
    ].map((values) => ({ outcome: complete(...values) }));
    const { points, steps, third } = frontOf(modelOf(["minimize", "minimize", "minimize"], ...parts), [0, 1]);
    expect(third).toBe(2);
    expect(steps).toEqual([]);
    expect(points.map(({ depth }) => depth)).toEqual([0, 1, 0.5]);
  });
});

describe("the timeline", () => {
  it("gives each trial the first slot that is free", () => {
    const parts = [2.5, 0.5, 3, 1].map((seconds): TrialParts => ({ outcome: complete(1), seconds }));
    const { stretches, lanes, sentence, length } = timelineOf(modelOf(["minimize"], ...parts), 0);
    expect(stretches.map(({ lane }) => lane)).toEqual([0, 1, 1, 0]);
    expect(lanes).toBe(2);
    expect(length).toBe(5);
    expect(sentence).toBe("4 trials in 5 s, up to 2 at a time; the slots were busy for 70 % of that time.");
  });

  it("lets running trials reach up to now, and waiting ones nowhere", () => {
    const model = modelOf(["minimize"], { outcome: { kind: "running" } }, { outcome: { kind: "waiting" } });
    expect(timelineOf(model, 4000).stretches).toMatchObject([{ kind: "running", from: 0, to: 4 }]);
  });

  it("never lets two trials share a slot at the same time", () => {
    const durations = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(durations, (seconds) => {
        const parts = seconds.map((each): TrialParts => ({ outcome: complete(1), seconds: each }));
        const { stretches } = timelineOf(modelOf(["minimize"], ...parts), 0);
        for (const [i, a] of stretches.entries()) {
          for (const b of stretches.slice(i + 1)) if (a.lane === b.lane) expect(b.from).toBeGreaterThanOrEqual(a.to);
        }
      }),
    );
  });
});

describe("a relief", () => {
  const flat = (places: readonly number[]) => ({ places, half: 0 });

  it("has the best band where the model is lowest, and the worst where it is highest", () => {
    const heights = Array.from({ length: 20 }, (_, y) => Array.from({ length: 20 }, (_, x) => x + y));
    const places = Array.from({ length: 20 }, (_, i) => i + 0.5);
    const relief = reliefOf(heights, flat(places), flat(places), { width: 20, height: 20 });
    expect(relief[0]).toBe(0);
    expect(relief.at(-1)).toBe(BANDS - 1);
    expect(new Set(relief).size).toBe(BANDS);
  });

  it("is a step for each category, and nowhere between them", () => {
    const relief = reliefOf([[0, 9]], { places: [2, 8], half: 2 }, flat([0.5]), { width: 10, height: 1 });
    expect([...relief].map((band) => (band === NOWHERE ? "-" : band === 0 ? "0" : "1")).join("")).toBe("0000--1111");
  });
});

describe("the sentences", () => {
  it("name what matters most, and what next", () => {
    const rows = [
      { name: "rate", importance: 0.7 },
      { name: "units", importance: 0.296 },
      { name: "kind", importance: 0.004 },
    ];
    expect(importanceSentence(rows, "loss", "ped-anova")).toBe(
      "rate matters most for being among the best trials: 70 %, then units (30 %).",
    );
    expect(importanceSentence([], "loss", "fanova")).toBe("No parameter stands out yet.");
    expect(shareText(0.004)).toBe("<1 %");
  });

  it("warn of fewer trials than parameters", () => {
    expect(fewTrialsNote(modelOf(["minimize"], rated(1, 1)))).toBeNull();
    const many = Object.fromEntries(["a", "b", "c"].map((name) => [name, [RATE, 1] as const]));
    expect(fewTrialsNote(modelOf(["minimize"], { outcome: complete(1), params: many }))).toContain(
      "1 complete trial for 3 parameters",
    );
  });

  it("say which share of the trials beats the baseline", () => {
    const baseline = { attributes: { "hyperlens:baseline": true } };
    const model = modelOf(
      ["maximize"],
      { outcome: complete(2), ...baseline },
      ...[1, 3, 4].map((v) => ({ outcome: complete(v) })),
    );
    const steps = [1, 2, 3, 4].map((value, i) => ({ value, share: (i + 1) / 4 }));
    expect(distributionSentence(model, steps, 0)).toBe(
      "Half of the trials have Value of at most 2; 50 % are better than the baseline’s 2.",
    );
  });

  it("do not call the best trial better where folds do not tell", () => {
    const { trials } = studyOf(["minimize"], { outcome: complete(1) }, { outcome: complete(2) });
    expect(rankingSentence(ranking("minimize", trials))).toBe(
      "Trial 0 leads with 1 over trial 1 with 2; without folds nothing tells whether that is chance.",
    );
  });

  it("let none lead where the best two have the same value", () => {
    const { trials } = studyOf(["minimize"], { outcome: complete(2) }, { outcome: complete(2) });
    expect(rankingSentence(ranking("minimize", trials))).toBe("Trials 0 and 1 have the same value: 2.");
  });
});

describe("several studies", () => {
  const place = { journal: "/other.log", study: "study" };
  const other = (value: number) =>
    studyOf(["minimize"], ...Array.from({ length: 9 }, (_, i) => ({ outcome: complete(value + i) })));

  it("are told apart by number where they have one name, and by their pairs of trials", () => {
    const model = modelOf(["minimize"], ...Array.from({ length: 9 }, (_, i) => ({ outcome: complete(i) })));
    const { studies, sentence } = comparedStudies(model, [{ place, study: other(20), problem: null }]);
    expect(studies.map(({ name }) => name)).toEqual(["study", "study (2)"]);
    expect(sentence).toBe(
      "The best values: study 0, study (2) 20. A trial of study beats one of study (2) in 100 % of the pairs.",
    );
  });

  it("say what is being read, what cannot be, and what goes another way", () => {
    const model = modelOf(["minimize"], { outcome: complete(1) });
    const several = studyOf(["minimize", "maximize"], { outcome: complete(1, 2) });
    const { sentence } = comparedStudies(model, [
      { place, study: null, problem: null },
      { place: { ...place, study: "gone" }, study: null, problem: "It is gone." },
      { place, study: several, problem: null },
    ]);
    expect(sentence).toContain("study is being read.");
    expect(sentence).toContain("gone: It is gone.");
    expect(sentence).toContain("study has other directions.");
  });
});
