import { describe, expect, it } from "vitest";
import { uniform } from "../../../src/core/space/build.js";
import { TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { confirmedTrials, repeatsOf, testMetric } from "../../../src/core/study/confirm.js";
import type { StudyState } from "../../../src/core/study/state.js";
import type { Direction, Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "./trials.js";

const space = spaceOf([parameter("x", uniform(0, 1))]);

function study(direction: Direction, trials: readonly Trial[]): StudyState {
  const none = { userAttributes: new Map(), systemAttributes: new Map() };
  return { id: 0, name: "s", directions: [direction], trials, ...none };
}

const found = [3, 1, 2].map((value, i) => trialIn(space, i, new Map([["x", i / 4]]), complete(value)));
const repeat = (number: number, of: number, value: number | null): Trial =>
  trialIn(space, number, new Map([["x", of / 4]]), value === null ? { kind: "failed", values: [] } : complete(value), {
    attributes: new Map([[TRIAL_ATTRIBUTES.confirms, of]]),
  });

describe("repeats", () => {
  it("are of the best trials, in turn", () => {
    const failed = trialIn(space, 3, new Map([["x", 1]]), { kind: "failed", values: [] });
    const minimized = repeatsOf(study("minimize", [...found, failed]), 2, 2);
    expect(minimized.map(({ of }) => of)).toEqual([1, 2, 1, 2]);
    expect(minimized[0]?.values.get("x")).toEqual({ kind: "real", value: 0.25 });
    expect(repeatsOf(study("maximize", found), 5, 1).map(({ of }) => of)).toEqual([0, 2, 1]);
  });

  it("put the trial first that they bear out best, with what was luck in it", () => {
    const repeats = study("minimize", [repeat(0, 1, 2), repeat(1, 2, 1.5), repeat(2, 1, 3), repeat(3, 2, null)]);
    expect(confirmedTrials(study("minimize", found), repeats, null)).toEqual([
      { trial: 2, metric: null, found: 2, repeats: [1.5], mean: 1.5, standardError: null, luck: -0.5 },
      { trial: 1, metric: null, found: 1, repeats: [2, 3], mean: 2.5, standardError: 0.5, luck: 1.5 },
    ]);
  });

  it("say nothing of a trial none of whose repeats completed, and come last then", () => {
    const repeats = study("maximize", [repeat(0, 0, null), repeat(1, 1, 0.5)]);
    expect(confirmedTrials(study("maximize", found), repeats, null).map(({ trial, luck }) => [trial, luck])).toEqual([
      [1, 0.5],
      [0, null],
    ]);
    expect(confirmedTrials(study("maximize", found), undefined, null)).toEqual([]);
  });

  it("know the test metric that they were made for last", () => {
    const tests = new Map<string, string | number>([
      [TRIAL_ATTRIBUTES.confirms, 1],
      [TRIAL_ATTRIBUTES.tests, "held_out"],
    ]);
    const judged = trialIn(space, 1, new Map([["x", 0.5]]), complete(3), { attributes: tests });
    expect(testMetric(study("minimize", [repeat(0, 1, 2), judged]))).toBe("held_out");
    expect(testMetric(study("minimize", [judged, repeat(1, 1, 2)]))).toBeNull();
    expect(testMetric(undefined)).toBeNull();
  });
});
