import { describe, expect, it } from "vitest";
import { hasValues } from "../../../src/extension/studies/applied.js";
import { annotated } from "../digests.js";

describe("code that has the values of a trial", () => {
  it.each([
    ["1.0", true],
    ["1", true],
    ["2.5", false],
    ['"a"', false],
  ])("C = %s: %s", (text, has) => {
    expect(hasValues(annotated(), [{ name: "C", text }])).toBe(has);
  });

  it("does not where a parameter has no value in the code", () => {
    expect(hasValues(annotated(), [{ name: "gone", text: "1" }])).toBe(false);
  });
});
