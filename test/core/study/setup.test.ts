import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import { UTC } from "../../../src/core/journal/instant.js";
import { parseJson, writeJson } from "../../../src/core/journal/json.js";
import { JournalReplay } from "../../../src/core/journal/replay.js";
import { choice, int, lognormal, normal, ordinal, uniform } from "../../../src/core/space/build.js";
import type { Literal } from "../../../src/core/space/literal.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import type { Json } from "../../../src/core/study/json.js";
import { DEFAULT_OPTIONS, type StudyOptions } from "../../../src/core/study/options.js";
import { newStudy, runningTrial, waitingTrial } from "../../../src/core/study/records.js";
import {
  decodeSetup,
  encodeSetup,
  literalIn,
  type StudySetup,
  setupOf,
  spaceOf,
} from "../../../src/core/study/setup.js";
import type { StudyState } from "../../../src/core/study/state.js";
import { anyDistribution, text, whole } from "../space/kinds.js";
import { parameter, spaceOf as spaceFrom } from "../space/spaces.js";

const worker = "w";
const source = { file: "train.py", name: "s", line: 1 };
const list: Literal = { kind: "list", items: [whole(64), { kind: "real", value: 2 }], text: "[64, 2.0]" };
const tuple: Literal = { kind: "tuple", items: [text("a"), { kind: "none" }], text: '("a", None)' };

const anySpace: fc.Arbitrary<SearchSpace> = fc
  .array(anyDistribution, { minLength: 1, maxLength: 5 })
  .map((distributions) =>
    spaceFrom(
      [
        parameter(
          "first",
          choice([text("on"), text("off"), list, tuple, { kind: "none" }, { kind: "real", value: 1 }]),
        ),
        ...distributions.map((distribution, i) =>
          parameter(`p${i}`, distribution, i % 2 === 0 ? undefined : 'first in ("on", None) and not (first == "off")'),
        ),
      ],
      ['first != "on" or p0 ** 2 // 3 <= -1.5 + 1e-3'],
    ),
  );

const anyOptions: fc.Arbitrary<StudyOptions> = fc.record({
  trials: fc.option(fc.nat()),
  timeout: fc.option(fc.double({ noNaN: true })),
  trial_timeout: fc.option(fc.double({ noNaN: true })),
  target: fc.option(fc.double()),
  parallel: fc.integer({ min: 1 }),
  sampler: fc.record({
    name: fc.string(),
    options: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.oneof(fc.integer(), fc.string(), fc.boolean())),
  }),
  pruner: fc.constant(DEFAULT_OPTIONS.pruner),
  seed: fc.option(fc.nat()),
  noisy: fc.boolean(),
  aggregate: fc.constantFrom("last" as const, "best" as const, "mean" as const, "median" as const),
  baseline: fc.boolean(),
  max_failures: fc.integer({ min: 1 }),
  retries: fc.nat(),
  isolation: fc.constantFrom("none" as const, "process" as const),
  run: fc.option(fc.string()),
  python: fc.option(fc.string()),
  node: fc.option(fc.string()),
  cwd: fc.option(fc.string()),
  gpus: fc.option(fc.string()),
  memory: fc.option(fc.nat()),
  env: fc.option(fc.string()),
  launcher: fc.option(fc.string()),
  keep: fc.nat(),
  test: fc.option(fc.string()),
  patience: fc.option(fc.nat()),
  plateau: fc.option(fc.nat()),
  regret: fc.option(fc.double({ noNaN: true })),
  resource: fc.option(fc.record({ name: fc.string(), min: fc.integer({ min: 1 }), max: fc.integer({ min: 1 }) })),
});

