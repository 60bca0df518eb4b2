import { describe, expect, it } from "vitest";
import { TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { effortText, outlookOf, outlookText, roughly } from "../../../src/core/study/outlook.js";
import type { StudyState } from "../../../src/core/study/state.js";
import type { Trial } from "../../../src/core/study/trial.js";

/** A trial that ran between two seconds. */
function trial(
  started: number,
  finished: number | null,
  more: { kind?: "complete" | "failed"; memory?: number } = {},
): Trial {
  const attributes = more.memory === undefined ? [] : [[TRIAL_ATTRIBUTES.memory, more.memory] as const];
  return {
    number: 0,
    id: 0,
    outcome: finished === null ? { kind: "running" } : { kind: more.kind ?? "complete", values: [1] },
    params: new Map(),
    distributionOf: () => undefined,
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(attributes),
    started: started * 1e6,
    finished: finished === null ? null : finished * 1e6,
    worker: null,
  };
}

function outlook(trials: readonly Trial[], run: { total?: number | null; parallel?: number; started?: number } = {}) {
  const study: StudyState = {
    id: 0,
    name: "s",
    directions: ["minimize"],
    userAttributes: new Map(),
    systemAttributes: new Map(),
    trials,
  };
  const { total = 60, parallel = 1, started = 0 } = run;
  const record = { worker: "w", started: started * 1e6, ended: null, total, parallel, reason: null };
  return outlookOf(study, record, trials.filter(({ finished }) => finished !== null).length);
}

describe("what can be expected of a run", () => {
  it("is nothing before a trial has ended, without a total, and at the end", () => {
    expect(outlook([])).toBeNull();
    expect(outlook([trial(0, null)])).toBeNull();
    expect(outlook([trial(0, 5)], { total: null })).toBeNull();
    expect(outlook([trial(0, 5)], { total: 1 })).toBeNull();
    expect(outlook([trial(0, 5, { kind: "failed" })])).toBeNull();
  });

  it("follows from the baseline, and from how many trials run at once", () => {
    expect(outlook([trial(0, 12)])).toMatchObject({ left: 59, seconds: 59 * 12, each: 12 });
    expect(outlook([trial(0, 12)], { parallel: 4 })).toMatchObject({ left: 59, seconds: 15 * 12, parallel: 4 });
    expect(outlook([trial(0, 12)], { total: 3, parallel: 8 })?.seconds).toBe(12);
  });

  it("follows from the pace of the run once that can be seen", () => {
    const trials = [trial(0, 12), trial(12, 16), trial(12, 18), trial(16, 20)];
    expect(outlook(trials, { total: 14, parallel: 2 })?.seconds).toBeCloseTo((20 / 4) * 10);
  });

  it("does not take the time between two runs for work", () => {
    const trials = [trial(0, 10), trial(1000, 1010)];
    expect(outlook(trials, { started: 1000, total: 4 })?.seconds).toBe(20);
  });

  it("has the most memory that was seen", () => {
    expect(outlook([trial(0, 1, { memory: 5e6 }), trial(1, 2, { memory: 3e6 })])?.memory).toBe(5e6);
    expect(outlook([trial(0, 1)])?.memory).toBeNull();
  });
});

describe("the words for it", () => {
  const some = { left: 59, parallel: 4, seconds: 715, each: 12.345, memory: 210e6, interpreter: null };

  it("say time, trials and memory", () => {
    expect(outlookText(some)).toBe("about 12 min for 59 more trials, 4 at once");
    expect(outlookText({ ...some, left: 1, seconds: 3 })).toBe("about 3 s for 1 more trial");
    expect(effortText(some)).toBe("12 s and 210 MB a trial");
    expect(effortText({ ...some, memory: null, each: 0.0213 })).toBe("21 ms a trial");
  });

  it.each([
    [0.2, "1 s"],
    [8.2, "9 s"],
    [61, "1 min 5 s"],
    [130, "3 min"],
    [7201, "2 h 10 min"],
  ])("round %d s to %s", (seconds, text) => {
    expect(roughly(seconds)).toBe(text);
  });
});
