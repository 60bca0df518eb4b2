import { describe, expect, it } from "vitest";
import {
  standingOf,
  studyContext,
  studyDescription,
  trialContext,
  trialDescription,
} from "../../../src/extension/studies/describe.js";
import type { StudyEntry } from "../../../src/extension/studies/digest.js";
import { shortValue } from "../../../src/extension/studies/short.js";
import { annotated, digest, RUNNING, trial } from "../digests.js";

function entry(change: Partial<StudyEntry> = {}): StudyEntry {
  return { ref: digest().ref, annotated: annotated(), digest: digest(), ...change };
}

describe("a study in the tree", () => {
  it.each([
    [entry({ digest: null }), "fresh", "not run yet"],
    [entry(), "results", "12 trials · best 0.9712 (+0.0134)"],
    [entry({ digest: digest({ activity: RUNNING }) }), "running", "12 of 60 · best 0.9712 (+0.0134)"],
    [
      entry({ digest: digest({ activity: { ...RUNNING, stop: "finish" }, best: null }) }),
      "running",
      "stopping, 12 of 60",
    ],
    [entry({ digest: digest({ activity: { ...RUNNING, paused: true }, best: null }) }), "paused", "paused, 12 of 60"],
    [
      entry({
        digest: digest({
          activity: { ...RUNNING, paused: true },
          best: null,
          counts: { ...digest().counts, running: 1 },
        }),
      }),
      "running",
      "pausing, 12 of 60",
    ],
    [
      entry({ digest: digest({ activity: { kind: "interrupted" }, best: null }) }),
      "interrupted",
      "interrupted · 12 trials",
    ],
    [entry({ annotated: annotated("trials=none") }), "mistake", "has a mistake"],
    [entry({ digest: digest({ error: "Line 3 is broken." }) }), "broken", "journal cannot be read to its end"],
    [entry({ digest: digest({ best: null, front: 4 }) }), "results", "12 trials · 4 Pareto-optimal"],
  ] as const)("says how it stands (%#)", (given, standing, description) => {
    expect(standingOf(given)).toBe(standing);
    expect(studyDescription(given)).toBe(description);
  });

  it("tells its menu what can be done", () => {
    expect(studyContext(entry())).toBe("study runnable stored code best");
    expect(studyContext(entry({ digest: digest({ activity: RUNNING }) }))).toBe("study running stored code best");
    const paused = { ...RUNNING, paused: true, stop: "finish" } as const;
    expect(studyContext(entry({ digest: digest({ activity: paused }) }))).toBe(
      "study running paused stopping stored code best",
    );
    expect(studyContext(entry({ digest: null }))).toBe("study runnable code");
    expect(studyContext(entry({ annotated: null }))).toBe("study stored best");
    expect(studyContext(entry({ annotated: annotated("trials=none"), digest: null }))).toBe("study code");
  });
});

describe("a trial in the tree", () => {
  const values = "C = 2.5";

  it.each([
    [trial(), `0.9712 · 2.5 s · ${values}`],
    [trial({ values: [1, 2.5] }), `1, 2.5 · 2.5 s · ${values}`],
    [trial({ baseline: true }), `0.9712 · 2.5 s · baseline · ${values}`],
    [trial({ older: true }), `0.9712 · 2.5 s · older code · ${values}`],
    [trial({ finished: null, state: "running", values: [] }), `running · ${values}`],
    [trial({ finished: null, state: "running", latest: { step: 4, value: 0.5 } }), `step 4, 0.5 · ${values}`],
    [trial({ state: "pruned", latest: { step: 4, value: 0.5 } }), `pruned at step 4, 0.5 · 2.5 s · ${values}`],
    [trial({ finished: null, state: "waiting" }), `waiting · ${values}`],
    [
      trial({ state: "failed", failure: { kind: "exception", message: "no", traceback: null } }),
      `no · 2.5 s · ${values}`,
    ],
    [trial({ state: "failed", params: [] }), "failed · 2.5 s"],
  ] as const)("says what came out, how long it took, and for which values (%#)", (given, description) => {
    expect(trialDescription(given)).toBe(description);
  });

  it("tells its menu whether its values can be applied", () => {
    expect(trialContext(entry(), trial())).toBe("trial code complete");
    expect(trialContext(entry({ annotated: null }), trial({ state: "failed" }))).toBe("trial failed");
    expect(trialContext(undefined, trial())).toBe("trial complete");
  });
});

describe("a value where there is little room", () => {
  it.each([
    ["1.452150103757866", "1.4522"],
    ["1e-05", "1e-05"],
    ["0.001", "0.001"],
    ["-3.1425214582122862", "-3.1425"],
    ['"a text of 1234567 digits"', '"a text of 1234567 digits"'],
    ["(100, 200, 300)", "(100, 200, 300)"],
    ["True", "True"],
  ])("%s is %s", (text, short) => {
    expect(shortValue(text)).toBe(short);
  });
});
