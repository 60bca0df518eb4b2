import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../src/core/journal/event.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { TrialView } from "../../../src/driver/run/trial-view.js";

function trial(number: number, outcome: Trial["outcome"], finished: number | null = null): Trial {
  return {
    number,
    id: number,
    outcome,
    params: new Map([["x", number]]),
    distributionOf: () => undefined,
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(),
    started: 1,
    finished,
    worker: "w",
  };
}

const ending = (values: readonly number[], finished: number): readonly JournalEvent[] => [
  { worker: "w", kind: "trialAttribute", trial: 1, scope: "system", key: "hyperlens:folds", value: [1, 3] },
  { worker: "w", kind: "trialState", trial: 1, state: "complete", values, started: 1, finished },
];

describe("the trials as a sampler sees them", () => {
  it("show a trial as it will stand, and keep that object once the journal says the same", () => {
    const view = new TrialView();
    const first = trial(0, { kind: "complete", values: [1] }, 5);
    const before = [first, trial(1, { kind: "running" })];
    expect(view.follow(before)).toEqual(before);
    view.foresee(before[1]!, ending([2], 9));
    const foreseen = view.follow(before)[1];
    expect(foreseen).toMatchObject({ outcome: { kind: "complete", values: [2] }, finished: 9 });
    expect(foreseen?.systemAttributes.get("hyperlens:folds")).toEqual([1, 3]);
    const after = [first, trial(1, { kind: "complete", values: [2] }, 9), trial(2, { kind: "running" })];
    const seen = view.follow(after);
    expect(seen[0]).toBe(first);
    expect(seen[1]).toBe(foreseen);
    expect(seen[2]).toBe(after[2]);
  });

  it("show what another writer made of the trial instead", () => {
    const view = new TrialView();
    const running = trial(0, { kind: "running" });
    view.follow([running]);
    view.foresee(running, ending([2], 9));
    const taken = trial(0, { kind: "failed", values: [] }, 7);
    expect(view.follow([taken])[0]).toBe(taken);
  });
});
