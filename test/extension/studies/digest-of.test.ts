import { describe, expect, it } from "vitest";
import { control, controlDone, report } from "../../../src/core/study/records.js";
import { digestOf, type Surroundings, spellerOf } from "../../../src/extension/studies/digest-of.js";
import { RecordedStudy, WORKER } from "../recorded.js";

const alive: Surroundings = {
  journal: "/project/.hyperlens/digits.journal.log",
  host: "here",
  isAlive: () => true,
  identityOf: (worker) => ({ host: worker.split("/")[1]!, pid: Number(worker.split("/")[2]) }),
  fileOf: ({ file }) => `/project/${file}`,
  wishesOf: () => [],
  isAnswered: () => false,
  error: null,
};
const dead: Surroundings = { ...alive, isAlive: () => false };

function tuned(): RecordedStudy {
  const recorded = new RecordedStudy();
  recorded.run();
  recorded.end(recorded.baseline(), 0.9);
  recorded.end(recorded.start(2.5), 0.95);
  recorded.end(recorded.start(4.5), {
    kind: "failed",
    failure: { kind: "exception", message: "ValueError: no", traceback: "Traceback" },
    requeued: false,
  });
  return recorded;
}

describe("the digest of a study", () => {
  it("has the best, the baseline, the counts and the place of the code", () => {
    const digest = digestOf(tuned().study, alive);
    expect(digest).toMatchObject({
      ref: { journal: alive.journal, study: "digits" },
      metrics: ["accuracy"],
      source: { file: "/project/models/fit.py", cell: null, line: 7 },
      counts: { complete: 2, failed: 1, running: 0 },
      recorded: 3,
      finished: 3,
      imported: 0,
      total: 60,
      best: { number: 1, values: [0.95] },
      baseline: { number: 0, values: [0.9], baseline: true },
      front: 0,
    });
  });

  it("spells values as the code does", () => {
    const { study } = tuned();
    expect(spellerOf(study)(study.trials[1]!).params).toEqual([
      { name: "C", text: "2.5" },
      { name: "kind", text: '"b"' },
    ]);
    expect(spellerOf(study)(study.trials[0]!).params[0]).toEqual({ name: "C", text: "1.0" });
  });

  it("keeps why a trial failed, and what it reported last", () => {
    const recorded = tuned();
    const running = recorded.start(1);
    recorded.write([...report(WORKER, running.id, 1, [0.5]), ...report(WORKER, running.id, 2, [0.6])]);
    const [, , failed, last] = recorded.study.trials.map(spellerOf(recorded.study));
    expect(failed).toMatchObject({ state: "failed", failure: { kind: "exception", message: "ValueError: no" } });
    expect(last).toMatchObject({ state: "running", latest: { step: 2, value: 0.6 } });
  });

  it("runs while its driver lives, with the driver's process on this machine only", () => {
    const { study } = tuned();
    expect(digestOf(study, alive).activity).toEqual({
      kind: "running",
      host: "here",
      pid: 42,
      stop: "no",
      paused: false,
      last: null,
      answered: false,
    });
    expect(digestOf(study, { ...alive, host: "there" }).activity).toMatchObject({ kind: "running", pid: null });
  });

  it("was interrupted where its driver is dead and the run has no end", () => {
    expect(digestOf(tuned().study, dead).activity).toEqual({ kind: "interrupted" });
  });

  it("rests once the run has ended, and knows why", () => {
    const recorded = tuned();
    recorded.run({ ended: 9_000_000, reason: "The total was reached." });
    expect(digestOf(recorded.study, alive)).toMatchObject({
      activity: { kind: "idle" },
      ended: "The total was reached.",
    });
  });

  it("is stopping once somebody has asked for it, and answered once the driver has taken notice", () => {
    const recorded = tuned();
    recorded.write(control(WORKER, 0, { id: "w", at: 600_000, to: WORKER, do: "stop" }));
    const activity = () =>
      digestOf(recorded.study, {
        ...alive,
        wishesOf: (name) => recorded.state.wishesOf(name),
        isAnswered: (name, wish) => recorded.state.isAnswered(name, wish),
      }).activity;
    expect(activity()).toMatchObject({ stop: "finish", answered: false });
    recorded.write(controlDone(WORKER, 0, "w"));
    expect(activity()).toMatchObject({ stop: "finish", answered: true });
  });
});
