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
    space,
    trials: [],
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

  const trialsOf = (...outcomes: readonly (number | "failed" | "pruned")[]) =>
    outcomes.map((outcome, number) =>
      trialIn(
        space,
        number,
        new Map([["x", (number + 0.5) / outcomes.length]]),
        typeof outcome === "number" ? complete(outcome) : { kind: outcome, values: [] },
        { finished: number },
      ),
    );

  it("ends when so many trials in a row brought no gain, failed and pruned ones included", () => {
    const options = { ...DEFAULT_OPTIONS, patience: 3 };
    expect(stopReason(input({ options, trials: trialsOf(5, 4, 4, "failed") }))).toBeNull();
    expect(stopReason(input({ options, trials: trialsOf(5, 4, 4, "failed", "pruned") }))).toEqual({
      kind: "patience",
      text: "The last 3 trials brought no gain (patience).",
    });
    expect(stopReason(input({ options, trials: trialsOf(5, 4, 4, "failed", "pruned", 3) }))).toBeNull();
    expect(stopReason(input({ options, directions: ["maximize"], trials: trialsOf(1, 2, 3, 3.5, 2) }))).toBeNull();
    expect(stopReason(input({ options, directions: ["maximize"], trials: trialsOf(3, 2, 1, 0) }))?.kind).toBe(
      "patience",
    );
  });

  it("counts a trial that joins the front as a gain, with several directions", () => {
    const options = { ...DEFAULT_OPTIONS, patience: 2 };
    const at = (number: number, ...values: readonly number[]) =>
      trialIn(space, number, new Map([["x", 0.5]]), complete(...values), { finished: number });
    const directions = ["minimize", "maximize"] as const;
    const trials = [at(0, 1, 1), at(1, 2, 2), at(2, 3, 3), at(3, 3, 3), at(4, 2, 1)];
    expect(stopReason(input({ options, directions, trials: trials.slice(0, 4) }))).toBeNull();
    expect(stopReason(input({ options, directions, trials }))?.kind).toBe("patience");
  });

  it("counts gains in the order in which trials ended", () => {
    const options = { ...DEFAULT_OPTIONS, patience: 2 };
    const at = (number: number, value: number, finished: number) =>
      trialIn(space, number, new Map([["x", 0.5]]), complete(value), { finished });
    expect(stopReason(input({ options, trials: [at(0, 1, 3), at(1, 5, 1), at(2, 4, 2)] }))).toBeNull();
  });

  it("ends when the ten best values have levelled", () => {
    const options = { ...DEFAULT_OPTIONS, plateau: 0.01 };
    const level = Array.from({ length: 10 }, (_, i) => 1 + i / 1000);
    expect(stopReason(input({ options, trials: trialsOf(...level.slice(1), 50) }))).toBeNull();
    expect(stopReason(input({ options, trials: trialsOf(...level, 50, "failed") }))?.text).toBe(
      "The ten best values have levelled: they differ by 0.0028723 (plateau).",
    );
    expect(stopReason(input({ options, trials: trialsOf(...level.slice(1)) }))).toBeNull();
  });

  it("ends when the model leaves little to be gained, and not before it knows enough", () => {
    const options = { ...DEFAULT_OPTIONS, regret: 0.05 };
    const parabola = (count: number) =>
      trialsOf(...Array.from({ length: count }, (_, i) => ((i + 0.5) / count - 0.4) ** 2));
    const ask = (count: number) =>
      stopReason(input({ options, trials: parabola(count), summary: { finished: count, best: null }, total: null }));
    expect(ask(19)).toBeNull();
    expect(ask(50)?.kind).toBe("regret");
    expect(ask(50)?.text).toContain("is still to be gained, as far as the trials tell (regret).");
    const wild = trialsOf(...Array.from({ length: 50 }, (_, i) => Math.sin(i * i)));
    expect(stopReason(input({ options, trials: wild, summary: { finished: 50, best: null }, total: null }))).toBeNull();
  });
});
