import { bool, choice, int, loguniform } from "../../../src/core/space/build.js";
import type { Literal } from "../../../src/core/space/literal.js";
import { TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { type Continuation, encodeContinuation } from "../../../src/core/study/continuation.js";
import { JournalState } from "../../../src/core/study/journal-state.js";
import type { Json } from "../../../src/core/study/json.js";
import type { MarkChange } from "../../../src/core/study/marks.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import { finish, marked, newStudy, runningTrial, type TrialResult } from "../../../src/core/study/records.js";
import type { StudyState } from "../../../src/core/study/state.js";
import type { Direction } from "../../../src/core/study/trial.js";
import { text, whole } from "../space/kinds.js";
import { parameter } from "../space/spaces.js";

const worker = "hyperlens/host/1/u";
/** 2026-01-01 in microseconds. */
const EPOCH = 1_767_225_600_000_000;

const layers: Literal = { kind: "list", items: [whole(64), whole(32)], text: "[64, 32]" };

/** A numeric, a categorical, a boolean parameter, one that is a list, and one that is active for half of the trials. */
export const SPACE = {
  parameters: [
    parameter("rate", loguniform(1e-5, 1)),
    parameter("model", choice([text("svm"), text('a "forest"')])),
    parameter("depth", int(1, 9), 'model == "svm"'),
    parameter("layers", choice([layers, { kind: "list", items: [], text: "[]" }])),
    parameter("warm", bool()),
  ],
  constraints: [],
};

export interface Done {
  readonly values?: Readonly<Record<string, number>>;
  readonly result: Partial<Extract<TrialResult, { kind: "complete" }>> | Exclude<TrialResult, { kind: "complete" }>;
  readonly mark?: MarkChange;
  /** The trial that this one goes on from, and the step at which. */
  readonly continues?: Continuation;
}

/** A study as a journal of these trials gives it; trial n starts n minutes after the first and takes 1.5 seconds. */
export function storedStudy(directions: readonly Direction[], ...trials: readonly Done[]): StudyState {
  const state = new JournalState();
  const metrics = directions.map((_, i) => ["accuracy", "size"][i] ?? null);
  const goals = directions.map((direction, i) => ({ direction, metric: metrics[i] ?? null }));
  const setup = { version: 1, space: SPACE, goals, options: DEFAULT_OPTIONS, language: "python" };
  const source = { file: "train.py", name: "digits", line: 4 };
  for (const event of newStudy({ worker, id: 0, name: "digits", directions, metrics, setup, source, seed: 3 })) {
    state.apply(event);
  }
  const study = state.study("digits")!;
  for (const [number, { values, result, mark, continues }] of trials.entries()) {
    const started = EPOCH + number * 60e6;
    const point = new Map(Object.entries(values ?? { rate: 0.01, model: 0, depth: 3, layers: 0, warm: 1 }));
    const attributes: (readonly [string, Json])[] = [];
    if (continues !== undefined) attributes.push([TRIAL_ATTRIBUTES.continues, encodeContinuation(continues)]);
    const input = { worker, study: 0, started, space: SPACE, point, spaceVersion: 1, attributes, reason: "" };
    for (const event of runningTrial(input)) state.apply(event);
    const complete = { kind: "complete", values: [], folds: null, extra: {}, constraints: null } as const;
    const end = "kind" in result && result.kind !== "complete" ? result : { ...complete, ...result };
    const trial = study.trials[number]!;
    for (const event of finish(worker, trial, started + 1.5e6, end as TrialResult)) state.apply(event);
    if (mark) for (const event of marked(worker, study, trial, mark)) state.apply(event);
  }
  return study;
}

/** Three complete trials, the second one the best, and one that failed. */
export function digits(): StudyState {
  return storedStudy(
    ["maximize"],
    { result: { values: [0.8] } },
    {
      values: { rate: 1e-4, model: 1, layers: 1, warm: 0 },
      result: { values: [0.912345678], folds: [[0.91, 0.914691356]], extra: { f1: 0.9 } },
      mark: { star: true, tags: ["good, cheap"], note: 'says "yes"' },
    },
    { result: { values: [0.7] } },
    {
      result: {
        kind: "failed",
        failure: { kind: "exception", message: "ValueError: <bad> | worse", traceback: null },
        requeued: false,
      },
    },
  );
}
