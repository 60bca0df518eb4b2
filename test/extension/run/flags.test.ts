import { describe, expect, it } from "vitest";
import { type RunFlags, runFlags, unknownOptions } from "../../../src/extension/run/flags.js";

function flags(change: Partial<RunFlags>): readonly string[] {
  return runFlags({ options: {}, settings: {}, given: [], studies: null, python: null, node: null, ...change });
}

describe("the flags of a run", () => {
  it("are none where nothing is set", () => {
    expect(flags({})).toEqual([]);
  });

  it("hand on settings that the annotation does not give", () => {
    const settings = { trials: 30, trial_timeout: "5m", noisy: true, target: -1.5 };
    expect(flags({ settings, given: ["trials"] })).toEqual(["--trial-timeout=5m", "--target=-1.5", "--noisy=on"]);
  });

  it("hand on a task's own options, whatever the annotation gives", () => {
    expect(flags({ options: { trials: 3 }, settings: { trials: 30 }, given: ["trials"] })).toEqual(["--trials=3"]);
  });

  it("pass the chosen interpreters, unless annotation, task or setting names one", () => {
    expect(flags({ python: "/chosen/python" })).toEqual(["--python=/chosen/python"]);
    expect(flags({ python: "/chosen/python", given: ["python"] })).toEqual([]);
    expect(flags({ python: "/chosen/python", settings: { python: "/set/python" } })).toEqual(["--python=/set/python"]);
    expect(flags({ node: "/n", options: { node: "/own" } })).toEqual(["--node=/own"]);
  });

  it("leave out settings that are empty", () => {
    expect(flags({ settings: { timeout: "", seed: null, run: undefined } })).toEqual([]);
  });

  it("name the studies folder where one is set", () => {
    expect(flags({ studies: "/work/studies" })).toEqual(["--studies=/work/studies"]);
  });

  it("know options that do not exist", () => {
    expect(unknownOptions({ trials: 3, trails: 4 })).toEqual(["trails"]);
  });
});
