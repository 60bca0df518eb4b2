import { describe, expect, it } from "vitest";
import type { Budget } from "../../../src/core/pruners/planner.js";
import { uniform } from "../../../src/core/space/build.js";
import { REPORT_PREFIX, TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { encodeBudget, isWhole } from "../../../src/core/study/budget.js";
import type { Json } from "../../../src/core/study/json.js";
import { createSchedule, type ScheduleSetup } from "../../../src/core/study/schedule.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { trialIn } from "./trials.js";

const space = spaceOf([parameter("x", uniform(0, 1))]);

function setup(name: string, options = {}, parts: Partial<ScheduleSetup> = {}): ScheduleSetup {
  const resource = { min: 1, max: 27 };
  const sampler = { name: "random", options: {} };
  const pruner = { name, options };
  return { directions: ["minimize"], sampler, pruner, resource, reports: false, total: 60, seed: 1, ...parts };
}

interface Played {
  readonly trials: readonly Trial[];
  /** `candidate@resource` in order. */
  readonly runs: readonly string[];
  readonly end: string | null;
}

/** Runs a study in so many slots, the longest running trial ending first; candidate n has the loss n. */
function play(
  set: ScheduleSetup,
  slots = 1,
  fails: (candidate: number) => boolean = () => false,
  configurations = Number.POSITIVE_INFINITY,
): Played {
  const schedule = createSchedule(set)!;
  const trials: Trial[] = [];
  const budgets: Budget[] = [];
  const running: number[] = [];
  const finish = () => {
    const number = running.shift();
    if (number === undefined) throw new Error("The plan waits, but nothing is running.");
    const budget = budgets[number]!;
    trials[number] = ended(number, budget, set, fails(budget.candidate));
  };
  const played = (end: string | null): Played => ({
    trials,
    runs: budgets.map(({ candidate, resource }) => `${candidate}@${resource}`),
    end,
  });
  while (trials.length < (set.total ?? 200)) {
    if (running.length === slots) finish();
    const left = budgets.filter(({ rung }) => rung === 0).length < configurations;
    const plan = schedule.next(trials, trials.length, left);
    if (plan.kind === "end") return played(plan.reason);
    if (plan.kind === "wait") {
      finish();
      continue;
    }
    running.push(trials.length);
    trials.push(trialOf(trials.length, plan.budget, { kind: "running" }, []));
    budgets.push(plan.budget);
  }
  return played(null);
}

/** The trial as a driver leaves it: a whole one complete, a part of one pruned with its result reported. */
function ended(number: number, budget: Budget, { directions }: ScheduleSetup, failed: boolean): Trial {
  if (failed) return trialOf(number, budget, { kind: "failed", values: [] }, []);
  const values = directions.map((direction) => (direction === "maximize" ? -1 : 1) * budget.candidate);
  const pruned = { kind: "pruned", values: values.length === 1 ? values : [] } as const;
  return trialOf(number, budget, isWhole(budget) ? { kind: "complete", values } : pruned, values);
}

function trialOf(number: number, budget: Budget, outcome: Outcome, values: readonly number[]): Trial {
  const { resource } = budget;
  const reports: readonly (readonly [string, Json])[] =
    values.length > 1 ? [[`${REPORT_PREFIX}${resource}`, values]] : [];
  return trialIn(space, number, new Map([["x", 0.5]]), outcome, {
    attributes: new Map([[TRIAL_ATTRIBUTES.budget, encodeBudget(budget)], ...reports]),
    intermediate: new Map(values.length === 1 ? [[resource, values[0]!]] : []),
  });
}

describe("a schedule", () => {
  it("is there for rules that give budgets beforehand, and only where nothing can be stopped on the way", () => {
    expect(createSchedule(setup("median"))).toBeNull();
    expect(createSchedule(setup("asha", {}, { reports: true }))).toBeNull();
    expect(createSchedule(setup("hyperband", {}, { reports: true }))).toBeNull();
    expect(createSchedule(setup("sha", {}, { reports: true }))).not.toBeNull();
  });

  for (const slots of [1, 4]) {
    it(`halves rung by rung, the best going on, in ${slots} slots`, () => {
      const { runs, end } = play(setup("sha", { candidates: 9 }), slots);
      expect(runs.slice(0, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((candidate) => `${candidate}@3`));
      expect(runs.slice(9)).toEqual(["0@9", "1@9", "2@9", "0@27"]);
      expect(end).toContain("Successive halving is done");
    });
  }

  it("goes on with fewer where candidates fail", () => {
    const { runs } = play(setup("sha", { candidates: 9 }), 2, (candidate) => candidate < 7);
    expect(runs.slice(9)).toEqual(["7@9", "8@9", "7@27"]);
  });

  it("spends the trials of the study", () => {
    const { runs, end } = play(setup("sha"));
    expect(end).toBeNull();
    expect(runs).toHaveLength(60);
    expect(runs.filter((run) => run.endsWith("@27")).length).toBeGreaterThan(0);
  });

  it("promotes as soon as a rung has enough, without waiting", () => {
    const { runs, end } = play(setup("asha", { reduction_factor: 3 }), 3);
    expect(end).toBeNull();
    const rungs = [1, 3, 9, 27].map((resource) => runs.filter((run) => run.endsWith(`@${resource}`)).length);
    expect(rungs.reduce((a, b) => a + b)).toBe(60);
    for (const [at, count] of rungs.entries()) {
      if (at > 0) expect(count).toBeLessThanOrEqual(Math.floor(rungs[at - 1]! / 3));
      expect(count).toBeGreaterThan(0);
    }
    expect(runs).toContain("0@27");
  });

  it("runs Hyperband's brackets one after the other", () => {
    const { runs } = play(setup("hyperband", {}, { total: 27 + 9 + 3 + 1 + 12 }), 2);
    const from = (start: number) => runs.slice(start).filter((run) => run.endsWith("@3")).length;
    expect(runs.slice(0, 27).every((run) => run.endsWith("@1"))).toBe(true);
    expect(runs.slice(27, 40).map((run) => run.split("@")[1])).toEqual([..."333333333999"].map(String).concat("27"));
    expect(from(40)).toBe(12);
  });

  it.each(["sha", "asha", "hyperband"])("goes on with those it has where %s has tried all that there are", (name) => {
    for (const slots of [1, 3]) {
      const { runs, end } = play(setup(name), slots, () => false, 4);
      expect(runs.slice(0, 4).map((run) => run.split("@")[0])).toEqual(["0", "1", "2", "3"]);
      expect(runs.filter((run) => run.endsWith("@27"))).toContain("0@27");
      expect(new Set(runs.map((run) => run.split("@")[0]))).toEqual(new Set(["0", "1", "2", "3"]));
      expect(end).toBe("Every configuration has been tried.");
    }
  });

  it("ranks by fronts with several objectives", () => {
    const { runs } = play(setup("sha", { candidates: 9 }, { directions: ["minimize", "maximize"] }), 2);
    expect(runs).toHaveLength(13);
  });
});
