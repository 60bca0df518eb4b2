import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearestName } from "../../../src/core/text/nearest-name.js";

describe("the nearest name", () => {
  it("is the one that was probably meant", () => {
    const names = ["startup", "candidates", "gamma", "group"];
    expect(nearestName("candidate", names)).toBe("candidates");
    expect(nearestName("gmama", names)).toBe("gamma");
    expect(nearestName("GROUP", names)).toBe("group");
  });

  it("is none where nothing is near", () => {
    expect(nearestName("temperature", ["startup", "gamma"])).toBeNull();
    expect(nearestName("x", [])).toBeNull();
  });
});

describe("the edit distance", () => {
  it("counts insertions, deletions, replacements and swaps", () => {
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("form", "from")).toBe(1);
  });

  it("is symmetric, and 0 for equal texts alone", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
