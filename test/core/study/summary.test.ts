import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../src/core/journal/event.js";
import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { JournalState } from "../../../src/core/study/journal-state.js";
import type { Json } from "../../../src/core/study/json.js";
import type { StudyState } from "../../../src/core/study/state.js";
import { failureOf, foldsOf, isFeasible, summarise, violationOf } from "../../../src/core/study/summary.js";
import type { Direction } from "../../../src/core/study/trial.js";

const worker = "w";
type Attributes = { readonly [key: string]: Json };

interface Given {
  readonly state?: "running" | "complete" | "pruned" | "failed" | "waiting";
  readonly values?: readonly number[] | null;
  readonly attributes?: Attributes;
}

function studyOf(directions: readonly Direction[], trials: readonly Given[], attributes: Attributes = {}): StudyState {
  const state = new JournalState();
  state.apply({ worker, kind: "createStudy", name: "s", directions });
  for (const [key, value] of Object.entries(attributes)) {
    state.apply({ worker, kind: "studyAttribute", study: 0, scope: "system", key, value });
  }
  for (const { state: outcome = "complete", values = null, attributes: own = {} } of trials) {
    const event: JournalEvent = {
      worker,
      kind: "createTrial",
      study: 0,
      state: outcome,
      values,
      started: 1,
      finished: 2,
      parameters: [],
      userAttributes: [],
      systemAttributes: Object.entries(own),
      intermediate: [],
    };
    state.apply(event);
  }
  return state.study("s")!;
}

const complete = (...values: readonly number[]): Given => ({ values });

describe("the summary of a study", () => {
  it("counts trials by state, without those that were interrupted and queued again", () => {
    const { counts, finished } = summarise(
      studyOf(
        ["minimize"],
        [
          complete(1),
          { state: "pruned" },
          { state: "failed" },
          { state: "failed", attributes: { [TRIAL_ATTRIBUTES.requeued]: true } },
          { state: "running" },
          { state: "waiting", attributes: { [TRIAL_ATTRIBUTES.requeued]: true } },
        ],
      ),
    );
    expect(counts).toEqual({ waiting: 1, running: 1, complete: 1, pruned: 1, failed: 1 });
    expect(finished).toBe(3);
  });

  it.each<[Direction, number]>([
    ["minimize", 1],
    ["maximize", 2],
  ])("has the first of the best trials: %s", (direction, number) => {
    const trials = [complete(2), complete(1), complete(3), complete(1), complete(3), complete(Number.NaN)];
    expect(summarise(studyOf([direction], trials)).best?.number).toBe(number);
  });

  it("takes only complete, feasible trials for the best", () => {
    const trials: Given[] = [
      { values: [1], attributes: { constraints: [0, 0.1] } },
      { values: [2], attributes: { "constraints:size": 3 } },
      { state: "pruned", values: [0] },
      { values: [3], attributes: { constraints: [0, -1] } },
      complete(4),
    ];
    const study = studyOf(["minimize"], trials);
    expect(summarise(study).best?.number).toBe(3);
    expect(study.trials.map(isFeasible)).toEqual([false, false, true, true, true]);
    expect(violationOf(study.trials[1]!)).toBe(3);
  });

  it("has no best trial where nothing completed, and none with several directions", () => {
    expect(summarise(studyOf(["minimize"], [{ state: "failed" }])).best).toBeNull();
    expect(summarise(studyOf(["minimize", "maximize"], [complete(1, 1)])).best).toBeNull();
  });

  it("has as front exactly the trials that no other dominates", () => {
    const directions = ["minimize", "maximize"] as const;
    const small = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small)), (points) => {
        const { front } = summarise(
          studyOf(
            directions,
            points.map((point) => complete(...point)),
          ),
        );
        const expected = points.flatMap(([a, b], i) => {
          const dominated = points.some(([c, d]) => c <= a && d >= b && (c < a || d > b));
          return dominated ? [] : [i];
        });
        expect(front.map(({ number }) => number)).toEqual(expected);
      }),
    );
  });

  it("leaves trials with too few values out of the front", () => {
    expect(summarise(studyOf(["minimize", "minimize"], [complete(1), complete(2, 2)])).front).toHaveLength(1);
  });

  it("finds baseline, run, source, seed and the names of metrics", () => {
    const run = { worker: "hyperlens/h/1/u", started: 5, ended: null, total: 20, reason: null };
    const source = { file: "train.py", name: "s", line: 3 };
    const study = studyOf(
      ["minimize", "maximize"],
      [{ values: [1, 1], attributes: { [TRIAL_ATTRIBUTES.baseline]: true } }],
      {
        [STUDY_ATTRIBUTES.run]: run,
        [STUDY_ATTRIBUTES.source]: source,
        [STUDY_ATTRIBUTES.seed]: 7,
        "study:metric_names": ["loss"],
      },
    );
    expect(summarise(study)).toMatchObject({ run, source, seed: 7, metrics: ["loss", null], baseline: { number: 0 } });
  });

  it("of a foreign study, or one with attributes of another shape, has none of these", () => {
    const odd = {
      [STUDY_ATTRIBUTES.run]: 1,
      [STUDY_ATTRIBUTES.source]: [],
      [STUDY_ATTRIBUTES.seed]: "7",
      "study:metric_names": "x",
    };
    for (const attributes of [{}, odd]) {
      const summary = summarise(studyOf(["minimize"], [complete(1)], attributes));
      expect(summary).toMatchObject({ run: null, source: null, seed: null, metrics: [null], baseline: null });
    }
  });
});

describe("what a trial tells of itself", () => {
  const failure = { kind: "exception", message: "no", traceback: "at line 3" };
  it.each<[Json, unknown]>([
    [failure, failure],
    [
      { kind: "exception", message: "no" },
      { ...failure, traceback: null },
    ],
    [{ kind: "unheard", message: "no" }, null],
    ["no", null],
  ])("is why it failed: %j", (stored, read) => {
    const study = studyOf(["minimize"], [{ state: "failed", attributes: { [TRIAL_ATTRIBUTES.failure]: stored } }]);
    expect(failureOf(study.trials[0]!)).toEqual(read);
  });

  it.each<[Json, unknown]>([
    [
      [0.5, 0.75],
      [0.5, 0.75],
    ],
    [
      [[0.5, 0.75], null],
      [0.5, 0.75],
    ],
    [[null, [1]], null],
    ["x", null],
  ])("are its folds, of the first direction: %j", (stored, read) => {
    const study = studyOf(["minimize"], [{ values: [1], attributes: { [TRIAL_ATTRIBUTES.folds]: stored } }]);
    expect(foldsOf(study.trials[0]!)).toEqual(read);
  });
});
