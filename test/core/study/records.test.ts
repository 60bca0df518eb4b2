import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import type { JournalEvent } from "../../../src/core/journal/event.js";
import { parseJson } from "../../../src/core/journal/json.js";
import { choice, int, uniform } from "../../../src/core/space/build.js";
import type { Literal } from "../../../src/core/space/literal.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import { STUDY_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { decodeControl } from "../../../src/core/study/control.js";
import { JournalState } from "../../../src/core/study/journal-state.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import {
  changedSetup,
  claim,
  control,
  finish,
  newStudy,
  queuedAgain,
  report,
  runningTrial,
  runRecord,
  type TrialResult,
  waitingTrial,
} from "../../../src/core/study/records.js";
import { setupOf } from "../../../src/core/study/setup.js";
import { failureOf, foldsOf, isBaseline, isRequeued, summarise } from "../../../src/core/study/summary.js";
import { text, whole } from "../space/kinds.js";
import { parameter } from "../space/spaces.js";

const worker = "hyperlens/host/1/u";
const list: Literal = { kind: "list", items: [whole(1)], text: "[1]" };
const space: SearchSpace = {
  parameters: [
    parameter("x", uniform(0, 1)),
    parameter("n", int(1, 9, { step: 2 })),
    parameter("c", choice([text("a"), list])),
    parameter("deep", uniform(0, 1), 'c == "a"'),
  ],
  constraints: [],
};
const setup = {
  version: 1,
  space,
  goals: [{ direction: "minimize", metric: "loss" }],
  options: DEFAULT_OPTIONS,
  language: "python",
} as const;
const source = { file: "train.py", name: "s", line: 4 };

/** A journal that was written with a new study and these events. */
class Journaled {
  readonly state = new JournalState();
  readonly lines: string[] = [];

  constructor() {
    this.write(
      newStudy({ worker, id: 0, name: "s", directions: ["minimize"], metrics: ["loss"], setup, source, seed: 3 }),
    );
  }

  get study() {
    return this.state.study("s")!;
  }

  trial(number: number) {
    return this.study.trials[number]!;
  }

  write(events: readonly JournalEvent[]): void {
    for (const event of events) {
      this.lines.push(encodeEvent(event));
      expect(this.state.apply(event).kind).not.toBe("dropped");
    }
  }

  start(): void {
    const point = new Map([
      ["x", 0.5],
      ["n", 3],
      ["c", 1],
    ]);
    this.write(
      runningTrial({
        worker,
        study: 0,
        started: 10,
        space,
        point,
        spaceVersion: 1,
        attributes: [["rung", 2]],
        reason: "random",
      }),
    );
  }

  /** Records since the mark, as JSON. */
  since(mark: number): Record<string, unknown>[] {
    return this.lines.slice(mark).map((line) => parseJson(line) as unknown as Record<string, unknown>);
  }
}

