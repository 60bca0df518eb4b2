import { describe, expect, it } from "vitest";
import type { JournalEvent, StoredParameter, StoredState } from "../../../src/core/journal/event.js";
import { choice, int, loguniform, uniform } from "../../../src/core/space/build.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { type Applied, JournalState } from "../../../src/core/study/journal-state.js";

const worker = "w";
const newStudy = (name = "s"): JournalEvent => ({ worker, kind: "createStudy", name, directions: ["minimize"] });
const newTrial = (study = 0, parts: Partial<Extract<JournalEvent, { kind: "createTrial" }>> = {}): JournalEvent => ({
  worker,
  kind: "createTrial",
  study,
  state: "running",
  values: null,
  started: 1,
  finished: null,
  parameters: [],
  userAttributes: [],
  systemAttributes: [],
  intermediate: [],
  ...parts,
});
const become = (
  trial: number,
  state: StoredState,
  values: readonly number[] | null = null,
  by = worker,
): JournalEvent => ({
  worker: by,
  kind: "trialState",
  trial,
  state,
  values,
  started: state === "running" ? 10 : null,
  finished: state === "running" || state === "waiting" ? null : 20,
});
const draw = (trial: number, name: string, distribution: Distribution, value = 0): JournalEvent => ({
  worker,
  kind: "trialParameter",
  trial,
  parameter: { name, value, distribution },
});
const report = (trial: number, step: number, value: number): JournalEvent => ({
  worker,
  kind: "intermediate",
  trial,
  step,
  value,
});

function stateAfter(...events: readonly JournalEvent[]): JournalState {
  const state = new JournalState();
  for (const event of events) state.apply(event);
  return state;
}

function last(...events: readonly JournalEvent[]): Applied {
  const state = stateAfter(...events.slice(0, -1));
  return state.apply(events.at(-1)!);
}

