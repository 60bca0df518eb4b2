import { describe, expect, it } from "vitest";
import * as engine from "../../../src/core/index.js";
import {
  bool,
  choice,
  createStudy,
  int,
  logint,
  lognormal,
  loguniform,
  normal,
  ordinal,
  StudyError,
  uniform,
} from "../../../src/core/index.js";

const space = {
  C: loguniform(1e-3, 1e3),
  kernel: choice(["rbf", "poly"]),
  degree: int(2, 5, { when: 'kernel == "poly"' }),
};

function code(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof StudyError) return error.code;
    throw error;
  }
  return "nothing was thrown";
}

describe("a study", () => {
  it("is asked for trials and told how they ended", () => {
    const study = createStudy({ space, directions: ["minimize"], sampler: "tpe", seed: 1 });
    for (let i = 0; i < 40; i++) {
      const { number, params } = study.ask();
      expect(number).toBe(i);
      study.tell(number, (Math.log10(params.C) - 1) ** 2 + (params.kernel === "poly" ? params.degree! : 3));
    }
    expect(study.trials).toHaveLength(40);
    expect(study.best?.params.kernel).toBe("poly");
    expect(study.best?.params.degree).toBe(2);
    expect(study.best?.values?.[0]).toBe(Math.min(...study.trials.map(({ values }) => values![0]!)));
    expect(study.best?.values?.[0]).toBeLessThan(2.2);
  });

  it("gives plain values, and none for inactive parameters", () => {
    const study = createStudy({
      space: {
        a: uniform(0, 1, { step: 0.25 }),
        b: logint(1, 100),
        c: normal(0, 1, { low: -1 }),
        d: lognormal(0, 1),
        e: ordinal([16, 32, 64]),
        f: bool(),
        g: choice([null, 1.5, [1, 2]], { when: "f" }),
      },
      sampler: "random",
      seed: 3,
    });
    for (let i = 0; i < 50; i++) {
      const { params } = study.ask();
      expect([0, 0.25, 0.5, 0.75, 1]).toContain(params.a);
      expect(Number.isInteger(params.b)).toBe(true);
      expect(params.c).toBeGreaterThanOrEqual(-1);
      expect(params.d).toBeGreaterThan(0);
      expect([16, 32, 64]).toContain(params.e);
      expect("g" in params).toBe(params.f);
      if (params.f) expect([null, 1.5, [1, 2]]).toContainEqual(params.g);
    }
  });

  it("proposes the same for the same seed and outcomes, and something else for another seed", () => {
    const run = (seed: number) => {
      const study = createStudy({ space, seed });
      for (let i = 0; i < 20; i++) study.tell(study.ask().number, i % 7);
      return study.trials;
    };
    expect(run(4)).toEqual(run(4));
    expect(run(4)).not.toEqual(run(5));
  });

  it("has the first of the best, in its direction", () => {
    const study = createStudy({ space, directions: ["maximize"] });
    expect(study.best).toBeNull();
    for (const value of [1, 3, 3, 2]) study.tell(study.ask().number, value);
    expect(study.best?.number).toBe(1);
    expect(study.front.map(({ number }) => number)).toEqual([1, 2]);
  });

  it("has a front instead of a best where there are several directions", () => {
    const study = createStudy({ space, directions: ["minimize", "maximize"] });
    for (const values of [
      [1, 1],
      [2, 2],
      [2, 1],
      [0, 0],
    ])
      study.tell(study.ask().number, values);
    expect(study.best).toBeNull();
    expect(study.front.map(({ number }) => number)).toEqual([0, 1, 3]);
  });

  it("does not take a trial that breaks an outcome constraint for the best", () => {
    const study = createStudy({ space });
    study.tell(study.ask().number, { kind: "complete", values: 1, constraints: [0.5] });
    study.tell(study.ask().number, { kind: "complete", values: 2, constraints: [0] });
    expect(study.best?.number).toBe(1);
  });

  it("takes all forms of outcome", () => {
    const study = createStudy({ space });
    study.tell(study.ask().number, 1);
    study.tell(study.ask().number, [2]);
    study.tell(study.ask().number, { kind: "complete", values: [2], folds: [1, 2, 3] });
    study.tell(study.ask().number, {
      kind: "pruned",
      intermediate: [
        [2, 8],
        [1, 9],
      ],
    });
    study.tell(study.ask().number, { kind: "pruned" });
    study.tell(study.ask().number, { kind: "failed", message: "out of memory" });
    study.tell(study.ask().number, Number.NaN);
    study.tell(study.ask().number, Number.POSITIVE_INFINITY);
    study.ask();
    expect(study.trials.map(({ state, values }) => [state, values])).toEqual([
      ["complete", [1]],
      ["complete", [2]],
      ["complete", [2]],
      ["pruned", [8]],
      ["pruned", null],
      ["failed", null],
      ["failed", null],
      ["complete", [Number.POSITIVE_INFINITY]],
      ["running", null],
    ]);
  });

  it("refuses to be told twice, of trials it does not know, or the wrong number of values, and stays as it was", () => {
    const study = createStudy({ space, directions: ["minimize", "minimize"] });
    const { number } = study.ask();
    expect(code(() => study.tell(7, [1, 2]))).toBe("unknown-trial");
    expect(code(() => study.tell(number, 1))).toBe("wrong-value-count");
    expect(code(() => study.tell(number, [1, 2, 3]))).toBe("wrong-value-count");
    // @ts-expect-error Programs without types make such mistakes.
    expect(code(() => study.tell(number, "good"))).toBe("bad-outcome");
    // @ts-expect-error
    expect(code(() => study.tell(number, undefined))).toBe("bad-outcome");
    // @ts-expect-error
    expect(code(() => study.tell(number, ["1", 2]))).toBe("bad-outcome");
    expect(study.trials[0]?.state).toBe("running");
    study.tell(number, [1, 2]);
    expect(code(() => study.tell(number, [1, 2]))).toBe("trial-finished");
  });

  it("says when every configuration has been tried", () => {
    const study = createStudy({ space: { on: bool() } });
    study.ask();
    study.ask();
    expect(code(() => study.ask())).toBe("exhausted");
    const noisy = createStudy({ space: { on: bool() }, noisy: true });
    for (let i = 0; i < 5; i++) noisy.ask();
  });

  it("keeps constraints", () => {
    const study = createStudy({ space: { x: uniform(0, 1), y: uniform(0, 1) }, constraints: ["x + y <= 0.5"] });
    for (let i = 0; i < 30; i++) {
      const { params, number } = study.ask();
      expect(params.x + params.y).toBeLessThanOrEqual(0.5);
      study.tell(number, params.x);
    }
  });

  it("refuses what makes no study, and says why", () => {
    expect(code(() => createStudy({ space, directions: [] }))).toBe("bad-directions");
    // @ts-expect-error
    expect(code(() => createStudy({ space, directions: ["up"] }))).toBe("bad-directions");
    expect(code(() => createStudy({ space, seed: -1 }))).toBe("bad-seed");
    expect(code(() => createStudy({ space: { x: uniform(0, 1, { when: "y > 1" }) } }))).toBe("bad-space");
    expect(code(() => createStudy({ space: { x: uniform(0, 1, { when: "((" }) } }))).toBe("bad-space");
    expect(code(() => createStudy({ space: { x: uniform(0, 1) }, constraints: ["z < 1"] }))).toBe("bad-space");
    expect(code(() => choice([Number.NaN]))).toBe("bad-space");
    expect(() => uniform(2, 1)).toThrow(engine.DistributionError);
    expect(() => createStudy({ space, sampler: "tpee" })).toThrow(/Did you mean `tpe`\?/);
    expect(() => createStudy({ space, sampler: { name: "tpe", candidates: 0 } })).toThrow(engine.MethodOptionError);
    expect(() => createStudy({ space: { a: bool({ when: "b" }), b: bool({ when: "a" }) } })).toThrow(
      engine.ConditionCycleError,
    );
  });

  it("takes a sampler with options", () => {
    const study = createStudy({ space: { x: uniform(0, 1) }, sampler: { name: "grid", points: 3 } });
    const values = [study.ask(), study.ask(), study.ask()].map(({ params }) => params.x);
    expect(values.sort()).toEqual([0, 0.5, 1]);
  });

  it("describes its samplers and their options", () => {
    expect(engine.samplers.map(({ name }) => name)).toContain("tpe");
    expect(Object.keys(engine.samplers[0]!).sort()).toEqual(["name", "options", "summary"]);
  });
});

