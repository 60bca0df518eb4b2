import { describe, expect, it } from "vitest";
import { compareStudies } from "../../../src/core/analysis/comparison.js";
import { convergence, hypervolumeHistory } from "../../../src/core/analysis/convergence.js";
import { correlations } from "../../../src/core/analysis/correlations.js";
import { empiricalDistribution } from "../../../src/core/analysis/empirical-distribution.js";
import { evidenceOf } from "../../../src/core/analysis/evidence.js";
import { contour, partialDependence } from "../../../src/core/analysis/partial-dependence.js";
import { ranking } from "../../../src/core/analysis/ranking.js";
import { regretBound } from "../../../src/core/analysis/regret.js";
import { slices } from "../../../src/core/analysis/slices.js";
import { surrogateOf } from "../../../src/core/analysis/surrogate.js";
import { deriveRandom } from "../../../src/core/math/random.js";
import { choice, int, loguniform, uniform } from "../../../src/core/space/build.js";
import { TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import type { StudyState } from "../../../src/core/study/state.js";
import type { Direction, Outcome, Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "../study/trials.js";

const text = (value: string) => ({ kind: "string", value }) as const;
const space = spaceOf([
  parameter("x", uniform(0, 1)),
  parameter("rate", loguniform(1e-4, 1)),
  parameter("kind", choice([text("a"), text("b"), text("c")])),
  parameter("depth", int(1, 4), "kind == 'b'"),
]);

/** Values that are least at x = 0.3 and for kind b, and grow with the logarithm of the rate. */
function made(count: number, sign = 1): Trial[] {
  const random = deriveRandom(4, count, "made");
  return Array.from({ length: count }, (_, number) => {
    const [x, rate] = [random.next(), 1e-4 ** random.next()];
    const kind = Math.floor(random.next() * 3);
    const depth = 1 + Math.floor(random.next() * 4);
    const value = 4 * (x - 0.3) ** 2 + 0.1 * Math.log10(rate) + (kind === 1 ? 0.05 * depth : 0.5);
    const params = new Map([
      ["x", x],
      ["rate", rate],
      ["kind", kind],
    ]);
    if (kind === 1) params.set("depth", depth);
    return trialIn(space, number, params, complete(sign * value), { finished: number });
  });
}

function plain(outcomes: readonly Outcome[], finished?: readonly number[]): Trial[] {
  return outcomes.map((outcome, number) =>
    trialIn(space, number, new Map([["x", 0.5]]), outcome, { finished: finished?.[number] ?? number }),
  );
}

describe("convergence", () => {
  it("keeps the best so far in the order in which trials ended", () => {
    const trials = plain(
      [complete(5), complete(3), { kind: "failed", values: [] }, complete(4), complete(1)],
      [1, 4, 2, 3, 5],
    );
    expect(convergence("minimize", trials).map(({ trial, best }) => [trial, best])).toEqual([
      [0, 5],
      [3, 4],
      [1, 3],
      [4, 1],
    ]);
    expect(convergence("maximize", trials).map(({ best }) => best)).toEqual([5, 5, 5, 5]);
  });

  it("grows by what each trial adds to the front, with several directions", () => {
    const trials = plain([complete(2, 2), complete(3, 1), complete(1, 4), complete(3, 3)]);
    const { points, reference } = hypervolumeHistory(["minimize", "maximize"], trials, [4, 0]);
    expect(reference).toEqual([4, 0]);
    expect(points.map(({ volume }) => volume)).toEqual([4, 4, 12, 12]);
    const free = hypervolumeHistory(["minimize", "maximize"], trials);
    expect(free.reference[0]).toBeCloseTo(3.2);
    expect(free.reference[1]).toBeCloseTo(0.7);
  });

  it("has no points where nothing completed", () => {
    expect(convergence("minimize", [])).toEqual([]);
    expect(hypervolumeHistory(["minimize", "minimize"], []).points).toEqual([]);
  });
});

describe.each(["minimize", "maximize"] as const)("the model of a study to %s", (direction) => {
  const sign = direction === "maximize" ? -1 : 1;
  const evidence = evidenceOf(space, [direction], made(240, sign));
  const model = surrogateOf(evidence)!;

  it("shows how the objective depends on a real", () => {
    const { values, means, deviations } = partialDependence(evidence, model, "x")!;
    expect([values[0], values.at(-1)]).toEqual([0, 1]);
    const best = means.reduce((at, mean, i) => (sign * mean < sign * means[at]! ? i : at), 0);
    expect(Math.abs(values[best]! - 0.3)).toBeLessThan(0.12);
    expect(sign * (means.at(-1)! - means[best]!)).toBeGreaterThan(1);
    expect(deviations.every((deviation) => deviation >= 0)).toBe(true);
  });

  it("shows each category and each whole number, the latter where they are active", () => {
    const kinds = partialDependence(evidence, model, "kind")!;
    expect(kinds.values).toEqual([0, 1, 2]);
    expect(sign * kinds.means[1]!).toBeLessThan(Math.min(sign * kinds.means[0]!, sign * kinds.means[2]!));
    const depths = partialDependence(evidence, model, "depth")!;
    expect(depths.values).toEqual([1, 2, 3, 4]);
    expect(sign * (depths.means[3]! - depths.means[0]!)).toBeGreaterThan(0.02);
    expect(partialDependence(evidence, model, "absent")).toBeNull();
  });

  it("shows a pair of parameters", () => {
    const { x, y, means } = contour(evidence, model, ["x", "rate"], { points: 9 })!;
    expect(x.values).toHaveLength(9);
    expect(y.values[0]).toBeCloseTo(1e-4);
    expect(means).toHaveLength(9);
    expect(sign * (means[8]![3]! - means[0]![3]!)).toBeGreaterThan(0.1);
    expect(contour(evidence, model, ["x", "absent"])).toBeNull();
  });

  it("is the same whenever it is asked", () => {
    expect(partialDependence(evidence, surrogateOf(evidence)!, "x")).toEqual(partialDependence(evidence, model, "x"));
  });

  it("finds the rank correlation of what has an order", () => {
    const found = new Map(correlations(evidence).map(({ name, correlation }) => [name, correlation]));
    expect(sign * found.get("rate")!).toBeGreaterThan(0.1);
    expect(found.get("kind")).toBeNull();
    expect(correlations(evidence).find(({ name }) => name === "depth")!.count).toBeLessThan(120);
  });
});

describe("a bound on what is left to gain", () => {
  it("shrinks as trials gather about the best", () => {
    const line = spaceOf([parameter("x", uniform(0, 1))]);
    const at = (xs: readonly number[]) =>
      evidenceOf(
        line,
        ["minimize"],
        xs.map((x, i) => trialIn(line, i, new Map([["x", x]]), complete((x - 0.4) ** 2))),
      );
    const spread = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
    const gathered = [...spread, ...Array.from({ length: 30 }, (_, i) => 0.35 + i / 300)];
    const [wide, narrow] = [regretBound(at(spread))!, regretBound(at(gathered))!];
    expect(wide).toBeGreaterThan(0);
    expect(narrow).toBeLessThan(wide / 3);
    expect(regretBound(at(spread.slice(1)))).toBeNull();
  });
});

describe("the ranking of trials", () => {
  const withFolds = (folds: readonly (readonly number[] | null)[], seconds: readonly number[] = []): Trial[] =>
    folds.map((scores, number) => {
      const value = scores === null ? 0.5 : scores.reduce((a, b) => a + b, 0) / scores.length;
      return trialIn(space, number, new Map([["x", 0.5]]), complete(value), {
        ...(scores === null ? {} : { attributes: new Map([[TRIAL_ATTRIBUTES.folds, scores]]) }),
        started: 0,
        finished: (seconds[number] ?? 1) * 1e6,
      });
    });

  it("says that the best is better where each of its folds is", () => {
    const best = [0.9, 0.91, 0.92, 0.9, 0.93];
    const { trials, verdict } = ranking("maximize", withFolds([best.map((fold) => fold - 0.1), best]));
    expect(trials.map(({ trial }) => trial)).toEqual([1, 0]);
    // All five differences point one way: 1 in 2^5 by chance.
    expect(trials[1]!.p).toBeCloseTo(1 / 32, 10);
    expect(verdict).toBe("Trial 1 is better than trial 0 by more than chance (p = 0.031).");
  });

  it("says that the difference may be chance where folds go both ways", () => {
    const { verdict, trials } = ranking(
      "minimize",
      withFolds([
        [1, 2, 3, 4, 5.2],
        [2, 1, 3, 4, 5],
      ]),
    );
    expect(verdict).toContain("is not clearly better than");
    expect(trials.every(({ withinOneError }) => withinOneError)).toBe(true);
  });

  it("chooses the shortest trial within one standard error of the best", () => {
    const folds = [
      [0.5, 0.7],
      [0.52, 0.71],
      [0.9, 1.1],
    ];
    expect(ranking("minimize", withFolds(folds, [9, 3, 1])).choice).toBe(1);
  });

  it("compares few folds, and different numbers of them, by their means", () => {
    const { trials } = ranking(
      "minimize",
      withFolds([
        [1, 1.1, 0.9],
        [1.5, 1.6, 1.4, 1.5],
      ]),
    );
    expect(trials[1]!.p).toBeLessThan(0.001);
  });

  it("claims nothing without folds", () => {
    const { trials, verdict, choice: chosen } = ranking("minimize", withFolds([null, null], [9, 1]));
    expect(trials.map(({ p, standardError }) => [p, standardError])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect([verdict, chosen]).toEqual([null, 0]);
    expect(ranking("minimize", [])).toEqual({ trials: [], choice: null, verdict: null });
  });
});

describe("slices and distributions", () => {
  it("put each value against its parameter", () => {
    const trials = made(30);
    const [x, , , depth] = slices(space, [...trials, ...plain([{ kind: "failed", values: [] }])]);
    expect(x!.points).toHaveLength(30);
    expect(depth!.points.filter(({ param }) => param === null).length).toBeGreaterThan(5);
  });

  it("count what share of the values is at most so much", () => {
    const trials = plain([complete(2), complete(1), complete(2), { kind: "failed", values: [] }, complete(5)]);
    expect(empiricalDistribution(trials)).toEqual([
      { value: 1, share: 0.25 },
      { value: 2, share: 0.75 },
      { value: 5, share: 1 },
    ]);
  });
});

describe("the comparison of studies", () => {
  const study = (name: string, directions: readonly Direction[], trials: readonly Trial[]): StudyState => ({
    id: 0,
    name,
    directions,
    trials,
    userAttributes: new Map(),
    systemAttributes: new Map(),
  });

  it("tells whose trials are better and who was there first", () => {
    const good = plain([9, 2, 1, 1.2, 1.1, 1.3, 1.4].map((value) => complete(value)));
    const bad = plain([9, 8, 7, 6, 5, 4, 1.01].map((value) => complete(value)));
    const { studies, pairs } = compareStudies([study("a", ["minimize"], good), study("b", ["minimize"], bad)])!;
    expect(studies.map(({ best, trialsToBest }) => [best, trialsToBest])).toEqual([
      [1, 3],
      [1.01, 7],
    ]);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]!.better).toBeGreaterThan(0.7);
  });

  it("is of studies with one and the same direction only", () => {
    expect(compareStudies([study("a", ["minimize"], []), study("b", ["maximize"], [])])).toBeNull();
    expect(compareStudies([study("a", ["minimize", "minimize"], [])])).toBeNull();
    expect(compareStudies([])).toBeNull();
    expect(compareStudies([study("a", ["minimize"], [])])!.studies[0]).toMatchObject({
      best: null,
      trialsToBest: null,
    });
  });
});
