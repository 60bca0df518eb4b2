import { describe, expect, it } from "vitest";
import { FLAT_LIMIT, listingOf, trialsOf } from "../../../src/extension/studies/groups.js";
import { digest } from "../digests.js";
import { RecordedStudy } from "../recorded.js";

describe("the trials of a study in the tree", () => {
  it("stand under it at once while there are few", () => {
    expect(listingOf(digest({ recorded: FLAT_LIMIT }))).toEqual({ kind: "flat" });
  });

  it("are grouped where there are many, without empty groups", () => {
    const counts = { waiting: 0, running: 2, complete: 900, pruned: 0, failed: 3 };
    expect(listingOf(digest({ recorded: 905, counts }))).toEqual({
      kind: "groups",
      groups: [
        { group: "best", count: 5 },
        { group: "running", count: 2 },
        { group: "failed", count: 3 },
        { group: "all", count: 905 },
      ],
    });
  });
});

describe("a study with several directions", () => {
  it("is led by its Pareto-optimal trials", () => {
    const several = digest({ recorded: 900, directions: ["minimize", "maximize"], front: 7 });
    const listing = listingOf(several);
    expect(listing.kind === "groups" && listing.groups[0]).toEqual({ group: "front", count: 7 });
  });
});

describe("a group", () => {
  const recorded = new RecordedStudy();
  for (const value of [0.1, 0.9, 0.5, 0.9, 0.7, 0.2, 0.8]) recorded.end(recorded.start(1), value);
  const requeued = recorded.start(2);
  recorded.end(requeued, {
    kind: "failed",
    failure: { kind: "interrupted", message: "The driver stopped.", traceback: null },
    requeued: true,
  });
  recorded.start(3);
  const { trials, directions } = recorded.study;
  const numbers = (group: Parameters<typeof trialsOf>[0]) =>
    trialsOf(group, trials, { directions, front: [trials[2]!] }).map(({ number }) => number);

  it("of all holds every trial, the newest first", () => {
    expect(numbers("all")).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it("of the best holds five in their order, the earlier of equals first", () => {
    expect(numbers("best")).toEqual([1, 3, 6, 4, 2]);
  });

  it("of a state leaves out what was queued again", () => {
    expect(numbers("failed")).toEqual([]);
    expect(numbers("running")).toEqual([8]);
  });

  it("of the front is the study's", () => {
    expect(numbers("front")).toEqual([2]);
  });
});