describe("a report", () => {
  const make = (pruner: string) =>
    createStudy({
      space: { x: uniform(0, 1) },
      sampler: "random",
      seed: 1,
      pruner: { name: pruner, ...(pruner === "median" ? { startup: 3 } : {}) },
    });

  it("says whether the trial should go on, by the study's pruner", () => {
    const study = make("median");
    for (const level of [1, 2, 3]) {
      const { number } = study.ask();
      for (let step = 1; step <= 3; step++) expect(study.report(number, step, level).kind).toBe("continue");
      study.tell(number, level);
    }
    const { number } = study.ask();
    expect(study.report(number, 1, 1.5)).toEqual({ kind: "continue" });
    const other = study.ask();
    expect(study.report(other.number, 1, 9)).toEqual({
      kind: "stop",
      reason: "Its best value so far is worse than the median of 3 completed trials at step 1.",
    });
    study.tell(other.number, { kind: "pruned" });
    expect(study.trials[other.number]?.state).toBe("pruned");
    expect(make("none").ask().number).toBe(0);
  });

  it("is refused for a trial that is not running, and where numbers are missing", () => {
    const study = make("none");
    expect(() => study.report(0, 1, 1)).toThrow(/There is no trial 0/);
    const { number } = study.ask();
    expect(() => study.report(number, 1, [1, 2])).toThrow(/one number for each of the 1 directions/);
    expect(() => study.report(number, 1.5, 1)).toThrow(/A step must be a whole number/);
    study.tell(number, 1);
    expect(() => study.report(number, 1, 1)).toThrow(/is complete already/);
    expect(() => make("medain")).toThrow(/Did you mean `median`/);
  });
});

