import { describe, expect, it } from "vitest";
import { cubeOf } from "../../../src/core/samplers/cube.js";
import { bool, choice, int, loguniform, normal, uniform } from "../../../src/core/space/build.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { History, observationOf } from "../../../src/core/study/history.js";
import { text } from "../space/kinds.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "./trials.js";

const space = spaceOf([
  parameter("rate", loguniform(1e-4, 1)),
  parameter("kind", choice([text("a"), text("b")])),
  parameter("depth", int(1, 9), 'kind == "b"'),
]);
const cube = cubeOf(space);
const point = new Map([
  ["rate", 0.01],
  ["kind", 1],
  ["depth", 3],
]);

function seen(before: Readonly<Record<string, Distribution>>, values: Readonly<Record<string, number>>, now = cube) {
  const old = spaceOf(Object.entries(before).map(([name, distribution]) => parameter(name, distribution)));
  return observationOf(now, ["minimize"], trialIn(old, 0, new Map(Object.entries(values)), complete(1)));
}

describe("a trial as samplers see it", () => {
  it("has losses that are smaller the better, whatever the direction", () => {
    const trial = trialIn(space, 4, point, complete(2, 3), {
      intermediate: new Map([
        [2, 5],
        [1, 6],
      ]),
    });
    expect(observationOf(cube, ["minimize", "maximize"], trial)).toMatchObject({
      number: 4,
      state: "complete",
      losses: [2, -3],
      whole: true,
    });
    const maximized = trialIn(space, 4, point, complete(2), {
      intermediate: new Map([
        [2, 5],
        [1, 6],
      ]),
    });
    expect(observationOf(cube, ["maximize"], maximized)?.intermediate).toEqual([
      [1, -6],
      [2, -5],
    ]);
  });

  it("is failed where its values are missing, too few, or not numbers", () => {
    for (const outcome of [complete(), complete(1, 2), complete(Number.NaN)]) {
      expect(observationOf(cube, ["minimize"], trialIn(space, 0, point, outcome))).toMatchObject({
        state: "failed",
        losses: [],
      });
    }
  });

  it("is running where it waits: it will be tried", () => {
    expect(observationOf(cube, ["minimize"], trialIn(space, 0, point, { kind: "waiting" }))?.state).toBe("running");
  });

  it("knows the spread of its folds, its violation and its duration", () => {
    const attributes = new Map<string, never>(
      Object.entries({ "hyperlens:folds": [1, 2, 3], constraints: [-1, 0.5, 2] }) as [string, never][],
    );
    const trial = trialIn(space, 0, point, complete(2), { attributes, started: 1_000_000, finished: 3_500_000 });
    expect(observationOf(cube, ["minimize"], trial)).toMatchObject({ variance: 1 / 3, violation: 2.5, seconds: 2.5 });
  });

  it("is left out where it was queued again, or had values that the space could not hold", () => {
    for (const [name, value] of [
      ["hyperlens:requeued", true],
      ["hyperlens:values", { rate: 0 }],
    ] as const) {
      const trial = trialIn(space, 0, point, complete(1), { attributes: new Map([[name, value]]) });
      expect(observationOf(cube, ["minimize"], trial)).toBeNull();
    }
  });
});

describe("a trial of an older space", () => {
  it("finds its categories by what they are, not by where they stood", () => {
    const before = { rate: loguniform(1e-9, 1), kind: choice([text("b"), text("gone"), text("a")]) };
    expect(seen(before, { rate: 0.5, kind: 2 })?.point).toEqual(
      new Map([
        ["rate", 0.5],
        ["kind", 0],
      ]),
    );
    expect(seen(before, { rate: 0.5, kind: 1 })).toBeNull();
  });

  it("is left out where a value lies outside the present range", () => {
    expect(seen({ rate: uniform(0, 9), kind: choice([text("a")]) }, { rate: 2, kind: 0 })).toBeNull();
  });

  it("is used in part where a parameter was added since", () => {
    const observation = seen({ kind: choice([text("b")]) }, { kind: 0 });
    expect(observation?.whole).toBe(false);
    expect([...observation!.coordinates]).toEqual([Number.NaN, 1, Number.NaN]);
  });

  it("may have parameters that were removed since", () => {
    const before = { rate: uniform(0, 1), kind: choice([text("a")]), removed: bool() };
    expect(seen(before, { rate: 0.5, kind: 0, removed: 1 })?.whole).toBe(true);
  });

  it("is recognised in the poorer distributions that a journal stores", () => {
    const now = cubeOf(
      spaceOf([
        parameter("x", normal(0, 1)),
        parameter("pair", choice([{ kind: "tuple", items: [], text: "(1, 2)" }, text("other")])),
      ]),
    );
    const before = { x: uniform(-8, 8), pair: choice([text("(1, 2)"), text("other")]) };
    expect(seen(before, { x: 0.5, pair: 0 }, now)?.point).toEqual(
      new Map([
        ["x", 0.5],
        ["pair", 0],
      ]),
    );
  });
});

describe("a history", () => {
  it("keeps what it learnt of finished trials, and looks at unfinished ones anew", () => {
    const history = new History(cube, ["minimize"]);
    const running = { ...trialIn(space, 0, point, { kind: "running" }) };
    const done = trialIn(space, 1, point, complete(1));
    const first = [...history.observations([running, done])];
    running.outcome = complete(5);
    const second = history.observations([running, done]);
    expect(first.map(({ state }) => state)).toEqual(["running", "complete"]);
    expect(second.map(({ state }) => state)).toEqual(["complete", "complete"]);
    expect(second[1]).toBe(first[1]);
  });
});