describe("what is written", () => {
  it("for a new study names the metrics last, which some viewers forget with the next attribute", () => {
    const journal = new Journaled();
    expect(journal.since(0).at(-1)).toMatchObject({ op_code: 3, system_attr: { "study:metric_names": ["loss"] } });
    expect(setupOf(journal.study)).toEqual(setup);
    expect(summarise(journal.study)).toMatchObject({ source, seed: 3, metrics: ["loss"], run: null });
  });

  it("for a changed set-up and for runs replaces what stood there", () => {
    const journal = new Journaled();
    journal.write(changedSetup(worker, 0, { ...setup, version: 2 }, { ...source, cell: 4, line: 9 }));
    const run = { worker, started: 5, ended: null, total: 20, reason: null };
    journal.write(runRecord(worker, 0, run));
    journal.write(runRecord(worker, 0, { ...run, ended: 9, reason: "done" }));
    expect(setupOf(journal.study)?.version).toBe(2);
    expect(summarise(journal.study)).toMatchObject({ source: { cell: 4, line: 9 }, run: { ended: 9, reason: "done" } });
  });

  it("for a trial that starts is one record, without its inactive parameters", () => {
    const journal = new Journaled();
    const mark = journal.lines.length;
    journal.start();
    const [record, ...more] = journal.since(mark);
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      op_code: 4,
      params: { x: 0.5, n: 3, c: 1 },
      system_attrs: { "hyperlens:space": 1, "hyperlens:sampler": "random", rung: 2 },
    });
    expect(record).not.toHaveProperty("state");
    expect(journal.trial(0)).toMatchObject({ outcome: { kind: "running" }, started: 10, worker });
  });

  it("for a trial that waits holds its values as other programs see them, and runs once it is claimed", () => {
    const journal = new Journaled();
    const mark = journal.lines.length;
    const values = new Map<string, Literal>([
      ["x", { kind: "real", value: 3 }],
      ["n", whole(4)],
      ["c", list],
    ]);
    journal.write(waitingTrial({ worker, study: 0, space, values, baseline: true, spaceVersion: 1, attributes: [] }));
    expect(journal.since(mark)).toMatchObject([
      {
        op_code: 4,
        state: 4,
        datetime_start: null,
        params: { x: 3, c: 1 },
        system_attrs: { fixed_params: { x: 3, n: 4, c: "[1]" } },
      },
    ]);
    const trial = journal.trial(0);
    expect(isBaseline(trial)).toBe(true);
    // 4 is not on the lattice of n; 3 lies outside the range of x, which is stretched for this one trial.
    expect(trial.systemAttributes.get("hyperlens:values")).toEqual({ n: whole(4) });
    expect(trial.distributionOf("x")).toEqual(uniform(0, 3));
    journal.write(claim(worker, 0, 20));
    expect(journal.trial(0)).toMatchObject({ outcome: { kind: "running" }, started: 20, worker });
  });

  const complete: TrialResult = {
    kind: "complete",
    values: [0.5],
    folds: [[0.25, 0.75]],
    extra: { accuracy: 0.75, nothing: null },
    constraints: [-1, 2],
  };
  it("for a complete trial puts attributes before the end, which repeats the start, and writes no null", () => {
    const journal = new Journaled();
    journal.start();
    const mark = journal.lines.length;
    journal.write(finish(worker, journal.trial(0), 30, complete));
    const records = journal.since(mark);
    expect(records.map(({ op_code }) => op_code)).toEqual([8, 9, 9, 6]);
    expect(records.at(-1)).toMatchObject({ state: 1, values: [0.5], datetime_start: expect.any(String) });
    expect(journal.trial(0)).toMatchObject({ started: 10, finished: 30, outcome: { kind: "complete", values: [0.5] } });
    expect([...journal.trial(0).userAttributes]).toEqual([["accuracy", 0.75]]);
    expect(journal.trial(0).systemAttributes.get("constraints")).toEqual([-1, 2]);
    expect(foldsOf(journal.trial(0))).toEqual([0.25, 0.75]);
  });

  it.each<[string, readonly (readonly [number, number])[], readonly number[]]>([
    [
      "the value at the largest step",
      [
        [10, 1],
        [2, 5],
      ],
      [1],
    ],
    [
      "nothing where that is NaN",
      [
        [2, 5],
        [10, Number.NaN],
      ],
      [],
    ],
    ["nothing where nothing was reported", [], []],
  ])("for a pruned trial holds %s", (_, reports, values) => {
    const journal = new Journaled();
    journal.start();
    for (const [step, value] of reports) journal.write(report(worker, 0, step, [value]));
    journal.write(finish(worker, journal.trial(0), 30, { kind: "pruned", reason: null }));
    expect(journal.trial(0).outcome).toEqual({ kind: "pruned", values });
  });

  it("for an interrupted trial fails it and queues its configuration once more, without its fate", () => {
    const journal = new Journaled();
    journal.start();
    const failure = { kind: "interrupted", message: "the driver stopped", traceback: null } as const;
    journal.write(finish(worker, journal.trial(0), 30, { kind: "failed", failure, requeued: true }));
    journal.write(queuedAgain(worker, 0, journal.trial(0)));
    expect(isRequeued(journal.trial(0))).toBe(true);
    expect(failureOf(journal.trial(0))).toEqual(failure);
    const again = journal.trial(1);
    expect(again).toMatchObject({ outcome: { kind: "waiting" }, started: null, finished: null, worker: null });
    expect([...again.params.entries()]).toEqual([...journal.trial(0).params.entries()]);
    expect([...again.systemAttributes.keys()]).toEqual(["hyperlens:space", "hyperlens:sampler", "rung"]);
    expect(summarise(journal.study).counts).toMatchObject({ failed: 0, waiting: 1 });
  });
});

describe("a wish of a person", () => {
  const wish = { id: "1", at: 100, to: worker, do: "stop" } as const;

  it.each([
    { do: "stop" },
    { do: "stopNow" },
    { do: "pause" },
    { do: "resume" },
    { do: "kill", trial: 3 },
    { do: "skip", trial: 0 },
    { do: "set", trials: 40, parallel: 2, timeout: 90.5 },
  ] as const)("is held by the study as it was written: %j", (action) => {
    const journal = new Journaled();
    const said = { id: "1", at: 100, to: worker, ...action };
    journal.write(control(worker, 0, said));
    expect(decodeControl(journal.study.systemAttributes.get(STUDY_ATTRIBUTES.control))).toEqual(said);
  });

  it.each([
    null,
    [],
    "stop",
    { ...wish, do: "explode" },
    { ...wish, id: 1 },
    { ...wish, at: "now" },
    { ...wish, to: 5 },
  ])("is none where the attribute holds %j", (value) => {
    const journal = new Journaled();
    journal.write([{ worker, kind: "studyAttribute", study: 0, scope: "system", key: "hyperlens:control", value }]);
    expect(decodeControl(journal.study.systemAttributes.get(STUDY_ATTRIBUTES.control))).toBeNull();
  });
});