describe("the resource of trials", () => {
  const settings = { space: { x: uniform(0, 1) }, seed: 1 };

  function run(sampler: string, pruner: string, count: number) {
    const study = createStudy({ ...settings, sampler, pruner, resource: { min: 1, max: 9 } });
    const begun = [];
    for (let i = 0; i < count; i++) {
      const proposed = study.ask();
      begun.push(proposed);
      study.tell(proposed.number, (proposed.params.x - 0.3) ** 2 + 1 / proposed.resource!);
    }
    return { study, begun };
  }

  it("is dealt out by successive halving: few go on, and only whole ones count", () => {
    const { study, begun } = run("random", "hyperband", 22);
    expect(new Set(begun.map(({ resource }) => resource))).toEqual(new Set([1, 3, 9]));
    for (const { number, resource } of begun) {
      expect(study.trials[number]!.state).toBe(resource === 9 ? "complete" : "pruned");
      expect(study.trials[number]!.values).toHaveLength(1);
    }
    const again = begun.find(({ resource }) => resource === 3)!;
    expect(begun.some(({ resource, params }) => resource === 1 && params.x === again.params.x)).toBe(true);
    expect(study.best?.number).toBe(begun.filter(({ resource }) => resource === 9)[0]!.number);
  });

  it.each(["bohb", "dehb"])("is dealt out by the sampler %s", (sampler) => {
    const { begun } = run(sampler, "none", 22);
    expect(new Set(begun.map(({ resource }) => resource))).toEqual(new Set([1, 3, 9]));
  });

  it("names the trial whose checkpoint is to be gone on from", () => {
    const study = createStudy({
      ...settings,
      sampler: { name: "pbt", population: 4 },
      resource: { min: 1, max: 9 },
      trials: 40,
    });
    const going = [];
    for (let i = 0; i < 12; i++) {
      const { number, continues } = study.ask();
      study.tell(number, number % 4);
      if (continues !== undefined) going.push(continues);
    }
    expect(going.length).toBeGreaterThan(0);
    expect(Math.max(...going)).toBeLessThan(12);
  });

  it("says that a plan waits for a running trial", () => {
    const study = createStudy({
      ...settings,
      sampler: "random",
      pruner: "sha",
      resource: { min: 1, max: 9 },
      trials: 13,
    });
    const asked: number[] = [];
    const ask = () => {
      for (let i = 0; i < 30; i++) asked.push(study.ask().number);
    };
    expect(code(ask)).toBe("waiting");
    for (const number of asked) study.tell(number, number);
    expect(study.ask().resource).toBe(3);
  });

  it("ends a trial on the way where trials report each unit as a step", () => {
    const study = createStudy({ ...settings, pruner: "asha", resource: { min: 1, max: 9, steps: true } });
    const kinds = [1, 2, 3, 4, 5, 6].map((level) => {
      const { number, resource } = study.ask();
      expect(resource).toBe(9);
      return study.report(number, 1, level).kind;
    });
    expect(kinds).toContain("stop");
  });

  it("may be left out, and must be a range", () => {
    expect(createStudy({ ...settings, sampler: "bohb", pruner: "hyperband" }).ask()).not.toHaveProperty("resource");
    expect(code(() => createStudy({ ...settings, resource: { min: 3, max: 1 } }))).toBe("bad-resource");
    expect(code(() => createStudy({ ...settings, resource: { min: 1, max: Number.NaN } }))).toBe("bad-resource");
  });
});
