import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { SAMPLERS } from "../../src/core/samplers/registry.js";
import { activeParameters } from "../../src/core/space/activity.js";
import { bool, choice, int, logint, loguniform, normal, ordinal, uniform } from "../../src/core/space/build.js";
import { ConstraintError, satisfies } from "../../src/core/space/constraint.js";
import type { SearchSpace } from "../../src/core/space/space.js";
import { axisOf } from "../../src/core/space/unit.js";
import { fits } from "../../src/core/space/value.js";
import type { MethodChoice } from "../../src/core/study/options.js";
import type { SuggesterSetup } from "../../src/core/study/suggest.js";
import { createSuggester } from "../../src/core/study/suggester.js";
import type { Outcome, Trial } from "../../src/core/study/trial.js";
import { KINDS, text, whole } from "../core/space/kinds.js";
import { parameter, spaceOf } from "../core/space/spaces.js";
import { complete, keyOf, pointOf, runStudy, trialIn } from "../core/study/trials.js";
import { proposals } from "./proposals.js";

const mixed = spaceOf([
  parameter("rate", loguniform(1e-5, 1)),
  parameter("width", int(1, 64)),
  parameter("offset", normal(0, 2)),
  parameter("kind", choice([text("a"), text("b"), text("c")])),
  parameter("size", ordinal([whole(16), whole(32), whole(64)])),
  parameter("on", bool()),
]);

const branching = spaceOf([
  parameter("kernel", choice([text("rbf"), text("poly"), text("linear")])),
  parameter("C", loguniform(1e-3, 1e3)),
  parameter("gamma", loguniform(1e-4, 10), 'kernel == "rbf" or kernel == "poly"'),
  parameter("degree", int(2, 5), 'kernel == "poly"'),
  parameter("shift", uniform(0, 1), "degree > 3"),
]);

/** Every sampler as it comes, and with the options that change its ways. */
const CHOICES: readonly MethodChoice[] = [
  // What proposes nothing has nothing to keep.
  ...SAMPLERS.filter(({ name }) => name !== "manual").map(({ name }) => ({ name, options: {} })),
  { name: "mix", options: { gp: 1, cmaes: 2, nsga2: 2, grid: 1, anneal: 1 } },
  { name: "cmaes", options: { population: 5, sigma: 0.3, restarts: "bipop" } },
  { name: "nsga2", options: { population: 8, crossover: "sbx" } },
  { name: "forest", options: { kind: "random", trees: 10, random: 0.2 } },
  { name: "tpe", options: { multivariate: false } },
  { name: "tpe", options: { group: false } },
  { name: "tpe", options: { gamma: "hyperopt", startup: 5, candidates: 12, prior_weight: 0.5 } },
];

function setup(sampler: MethodChoice, space: SearchSpace, more: Partial<SuggesterSetup> = {}): SuggesterSetup {
  return {
    space,
    directions: ["minimize"],
    sampler,
    seed: 7,
    noisy: false,
    budget: 60,
    parallel: 1,
    ...more,
  };
}

/** A value that depends on every coordinate, without ties. */
function bowl(space: SearchSpace, optimum = 0.3): (point: ReadonlyMap<string, number>) => Outcome {
  const axes = new Map(space.parameters.map(({ name, distribution }) => [name, axisOf(distribution)]));
  return (point) => {
    let sum = 0;
    for (const [name, value] of point) sum += (axes.get(name)!.toUnit(value) - optimum) ** 2;
    return complete(sum);
  };
}

function expectSound(space: SearchSpace, point: ReadonlyMap<string, number>): void {
  expect([...point.keys()].sort()).toEqual([...activeParameters(space, point)].sort());
  for (const { name, distribution } of space.parameters) {
    const value = point.get(name);
    if (value !== undefined) expect(fits(distribution, value), `${name}=${value}`).toBe(true);
  }
  expect(satisfies(space, point)).toBe(true);
}

/** Outcomes of every kind, in turn. */
function anyOutcome(point: ReadonlyMap<string, number>, number: number): Outcome {
  const value = [...point.values()].reduce((a, b) => a + b, 0);
  const outcomes: readonly Outcome[] = [
    complete(value),
    { kind: "failed", values: [] },
    complete(Number.POSITIVE_INFINITY),
    { kind: "pruned", values: [value] },
    complete(Number.NaN),
    { kind: "running" },
    complete(Number.NEGATIVE_INFINITY),
    { kind: "pruned", values: [] },
    { kind: "waiting" },
  ];
  return outcomes[number % outcomes.length]!;
}

