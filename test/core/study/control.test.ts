import { describe, expect, it } from "vitest";
import { type Control, type ControlAction, encodeControl, runControlOf } from "../../../src/core/study/control.js";

const run = { worker: "hyperlens/here/1/a", started: 100, ended: null, total: 10, reason: null };

function controlled(wishes: readonly (Partial<Control> & ControlAction)[], answers: readonly string[] = []) {
  const all = wishes.map((wish, i) => encodeControl({ id: String(i), at: 200 + i, to: null, ...wish }));
  return runControlOf(run, all, (id) => answers.includes(id));
}

describe("what a run has been asked", () => {
  it("is nothing at first", () => {
    expect(controlled([])).toEqual({ stop: "no", paused: false, last: null, answered: false });
  });

  it("is a pause until it is resumed, whatever else is wished meanwhile", () => {
    expect(controlled([{ do: "pause" }, { do: "set", trials: 4 }, { do: "kill", trial: 0 }]).paused).toBe(true);
    expect(controlled([{ do: "pause" }, { do: "resume" }]).paused).toBe(false);
    expect(controlled([{ do: "pause" }, { do: "resume" }, { do: "pause" }]).paused).toBe(true);
  });

  it("is an end that nothing takes back, at once where that was wished as well", () => {
    expect(controlled([{ do: "stop" }, { do: "resume" }]).stop).toBe("finish");
    expect(controlled([{ do: "stopNow" }, { do: "stop" }]).stop).toBe("now");
  });

  it("counts from the start of the run, and what was wished of its own driver", () => {
    expect(controlled([{ do: "stop", at: 99 }]).last).toBeNull();
    expect(controlled([{ do: "pause", to: "hyperlens/there/1/b" }]).paused).toBe(false);
    expect(controlled([{ do: "pause", to: run.worker }]).paused).toBe(true);
  });

  it("is answered with its last wish", () => {
    expect(controlled([{ do: "pause" }, { do: "resume" }], ["0"]).answered).toBe(false);
    expect(controlled([{ do: "pause" }, { do: "resume" }], ["1"])).toMatchObject({ answered: true, last: { id: "1" } });
  });

  it("passes over what is no wish that this version knows", () => {
    expect(runControlOf(run, ["stop", null, { id: "x", at: 500, to: null, do: "dance" }], () => false).last).toBeNull();
  });
});
