import { describe, expect, it } from "vitest";
import { NOW, otherArgument, studyArgument, trialArgument } from "../../../src/extension/commands/arguments.js";

const ref = { journal: "/project/.hyperlens/a.journal.log", study: "a" };

describe("the argument of a command", () => {
  it("is a study itself, or an element of the tree", () => {
    expect(studyArgument(ref)).toEqual(ref);
    expect(studyArgument({ kind: "study", ref })).toEqual(ref);
    expect(studyArgument({ kind: "trial", ref, trial: { number: 4 } })).toEqual(ref);
  });

  it("is nothing where it is neither", () => {
    for (const other of [undefined, null, 3, "a", {}, { journal: 1, study: "a" }, { journal: "/a" }]) {
      expect(studyArgument(other)).toBeNull();
    }
  });

  it("names a trial by number, or as the tree's element", () => {
    expect(trialArgument({ ...ref, trial: 4 })).toBe(4);
    expect(trialArgument({ kind: "trial", ref, trial: { number: 5 } })).toBe(5);
    expect(trialArgument({ kind: "study", ref })).toBeNull();
    expect(trialArgument(undefined)).toBeNull();
  });

  it("names what a trial is compared with: another one, or the file as it is now", () => {
    expect(otherArgument({ ...ref, trial: 4, other: 2 })).toBe(2);
    expect(otherArgument({ ...ref, trial: 4, other: NOW })).toBe(NOW);
    for (const other of ["then", null, undefined]) expect(otherArgument({ ...ref, other })).toBeNull();
    expect(otherArgument({ ...ref, trial: 4 })).toBeNull();
  });
});
