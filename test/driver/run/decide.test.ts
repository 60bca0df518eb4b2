import { describe, expect, it } from "vitest";
import type { Trial } from "../../../src/core/study/trial.js";
import { Breaker } from "../../../src/driver/run/breaker.js";
import { decide } from "../../../src/driver/run/decide.js";
import { Tally } from "../../../src/driver/run/tally.js";

function trial(number: number, kind: Trial["outcome"]["kind"], requeued = false): Trial {
  return {
    number,
    id: number,
    outcome: kind === "waiting" || kind === "running" ? { kind } : { kind, values: [] },
    params: new Map(),
    distributionOf: () => undefined,
    intermediate: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(requeued ? [["hyperlens:requeued", true]] : []),
    started: null,
    finished: null,
    worker: null,
  };
}

const idle = { trials: [], finished: 0, running: 0, waiting: 0, total: 10, stop: null };

describe("what a free slot does next", () => {
  it("claims the first waiting trial before it asks for a new one", () => {
    const trials = [trial(0, "complete"), trial(1, "waiting"), trial(2, "waiting")];
    expect(decide({ ...idle, trials, finished: 1, waiting: 2 })).toEqual({ kind: "claim", trial: trials[1] });
  });

  it("asks for a new trial where none waits and there is room", () => {
    expect(decide({ ...idle, finished: 5, running: 4 })).toEqual({ kind: "create" });
    expect(decide({ ...idle, finished: 500, total: null })).toEqual({ kind: "create" });
  });

  it("ends where finished and running trials make up the total, even with trials waiting", () => {
    const trials = [trial(0, "waiting")];
    expect(decide({ ...idle, trials, finished: 6, running: 4, waiting: 1 })).toEqual({ kind: "end", reason: null });
  });

  it("ends where it is told to", () => {
    expect(decide({ ...idle, stop: "The time is up." })).toEqual({ kind: "end", reason: "The time is up." });
  });
});

describe("the counts of a study", () => {
  it("leave out trials that were queued again, and follow trials as they finish", () => {
    const tally = new Tally();
    const trials = [trial(0, "complete"), trial(1, "failed", true), trial(2, "running"), trial(3, "waiting")];
    expect(tally.count(trials)).toEqual({ complete: 1, pruned: 0, failed: 0, running: 1, waiting: 1 });
    const later = [trials[0]!, trials[1]!, trial(2, "pruned"), trial(3, "failed")];
    expect(tally.count(later)).toEqual({ complete: 1, pruned: 1, failed: 1, running: 0, waiting: 0 });
    expect(tally.count(later)).toEqual({ complete: 1, pruned: 1, failed: 1, running: 0, waiting: 0 });
  });
});

describe("the breaker", () => {
  const failure = (kind: "exception" | "timeout" | "interrupted") => ({ kind, message: "boom", traceback: null });

  it("stops after so many failures in a row before the first completed trial", () => {
    const breaker = new Breaker(3, false);
    breaker.failure(failure("exception"));
    breaker.failure(failure("exception"));
    expect(breaker.reason).toBeNull();
    breaker.failure(failure("exception"));
    expect(breaker.reason).toBe("3 trials failed in a row (max_failures): boom");
  });

  it("bears ten times as many once a trial has completed, counted anew after each success", () => {
    const breaker = new Breaker(2, false);
    breaker.failure(failure("exception"));
    breaker.success();
    for (let i = 0; i < 19; i++) breaker.failure(failure("exception"));
    expect(breaker.reason).toBeNull();
    breaker.failure(failure("exception"));
    expect(breaker.reason).toMatch(/^20 trials/);
  });

  it("does not count trials that were interrupted or took too long", () => {
    const breaker = new Breaker(1, false);
    breaker.failure(failure("interrupted"));
    breaker.failure(failure("timeout"));
    expect(breaker.reason).toBeNull();
  });
});
