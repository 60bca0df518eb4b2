import { describe, expect, it } from "vitest";
import { uniform } from "../../../src/core/space/build.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import { type StopInput, stopReason } from "../../../src/core/study/stop.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "./trials.js";

const space = spaceOf([parameter("x", uniform(0, 1))]);

function input(parts: Partial<StopInput>): StopInput {
  return {
    options: DEFAULT_OPTIONS,
    summary: { finished: 3, best: null },
    total: 10,
    elapsedSeconds: 5,
    directions: ["minimize"],
    ...parts,
  };
}

function best(...values: readonly number[]): StopInput["summary"] {
  return { finished: 3, best: trialIn(space, 2, new Map([["x", 0.5]]), complete(...values)) };
}

describe("a study", () => {
  it("goes on while no rule ends it", () => {
    expect(stopReason(input({}))).toBeNull();
    expect(stopReason(input({ total: null, elapsedSeconds: 1e9 }))).toBeNull();
  });

  it("ends when its trials are done", () => {
    expect(stopReason(input({ total: 3 }))).toEqual({ kind: "trials", text: "All 3 trials are done." });
    expect(stopReason(input({ total: 2 }))?.kind).toBe("trials");
    expect(stopReason(input({ total: 4 }))).toBeNull();
  });

  it("ends when its time is up", () => {
    const options = { ...DEFAULT_OPTIONS, timeout: 5400 };
    expect(stopReason(input({ options, elapsedSeconds: 5399 }))).toBeNull();
    expect(stopReason(input({ options, elapsedSeconds: 5400 }))).toEqual({
      kind: "timeout",
      text: "The time of 1 h 30 min is up.",
    });
  });

  it("ends when the best value has reached the target, in the study's direction", () => {
    const options = { ...DEFAULT_OPTIONS, target: 0.25 };
    expect(stopReason(input({ options, summary: best(0.25) }))?.kind).toBe("target");
    expect(stopReason(input({ options, summary: best(0.26) }))).toBeNull();
    expect(stopReason(input({ options, summary: best(0.3), directions: ["maximize"] }))?.text).toBe(
      "Trial 2 reached 0.3; the target was 0.25.",
    );
    expect(stopReason(input({ options, summary: best(0.2), directions: ["maximize"] }))).toBeNull();
  });

  it("names the target rather than the trials where both end it", () => {
    const options = { ...DEFAULT_OPTIONS, target: 1 };
    expect(stopReason(input({ options, summary: best(0), total: 3 }))?.kind).toBe("target");
  });
});