describe("a journal's state", () => {
  it("counts studies as they are accepted, and gives a deleted one's number to no other", () => {
    const state = stateAfter(
      newStudy("a"),
      newStudy("a"),
      newStudy("b"),
      { worker, kind: "deleteStudy", study: 0 },
      newStudy("a"),
    );
    expect(state.studies.map(({ id, name }) => [id, name])).toEqual([
      [1, "b"],
      [2, "a"],
    ]);
    expect(state.study("a")?.id).toBe(2);
    expect(state.nextStudyId).toBe(3);
  });

  it("counts trials over the whole file, and numbers them within their study", () => {
    const state = stateAfter(newStudy("a"), newStudy("b"), newTrial(0), newTrial(1), newTrial(7), newTrial(0));
    expect(state.study("a")?.trials.map(({ id, number }) => [id, number])).toEqual([
      [0, 0],
      [2, 1],
    ]);
    expect(state.study("b")?.trials.map(({ id, number }) => [id, number])).toEqual([[1, 0]]);
    expect(state.nextTrialId).toBe(3);
    expect(state.studyOf(2)?.name).toBe("a");
  });

  it("updates an unfinished trial in place", () => {
    const state = stateAfter(newStudy(), newTrial());
    const trial = state.trial(0)!;
    state.apply(report(0, 3, 0.5));
    state.apply(report(0, 1, 0.25));
    state.apply(report(0, 3, 0.75));
    state.apply(draw(0, "x", uniform(0, 1), 0.5));
    state.apply(become(0, "complete", [2]));
    expect([...trial.intermediate]).toEqual([
      [3, 0.75],
      [1, 0.25],
    ]);
    expect([...trial.params.entries()]).toEqual([["x", 0.5]]);
    expect(trial.outcome).toEqual({ kind: "complete", values: [2] });
    expect(trial.finished).toBe(20);
  });

  it("lets the first claim of a waiting trial win", () => {
    const state = stateAfter(newStudy(), newTrial(0, { state: "waiting", started: null }));
    expect(state.trial(0)?.worker).toBeNull();
    expect(state.apply(become(0, "running", null, "first")).kind).toBe("trial");
    expect(state.apply(become(0, "running", null, "second"))).toEqual({
      kind: "dropped",
      reason: "Trial 0 runs already.",
    });
    expect(state.trial(0)).toMatchObject({ worker: "first", started: 10 });
  });

  it("lets a running trial wait again, and be claimed again", () => {
    const state = stateAfter(newStudy(), newTrial(), become(0, "waiting"), become(0, "running", null, "other"));
    expect(state.trial(0)).toMatchObject({ worker: "other", outcome: { kind: "running" } });
  });

  it("keeps values that a state without values follows, as Optuna does", () => {
    const state = stateAfter(newStudy(), newTrial(0, { values: [3] }), become(0, "failed", null));
    expect(state.trial(0)?.outcome).toEqual({ kind: "failed", values: [3] });
  });

  const finished = [newStudy(), newTrial(), become(0, "complete", [1])];
  it.each<[string, readonly JournalEvent[]]>([
    ["a second study of one name", [newStudy(), newStudy()]],
    ["the deletion of a study that is not there", [{ worker, kind: "deleteStudy", study: 0 }]],
    [
      "an attribute of a deleted study",
      [
        newStudy(),
        { worker, kind: "deleteStudy", study: 0 },
        { worker, kind: "studyAttribute", study: 0, scope: "user", key: "a", value: 1 },
      ],
    ],
    ["a trial of a study that is not there", [newStudy(), newTrial(1)]],
    ["a parameter of a trial that is not there", [newStudy(), draw(0, "x", uniform(0, 1))]],
    ["a parameter of a finished trial", [...finished, draw(0, "x", uniform(0, 1))]],
    ["a report of a finished trial", [...finished, report(0, 1, 1)]],
    [
      "an attribute of a finished trial",
      [...finished, { worker, kind: "trialAttribute", trial: 0, scope: "user", key: "a", value: 1 }],
    ],
    ["another end of a finished trial", [...finished, become(0, "failed")]],
    ["a claim of a running trial", [newStudy(), newTrial(), become(0, "running")]],
  ])("drops %s", (_, events) => {
    expect(last(...events).kind).toBe("dropped");
  });

  const letters = (...values: readonly (string | number | boolean)[]) =>
    choice(
      values.map((value) =>
        typeof value === "string"
          ? { kind: "string", value }
          : typeof value === "number"
            ? { kind: "int", value }
            : { kind: "boolean", value },
      ),
    );
  it.each<[string, Distribution, Distribution, "trial" | "dropped"]>([
    ["another range", uniform(0, 1), uniform(-5, 5, { step: 1 }), "trial"],
    ["the logarithm", uniform(0, 1), loguniform(1, 2), "dropped"],
    ["whole numbers", uniform(0, 1), int(0, 1), "dropped"],
    ["categories", int(0, 1), letters("a"), "dropped"],
    ["the same categories", letters("a", 1), letters("a", 1), "trial"],
    ["categories that Python takes for equal", letters("a", 1), letters("a", true), "trial"],
    ["categories in another order", letters("a", "b"), letters("b", "a"), "dropped"],
    ["a text of digits", letters("1"), letters(1), "dropped"],
  ])("holds a parameter to the kind that its first trial gave it: %s", (_, first, second, kind) => {
    expect(last(newStudy(), newTrial(), newTrial(), draw(0, "x", first), draw(1, "x", second)).kind).toBe(kind);
  });

  it("takes the kind from the trial of the smallest number, whenever that one got the parameter", () => {
    const stored = (distribution: Distribution): StoredParameter => ({ name: "x", value: 1, distribution });
    // A whole trial is taken as it comes; it is the first by number to have x.
    const state = stateAfter(newStudy(), newTrial(0, { parameters: [stored(int(0, 5))] }), newTrial(), newTrial());
    expect(state.apply(draw(1, "x", uniform(0, 1))).kind).toBe("dropped");
    expect(state.apply(draw(2, "x", int(0, 9), 3)).kind).toBe("trial");
  });

  it("applies what belongs to a deleted study's trials, out of sight", () => {
    const state = stateAfter(newStudy(), newTrial(), { worker, kind: "deleteStudy", study: 0 });
    expect(state.apply(report(0, 1, 1)).kind).toBe("trial");
    expect(state.studies).toEqual([]);
    expect(state.trial(0)?.intermediate.get(1)).toBe(1);
  });

  it("is not changed by records of discarded trials", () => {
    expect(last(newStudy(), { worker, kind: "discardTrials" })).toEqual({ kind: "nothing" });
  });
});
