import { describe, expect, it } from "vitest";
import { choice, int, uniform } from "../../../src/core/space/build.js";
import { plainValue } from "../../../src/core/space/literal.js";
import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { encodeBudget } from "../../../src/core/study/budget.js";
import { encodeContinuation } from "../../../src/core/study/continuation.js";
import type { Json } from "../../../src/core/study/json.js";
import { lineageOf, scheduleOf } from "../../../src/core/study/lineage.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import { encodeSetup } from "../../../src/core/study/setup.js";
import type { StudyState } from "../../../src/core/study/state.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "./trials.js";

const SPACE = spaceOf([
  parameter("rate", uniform(0, 1)),
  parameter("kind", choice(["sgd", "adam"].map((value) => ({ kind: "string", value })))),
  parameter("epoch", int(1, 12)),
]);

interface Part {
  /** The trial that this one goes on from. */
  readonly from?: number;
  readonly rate: number;
  readonly kind?: number;
  /** The epoch that it comes to. */
  readonly to?: number;
}

function studyOf(parts: readonly Part[], resource = true): StudyState {
  const trials = parts.map(({ from, rate, kind = 0, to }, number) => {
    const attributes = new Map<string, Json>();
    const step = from === undefined ? 0 : (parts[from]?.to ?? 0);
    if (from !== undefined) attributes.set(TRIAL_ATTRIBUTES.continues, encodeContinuation({ trial: from, step }));
    if (resource && to !== undefined) {
      const rungs = [4, 8, 12].map((amount) => ({ candidates: 2, resource: amount }));
      const budget = { resource: to, candidate: 0, bracket: 0, rung: to / 4 - 1, rungs };
      attributes.set(TRIAL_ATTRIBUTES.budget, encodeBudget(budget));
    }
    const values: [string, number][] = [
      ["rate", rate],
      ["kind", kind],
      ["epoch", to ?? 1],
    ];
    const intermediate = new Map(to === undefined || resource ? [] : [[to, 0.5]]);
    return trialIn(SPACE, number, new Map(values), complete(number), { attributes, intermediate });
  });
  const options = { ...DEFAULT_OPTIONS, resource: resource ? { name: "epoch", min: 1, max: 12 } : null };
  const goals = [{ direction: "minimize" as const, metric: null }];
  const setup = encodeSetup({ version: 1, space: SPACE, goals, options, language: "python" });
  return {
    id: 0,
    name: "s",
    directions: ["minimize"],
    trials,
    userAttributes: new Map(),
    systemAttributes: new Map([[STUDY_ATTRIBUTES.space, setup]]),
  };
}

function told(study: StudyState, trial: number) {
  const found = scheduleOf(study, study.trials[trial]!);
  return found?.stages.map(({ trials, from, to, values }) => {
    const plain = Object.fromEntries([...values].map(([name, literal]) => [name, plainValue(literal)]));
    return { trials: trials.map(({ number }) => number), from, to, ...plain };
  });
}

const numbers = (trials: readonly Trial[]) => trials.map(({ number }) => number);

describe("the lineage of a trial", () => {
  it("goes back over the folders that it and those before it went on from", () => {
    const study = studyOf([{ rate: 0.1 }, { rate: 0.2 }, { from: 0, rate: 0.3 }, { from: 2, rate: 0.4 }]);
    expect(numbers(lineageOf(study, study.trials[3]!))).toEqual([0, 2, 3]);
    expect(numbers(lineageOf(study, study.trials[1]!))).toEqual([1]);
  });

  it("ends where a journal names a trial that is not there, itself, or a later one", () => {
    const study = studyOf([
      { from: 2, rate: 0.1 },
      { from: 1, rate: 0.2 },
      { from: 0, rate: 0.3 },
      { from: 99, rate: 0.4 },
    ]);
    expect(study.trials.map((trial) => numbers(lineageOf(study, trial)))).toEqual([[0], [1], [0, 2], [3]]);
  });
});

describe("the schedule that a trial came from", () => {
  it("has the values of what changed, by the resource that was spent", () => {
    const study = studyOf([
      { rate: 0.1, to: 4 },
      { rate: 0.9, to: 4 },
      { from: 0, rate: 0.12, to: 8 },
      { from: 2, rate: 0.096, to: 12 },
    ]);
    expect(scheduleOf(study, study.trials[3]!)).toMatchObject({ resource: "epoch", changed: ["rate"] });
    expect(told(study, 3)).toEqual([
      { trials: [0], from: 0, to: 4, rate: 0.1 },
      { trials: [2], from: 4, to: 8, rate: 0.12 },
      { trials: [3], from: 8, to: 12, rate: 0.096 },
    ]);
  });

  it("joins parts between which nothing changed", () => {
    const study = studyOf([
      { rate: 0.1, to: 4 },
      { from: 0, rate: 0.1, to: 8 },
      { from: 1, rate: 0.1, kind: 1, to: 12 },
    ]);
    expect(told(study, 2)).toEqual([
      { trials: [0, 1], from: 0, to: 8, kind: "sgd" },
      { trials: [2], from: 8, to: 12, kind: "adam" },
    ]);
  });

  it("is null for a trial that began anew, and where nothing but the resource changed", () => {
    const study = studyOf([
      { rate: 0.1, to: 4 },
      { from: 0, rate: 0.1, to: 8 },
    ]);
    expect(scheduleOf(study, study.trials[0]!)).toBeNull();
    expect(scheduleOf(study, study.trials[1]!)).toBeNull();
  });

  it("counts steps where there is no share of a resource", () => {
    const study = studyOf(
      [
        { rate: 0.1, to: 5 },
        { from: 0, rate: 0.3, to: 9 },
        { from: 1, rate: 0.4 },
      ],
      false,
    );
    expect(scheduleOf(study, study.trials[2]!)?.resource).toBeNull();
    expect(told(study, 2)?.map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [5, 9],
      [9, null],
    ]);
  });
});