const anySetup: fc.Arbitrary<StudySetup> = fc.record({
  version: fc.integer({ min: 1 }),
  space: anySpace,
  goals: fc.array(
    fc.record({
      direction: fc.constantFrom("minimize" as const, "maximize" as const),
      metric: fc.option(fc.string()),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  options: anyOptions,
  language: fc.constantFrom("python", "javascript"),
});

describe("a study's set-up", () => {
  it("comes back from a journal's text as it was: kinds, conditions, constraints, weights, options", () => {
    fc.assert(
      fc.property(anySetup, (setup) => {
        expect(decodeSetup(parseJson(writeJson(encodeSetup(setup))))).toEqual(setup);
      }),
    );
  });

  it("is none where any part of it is damaged", () => {
    const whole = {
      version: 1,
      space: spaceFrom([parameter("x", uniform(0, 1))]),
      goals: [{ direction: "minimize", metric: null }],
      options: DEFAULT_OPTIONS,
      language: "python",
    } as const;
    const json = encodeSetup(whole) as object;
    expect(decodeSetup({ ...json })).toEqual(whole);
    for (const part of ["version", "space", "goals", "language"]) {
      expect(decodeSetup({ ...json, [part]: null })).toBeNull();
    }
    const space = (distribution: { readonly [name: string]: Json }) => ({
      parameters: [{ name: "x", condition: null, distribution }],
      constraints: [],
    });
    expect(decodeSetup({ ...json, space: space({ kind: "uniform", low: 1, high: 0, step: null }) })).toBeNull();
    expect(decodeSetup({ ...json, space: space({ kind: "gauss" }) })).toBeNull();
    expect(decodeSetup([])).toBeNull();
    expect(decodeSetup(undefined)).toBeNull();
  });

  it("has the default of every option that is missing or of another type", () => {
    const setup = {
      version: 1,
      space: { parameters: [], constraints: [] },
      goals: [{ direction: "minimize" }],
      language: "python",
    };
    expect(decodeSetup(setup)?.options).toEqual(DEFAULT_OPTIONS);
    expect(decodeSetup({ ...setup, options: { parallel: "3", trials: 7, run: [] } })?.options).toEqual({
      ...DEFAULT_OPTIONS,
      trials: 7,
    });
  });
});

const SPACE: SearchSpace = {
  parameters: [
    parameter("layers", choice([list, tuple])),
    parameter("rate", normal(0, 1)),
    parameter("size", ordinal([{ kind: "real", value: 16 }, whole(32)])),
    parameter("scale", lognormal(0, 1)),
    parameter("depth", int(1, 9)),
  ],
  constraints: [],
};

/** A study as a reader of its journal has it. */
function journaled(space: SearchSpace, ...batches: readonly (readonly unknown[])[]): StudyState {
  const setup: StudySetup = {
    version: 1,
    space,
    goals: [{ direction: "minimize", metric: null }],
    options: DEFAULT_OPTIONS,
    language: "python",
  };
  const events = newStudy({
    worker,
    id: 0,
    name: "s",
    directions: ["minimize"],
    metrics: [null],
    setup,
    source,
    seed: 1,
  });
  const replay = new JournalReplay(UTC);
  for (const event of [...events, ...(batches.flat() as typeof events)]) replay.push(`${encodeEvent(event)}\n`);
  expect(replay.error).toBeNull();
  return replay.state.study("s")!;
}

describe("a value of a trial", () => {
  const point = new Map([
    ["layers", 1],
    ["rate", 0.5],
    ["size", 0],
    ["scale", 2],
    ["depth", 3],
  ]);
  const trial = runningTrial({
    worker,
    study: 0,
    started: 1,
    space: SPACE,
    point,
    spaceVersion: 1,
    attributes: [],
    reason: "",
  });

  it("is the literal of the space: the list itself, and the kind of number that was written", () => {
    const study = journaled(SPACE, trial);
    const literals = SPACE.parameters.map(({ name }) => literalIn(spaceOf(study), study.trials[0]!, name));
    expect(literals).toEqual([
      tuple,
      { kind: "real", value: 0.5 },
      { kind: "real", value: 16 },
      { kind: "real", value: 2 },
      whole(3),
    ]);
    expect(setupOf(study)?.space).toEqual(SPACE);
  });

  it("is that of its own distribution where the space has other categories by now", () => {
    const study = journaled({ parameters: [parameter("size", ordinal([whole(64)]))], constraints: [] }, trial);
    expect(literalIn(spaceOf(study), study.trials[0]!, "size")).toEqual(whole(16));
    expect(literalIn(spaceOf(study), study.trials[0]!, "layers")).toEqual(text('("a", None)'));
    expect(literalIn(spaceOf(study), study.trials[0]!, "none")).toBeUndefined();
  });

  it("that the space cannot represent is kept with the baseline", () => {
    const values = new Map<string, Literal>([
      ["layers", list],
      ["rate", { kind: "none" }],
      ["depth", whole(20)],
    ]);
    const baseline = waitingTrial({
      worker,
      study: 0,
      space: SPACE,
      values,
      baseline: true,
      spaceVersion: 1,
      attributes: [],
    });
    const study = journaled(SPACE, baseline);
    const read = (name: string) => literalIn(spaceOf(study), study.trials[0]!, name);
    expect([read("layers"), read("rate"), read("depth"), read("size")]).toEqual([
      list,
      { kind: "none" },
      whole(20),
      undefined,
    ]);
  });
});

describe("the space of a foreign study", () => {
  it("is the union of its trials' distributions, the latest of each name", () => {
    const replay = new JournalReplay(UTC);
    const draw = (trial: number, name: string, distribution: ReturnType<typeof uniform>) =>
      encodeEvent({ worker, kind: "trialParameter", trial, parameter: { name, value: 1, distribution } });
    const trial = encodeEvent({
      worker,
      kind: "createTrial",
      study: 0,
      state: "running",
      values: null,
      started: 1,
      finished: null,
      parameters: [],
      userAttributes: [],
      systemAttributes: [],
      intermediate: [],
    });
    const lines = [
      encodeEvent({ worker, kind: "createStudy", name: "s", directions: ["minimize"] }),
      trial,
      trial,
      draw(0, "x", uniform(0, 1)),
      draw(0, "y", uniform(0, 1)),
      draw(1, "x", uniform(0, 2)),
    ];
    replay.push(`${lines.join("\n")}\n`);
    const study = replay.state.study("s")!;
    expect(setupOf(study)).toBeNull();
    expect(spaceOf(study)).toEqual(spaceFrom([parameter("x", uniform(0, 2)), parameter("y", uniform(0, 1))]));
  });
});
