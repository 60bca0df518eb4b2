import { describe, expect, it } from "vitest";
import { jsonOf } from "../../../src/core/export/json.js";
import type { Wanted } from "../../../src/core/import/foreign.js";
import { foreignFromJson } from "../../../src/core/import/json.js";
import { UTC } from "../../../src/core/journal/instant.js";
import type { Json } from "../../../src/core/study/json.js";
import { storedStudy } from "../export/studies.js";

const WANTED: Wanted = { parameters: ["x", "kind"], metrics: ["loss"], called: null, others: new Map() };
const read = (json: Json, wanted = WANTED) => foreignFromJson(json, wanted, UTC);

describe("trials as JSON", () => {
  it.each([
    ["values", { params: { x: 1 }, values: [0.5] }],
    ["value", { params: { x: 1 }, value: 0.5 }],
    ["score", { params: { x: 1 }, score: 0.5, status: "COMPLETED" }],
    ["the metric by its name", { config: { x: 1 }, loss: 0.5 }],
    ["the metric among others", { params: { x: 1 }, metrics: { loss: 0.5, other: 2 } }],
    ["a text for a number", { params: { x: "1" }, value: "0.5" }],
  ])("have their value as %s", (_, trial) => {
    const { trials } = read([trial]);
    expect(trials).toHaveLength(1);
    expect(trials[0]).toMatchObject({ state: "complete", values: [0.5] });
    expect(trials[0]!.params.get("x")).toBe("1");
  });

  it("keep categories of every kind, and parameters that the study does not have", () => {
    const params = { x: null, kind: [1, 2], degree: 3 };
    const [trial] = read([{ params, value: 1 }]).trials;
    expect(Object.fromEntries(trial!.params)).toEqual({ x: "null", kind: "[1,2]" });
    expect(Object.fromEntries(trial!.extra)).toEqual({ degree: 3 });
  });

  it("have parameters under other names where a person says so", () => {
    const [trial] = read([{ params: { x0: 2, kind: "a" }, value: 1 }], {
      ...WANTED,
      others: new Map([["x", "x0"]]),
    }).trials;
    expect(Object.fromEntries(trial!.params)).toEqual({ x: "2", kind: "a" });
  });

  it("fail where they have no number, and are left out where they have not ended", () => {
    const { trials, unfinished } = read([
      { params: { x: 1 }, value: 1 },
      { params: { x: 1 }, value: "NaN", state: "COMPLETE" },
      { params: { x: 1 }, state: "RUNNING" },
    ]);
    expect(trials.map(({ state }) => state)).toEqual(["complete", "failed"]);
    expect(unfinished).toBe(1);
  });

  it("are read from the export of a study, whole", () => {
    const failure = { kind: "exception", message: "It broke.", traceback: null } as const;
    const study = storedStudy(
      ["maximize"],
      { result: { values: [0.9], folds: [[0.8, 1]], extra: { seconds: 3 } } },
      { result: { kind: "pruned", reason: null, values: [0.4] } },
      { result: { kind: "failed", failure, requeued: false } },
      { values: { rate: 0.5, model: 1, layers: 1, warm: 0 }, result: { values: [Number.POSITIVE_INFINITY] } },
    );
    const wanted = {
      parameters: ["rate", "model", "depth", "layers", "warm"],
      metrics: [null],
      called: null,
      others: new Map(),
    };
    const foreign = read(JSON.parse(jsonOf(study)), wanted);
    expect(foreign).toMatchObject({ directions: ["maximize"], unfinished: 0, missing: [] });
    expect(foreign.trials.map(({ key, state, values }) => [key, state, values])).toEqual([
      ["0", "complete", [0.9]],
      ["1", "pruned", [0.4]],
      ["2", "failed", []],
      ["3", "complete", [Number.POSITIVE_INFINITY]],
    ]);
    expect(foreign.trials[0]!.folds).toEqual([0.8, 1]);
    expect(Object.fromEntries(foreign.trials[0]!.extra)).toEqual({ seconds: 3 });
    expect(foreign.trials.map(({ started, finished }) => [started, finished])).toEqual(
      study.trials.map(({ started, finished }) => [started, finished]),
    );
  });

  it("say what was looked for where there is nothing", () => {
    expect(() => read({ rows: [] })).toThrow(/a list `trials`/);
    expect(() => read([3])).toThrow(/Trial 1 of the list is no object/);
    expect(() => read([{ params: { y: 1 }, value: 1 }])).toThrow(/\(x, kind\)/);
    expect(() => read([{ params: { x: 1 }, f1: 1 }])).toThrow(/No trial has a value of loss.*--metric NAME/);
  });
});
