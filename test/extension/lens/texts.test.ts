import { describe, expect, it } from "vitest";
import { type LensInput, lensTexts } from "../../../src/extension/lens/texts.js";
import { annotated, digest, RUNNING, trial } from "../digests.js";

function titles(change: Partial<LensInput> = {}): string[] {
  const input: LensInput = {
    study: annotated().study,
    digest: null,
    trialsSetting: null,
    trusted: true,
    edited: false,
    ...change,
  };
  return lensTexts(input).map(({ title }) => title);
}

describe("the lenses above a study", () => {
  it("offer a run with its number of trials", () => {
    expect(titles()).toEqual(["$(play) Run (60 trials)"]);
    expect(titles({ study: annotated("").study })).toEqual(["$(play) Run (100 trials)"]);
    expect(titles({ study: annotated("").study, trialsSetting: 7 })).toEqual(["$(play) Run (7 trials)"]);
    expect(titles({ study: annotated("trials=1").study })).toEqual(["$(play) Run (1 trial)"]);
    expect(titles({ study: annotated("sampler=grid").study })).toEqual(["$(play) Run (whole grid)"]);
  });

  it("offer to continue, the best with its gain, the results and to apply the best", () => {
    expect(titles({ digest: digest() })).toEqual([
      "$(play) Continue (12 of 60)",
      "Best 0.9712 (+0.0134)",
      "Results",
      "Apply best",
    ]);
  });

  it("offer as many trials again where all are done", () => {
    const input = { study: annotated().study, digest: digest({ finished: 60 }), trialsSetting: null };
    const [run] = lensTexts({ ...input, trusted: true, edited: false });
    expect(run?.title).toBe("$(play) Run 60 more");
    expect(run?.action).toEqual({ kind: "run", trials: 120 });
  });

  it("show progress and stop while it runs", () => {
    expect(titles({ digest: digest({ activity: RUNNING, best: null }) })).toEqual([
      "$(sync~spin) 12 of 60",
      "$(debug-pause) Pause",
      "$(debug-stop) Stop",
      "Results",
    ]);
  });

  it("offer to stop at once while the running trials are finished", () => {
    const stopping = (stop: "finish" | "now") =>
      titles({ digest: digest({ activity: { ...RUNNING, stop }, best: null }) });
    expect(stopping("finish")).toEqual(["$(sync~spin) 12 of 60", "Stopping…", "Stop now", "Results"]);
    expect(stopping("now")).toEqual(["$(sync~spin) 12 of 60", "Stopping…", "Results"]);
  });

  it("say how far a pause has come, and offer to resume", () => {
    const paused = (running: number) => {
      const counts = { ...digest().counts, running };
      return titles({ digest: digest({ activity: { ...RUNNING, paused: true }, counts, best: null }) });
    };
    expect(paused(2).slice(0, 3)).toEqual([
      "$(sync~spin) Pausing, 12 of 60",
      "$(debug-continue) Resume",
      "$(debug-stop) Stop",
    ]);
    expect(paused(0)[0]).toBe("$(debug-pause) Paused, 12 of 60");
  });

  it("say that edits apply from the next run, only while one runs", () => {
    expect(titles({ digest: digest({ activity: RUNNING }), edited: true }).at(-1)).toBe(
      "Edits apply from the next run",
    );
    expect(titles({ digest: digest(), edited: true })).not.toContain("Edits apply from the next run");
  });

  it("do not offer to apply the values that stand in the code", () => {
    const best = trial({ number: 0, baseline: true });
    expect(titles({ digest: digest({ best, baseline: best }) })).toEqual([
      "$(play) Continue (12 of 60)",
      "Best 0.9712",
      "Results",
    ]);
  });

  it("count the front where there are several directions", () => {
    const front = digest({ directions: ["maximize", "minimize"], best: null, front: 4 });
    expect(titles({ digest: front })).toContain("4 Pareto-optimal");
  });

  it("offer no run in an untrusted workspace or with a mistake", () => {
    expect(titles({ trusted: false })).toEqual(["$(shield) Not run in Restricted Mode"]);
    expect(titles({ study: annotated("trials=none").study })).toEqual([
      "$(error) This study has a mistake and does not run",
    ]);
  });

  it("say that each trial has a process of its own where the body is patched", () => {
    const { study } = annotated();
    const { objective } = study;
    if (objective.kind !== "function") throw new Error("The fixture is a function.");
    const patched = { ...study, objective: { ...objective, patched: true } };
    expect(titles({ study: patched }).at(-1)).toBe("Fresh process per trial");
  });
});
