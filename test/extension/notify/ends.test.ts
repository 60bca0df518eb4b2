import { describe, expect, it } from "vitest";
import { RunEnds } from "../../../src/extension/notify/ends.js";
import { endText, offersBest } from "../../../src/extension/notify/text.js";
import type { StudyDigest } from "../../../src/extension/studies/digest.js";
import { digest, RUNNING, trial } from "../digests.js";

const ENDED = "All its trials are done.";

function entry(change: Partial<StudyDigest>) {
  const made = digest(change);
  return { ref: made.ref, annotated: null, digest: made };
}

const running = (started = 5, stopping = false) =>
  entry({ activity: { ...RUNNING, stop: stopping ? "finish" : "no" }, started, ended: null });
const idle = (started = 5) => entry({ activity: { kind: "idle" }, started, ended: ENDED });

describe("the end of a run", () => {
  it("is told once, of a run that was seen running", () => {
    const ends = new RunEnds(10);
    expect(ends.look([running()])).toEqual([]);
    expect(ends.look([idle()])).toMatchObject([{ kind: "finished", ref: { study: "digits" } }]);
    expect(ends.look([idle()])).toEqual([]);
  });

  it("is told of a run that began after the window and was over before anybody looked", () => {
    const ends = new RunEnds(10);
    expect(ends.look([{ ...idle(), digest: null }])).toEqual([]);
    expect(ends.look([idle(11)])).toHaveLength(1);
    expect(ends.look([idle(11)])).toEqual([]);
  });

  it("is not told of runs from before the window was open", () => {
    expect(new RunEnds(10).look([idle()])).toEqual([]);
  });

  it("is told again of the next run", () => {
    const ends = new RunEnds(10);
    ends.look([running()]);
    ends.look([idle()]);
    ends.look([running(20)]);
    expect(ends.look([idle(20)])).toHaveLength(1);
  });

  it("is not told to those who asked for it", () => {
    const ends = new RunEnds(10);
    ends.look([running(20, true)]);
    expect(ends.look([idle(20)])).toEqual([]);
  });

  it("is told of a driver that died", () => {
    const ends = new RunEnds(10);
    ends.look([running()]);
    const cut = entry({ activity: { kind: "interrupted" }, started: 5, ended: null });
    expect(ends.look([cut])).toMatchObject([{ kind: "cut off" }]);
  });
});

describe("the message at the end of a run", () => {
  const end = (change: Partial<StudyDigest>, kind: "finished" | "cut off" = "finished") => {
    const made = digest({ ended: ENDED, ...change });
    return { ref: made.ref, digest: made, kind };
  };

  it("says how many trials there were, what came out, and why it ended", () => {
    expect(endText(end({}))).toBe("digits: 12 trials, best 0.9712 (+0.0134). All its trials are done.");
    expect(endText(end({ front: 4 }))).toBe("digits: 12 trials, 4 Pareto-optimal. All its trials are done.");
    expect(endText(end({ best: null, ended: null }))).toBe("digits: 12 trials, and none of them completed.");
    expect(endText(end({}, "cut off"))).toContain("was cut off after 12 trials");
  });

  it("offers the best values only where they are not those of the code", () => {
    expect(offersBest(end({}))).toBe(true);
    expect(offersBest(end({ best: trial({ baseline: true }) }))).toBe(false);
    expect(offersBest(end({ best: null }))).toBe(false);
    expect(offersBest(end({}, "cut off"))).toBe(false);
  });
});