describe.each(CHOICES.map((choice) => ({ title: `${choice.name} ${JSON.stringify(choice.options)}`, choice })))(
  "the sampler $title",
  ({ choice: sampler }) => {
    const grid = sampler.name === "grid";
    const model = sampler.name === "tpe" || sampler.name === "auto";

    for (const [kind, distribution] of Object.entries(KINDS)) {
      const space = spaceOf([parameter("x", distribution)]);
      const axis = axisOf(distribution);

      // A grid is quick, and knows nothing of ends that are reached before the others.
      if (axis.size <= (grid ? 1000 : 200)) {
        it(`tries every value of ${kind} exactly once, then says that there are no more`, () => {
          const suggester = createSuggester(setup(sampler, space));
          const trials = runStudy(suggester, space, axis.size + 1, bowl(space));
          expect(new Set(trials.map((trial) => trial.params.get("x"))).size).toBe(axis.size);
          expect(trials.length).toBe(axis.size);
          expect(suggester.suggest(trials, axis.size)).toEqual({ kind: "exhausted" });
        });
      } else {
        it(`proposes values of ${kind} that fit, none twice, and comes near both ends where the best lie there`, () => {
          for (const end of [0, 1]) {
            // Quantiles, since a normal distribution hardly ever reaches the ends of its range.
            const place = axis.toQuantile(axis.fromQuantile(end));
            const distance = ({ params }: Pick<Trial, "params">) => Math.abs(axis.toQuantile(params.get("x")!) - place);
            const judge = (params: ReadonlyMap<string, number>) => complete(distance({ params }));
            const trials = runStudy(createSuggester(setup(sampler, space)), space, 60, judge);
            for (const trial of trials) expectSound(space, new Map(trial.params.entries()));
            expect(new Set(trials.map(({ params }) => params.get("x"))).size).toBe(trials.length);
            // A grid of five values has none beyond the tenth part of a normal distribution.
            expect(Math.min(...trials.map(distance))).toBeLessThan(grid ? 0.11 : model ? 0.01 : 0.05);
          }
        });
      }
    }

    it("proposes sound configurations of a space of all kinds, none twice", () => {
      const trials = runStudy(createSuggester(setup(sampler, mixed)), mixed, 60, bowl(mixed));
      for (const trial of trials) expectSound(mixed, new Map(trial.params.entries()));
      expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(60);
    });

    it("visits every branch of a conditional space and leaves inactive parameters out", () => {
      const trials = runStudy(createSuggester(setup(sampler, branching)), branching, 60, bowl(branching));
      for (const trial of trials) expectSound(branching, new Map(trial.params.entries()));
      const names = new Set(trials.map(({ params }) => [...params.entries()].map(([name]) => name).join()));
      expect(names).toContain("kernel,C");
      expect(names).toContain("kernel,C,gamma");
      expect(names).toContain("kernel,C,gamma,degree");
      expect(names).toContain("kernel,C,gamma,degree,shift");
    });

    it("keeps constraints", () => {
      const space = spaceOf(
        [parameter("x", uniform(0, 1)), parameter("y", uniform(0, 1)), parameter("n", int(1, 9))],
        ["x + y <= 0.8", "n % 2 == 1"],
      );
      const trials = runStudy(createSuggester(setup(sampler, space)), space, 50, bowl(space, 0.9));
      expect(trials.length).toBe(50);
      for (const trial of trials) expectSound(space, new Map(trial.params.entries()));
    });

    it("finds the few configurations that constraints leave, then ends or says which constraint is in the way", () => {
      const space = spaceOf([parameter("a", int(1, 12)), parameter("b", int(1, 12))], ["a * b == 12"]);
      const trials = runStudy(createSuggester(setup(sampler, space)), space, 7, bowl(space));
      expect(trials.map(({ params }) => params.get("a")).sort((a, b) => a! - b!)).toEqual([1, 2, 3, 4, 6, 12]);
    });

    it("names a constraint that nothing satisfies", () => {
      const space = spaceOf([parameter("x", uniform(0, 1))], ["x > 2"]);
      const suggester = createSuggester(setup(sampler, space));
      // A grid looks at every combination, and so knows that it has none.
      if (grid) expect(suggester.suggest([], 0)).toEqual({ kind: "exhausted" });
      else expect(() => suggester.suggest([], 0)).toThrow(ConstraintError);
    });

    it("goes on whatever becomes of its trials", () => {
      for (const space of [mixed, branching]) {
        const trials = runStudy(createSuggester(setup(sampler, space)), space, 50, anyOutcome);
        expect(trials.length).toBe(50);
        for (const trial of trials) expectSound(space, new Map(trial.params.entries()));
        expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(50);
      }
    });

    const uniforms: Readonly<Record<string, Outcome>> = {
      "all trials have failed": { kind: "failed", values: [] },
      "all values are equal": complete(1),
      "all values are infinite": complete(Number.POSITIVE_INFINITY),
      "all trials are pruned": { kind: "pruned", values: [] },
      "all trials are still running": { kind: "running" },
    };
    for (const [situation, outcome] of Object.entries(uniforms)) {
      it(`proposes different configurations where ${situation}`, () => {
        const trials = runStudy(createSuggester(setup(sampler, mixed)), mixed, 40, () => outcome);
        expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(40);
      });
    }

    it("proposes after a single trial", () => {
      const first = createSuggester(setup(sampler, mixed)).suggest([], 0);
      for (const outcome of [complete(3), { kind: "failed", values: [] }, { kind: "running" }] as const) {
        const trial = trialIn(mixed, 0, pointOf(first), outcome);
        const second = createSuggester(setup(sampler, mixed)).suggest([trial], 1);
        expect(keyOf(pointOf(second))).not.toBe(keyOf(pointOf(first)));
      }
    });

    it("keeps parallel trials apart", () => {
      const suggester = createSuggester(setup(sampler, mixed, { parallel: 8 }));
      const trials = runStudy(suggester, mixed, 24, bowl(mixed));
      const running: Trial[] = [];
      for (let slot = 0; slot < 8; slot++) {
        const number = 24 + slot;
        const point = pointOf(suggester.suggest([...trials, ...running], number));
        running.push(trialIn(mixed, number, point, { kind: "running" }));
      }
      expect(new Set(running.map(({ params }) => keyOf(params))).size).toBe(8);
    });

    it("depends on trials, number and seed alone, whatever it was asked before", () => {
      const judge = bowl(branching);
      const suggester = createSuggester(setup(sampler, branching));
      const trials = runStudy(suggester, branching, 30, judge);
      for (const length of [30, 5, 17, 0]) {
        const fresh = createSuggester(setup(sampler, branching)).suggest(trials.slice(0, length), length);
        expect(suggester.suggest(trials.slice(0, length), length)).toEqual(fresh);
      }
      const other = runStudy(createSuggester(setup(sampler, branching, { seed: 8 })), branching, 30, judge);
      expect(other.map(({ params }) => keyOf(params))).not.toEqual(trials.map(({ params }) => keyOf(params)));
    });

    it("finds its feet in a changed space", () => {
      const before = spaceOf([
        parameter("rate", loguniform(1e-6, 0.1)),
        parameter("width", uniform(0, 100)),
        parameter("kind", choice([text("c"), text("b"), text("gone")])),
        parameter("removed", uniform(0, 1)),
      ]);
      const old = runStudy(createSuggester(setup(sampler, before)), before, 25, bowl(before));
      const suggester = createSuggester(setup(sampler, mixed));
      for (let number = 25; number < 32; number++) {
        expectSound(mixed, pointOf(suggester.suggest(old, number)));
      }
    });

    it("works on several objectives, also where some have no values", () => {
      for (const directions of [
        ["minimize", "maximize"],
        ["minimize", "minimize", "maximize"],
      ] as const) {
        const suggester = createSuggester(setup(sampler, mixed, { directions }));
        const judge = (point: ReadonlyMap<string, number>, number: number): Outcome =>
          number % 7 === 3
            ? { kind: "failed", values: [] }
            : complete(
                ...directions.map((_, i) => (number % 5 === 0 ? Number.POSITIVE_INFINITY : point.get("rate")! * i)),
              );
        const trials = runStudy(suggester, mixed, 40, judge);
        for (const trial of trials) expectSound(mixed, new Map(trial.params.entries()));
        expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(40);
      }
    });

    it("may repeat itself in a noisy study, but never ends one", () => {
      const space = spaceOf([parameter("n", int(1, 3))]);
      const trials = runStudy(createSuggester(setup(sampler, space, { noisy: true })), space, 20, bowl(space));
      expect(trials.length).toBe(grid ? 3 : 20);
    });

    it("proposes for a space without parameters once", () => {
      const space = spaceOf([]);
      const trials = runStudy(createSuggester(setup(sampler, space)), space, 3, () => complete(1));
      expect(trials.length).toBe(1);
    });

    it("serves three hundred dimensions", () => {
      const space = spaceOf(
        Array.from({ length: 300 }, (_, i) => parameter(`x${i}`, i % 2 ? uniform(0, 1) : logint(1, 99))),
      );
      const trials = runStudy(createSuggester(setup(sampler, space)), space, 14, bowl(space));
      expect(trials.length).toBe(14);
      for (const trial of trials) expectSound(space, new Map(trial.params.entries()));
    });
  },
);

describe("another process", () => {
  it("proposes the same, whatever the sampler", { timeout: 60_000 }, () => {
    const bundle = buildSync({
      entryPoints: [join(import.meta.dirname, "in-another-process.ts")],
      bundle: true,
      format: "cjs",
      platform: "node",
      write: false,
    });
    const output = execFileSync(process.execPath, ["-"], { input: bundle.outputFiles[0]!.text, encoding: "utf8" });
    const there: Record<string, string[]> = JSON.parse(output);
    expect(Object.keys(there).sort()).toEqual(SAMPLERS.map(({ name }) => name).sort());
    for (const { name } of SAMPLERS) {
      expect(there[name]).toEqual(proposals(name));
    }
  });
});
