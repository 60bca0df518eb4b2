import { describe, expect, it } from "vitest";
import { baselineOf } from "../../../src/core/annotations/baseline.js";
import { parsed } from "./marked.js";

function baseline(parameters: string, head = "# @study minimize") {
  return baselineOf(parsed("a.py", `${head}\ndef f(\n${parameters}\n): ...\n`).studies[0]!);
}

describe("the baseline", () => {
  it("is the code's own literals, kinds kept, of the parameters that are active in it", () => {
    const found = baseline(
      'n=1,  # @tune int(0, 9) if k == "a"\nm=2.0,  # @tune int(0, 9) if k == "b"\nx=1,  # @tune uniform(0, 9)\nk="b"  # @tune choice("a", "b")',
    );
    expect(found).toEqual({
      kind: "values",
      values: new Map([
        ["m", { kind: "real", value: 2 }],
        ["x", { kind: "int", value: 1 }],
        ["k", { kind: "string", value: "b" }],
      ]),
      unrepresentable: [],
      warnings: [],
    });
  });

  it("warns of values outside their ranges", () => {
    expect(baseline("x=5  # @tune uniform(0, 1)")).toMatchObject({
      warnings: [expect.stringContaining("outside 0 to 1")],
      unrepresentable: [],
    });
  });

  it("names values that the space cannot represent", () => {
    const found = baseline(
      'x=0,  # @tune loguniform(0.1, 1)\nk="c",  # @tune choice("a", "b")\nn=3  # @tune int(0, 9, step=2)',
    );
    expect(found).toMatchObject({ unrepresentable: ["x", "k", "n"], warnings: [] });
  });

  it("does not exist where it is off, a value is missing, or a constraint is broken", () => {
    expect(baseline("x=5  # @tune int(0, 9)", "# @study minimize baseline=off")).toEqual({
      kind: "none",
      why: "baseline=off",
    });
    expect(baseline("x=5,  # @tune int(0, 9)\ny=g()  # @tune int(0, 9)")).toMatchObject({
      kind: "none",
      why: expect.stringContaining("`y`"),
    });
    expect(
      baseline("x=5,  # @tune int(0, 9)\ny=2  # @tune int(0, 9)", "# @study minimize\n# @constraint x < y"),
    ).toMatchObject({
      kind: "none",
      why: expect.stringContaining("`x < y`"),
    });
  });

  it("needs no value of a parameter that is inactive in it, and no constraint over one", () => {
    const found = baseline(
      "x=0,  # @tune int(0, 9)\ny=g()  # @tune int(0, 9) if x > 0",
      "# @study minimize\n# @constraint x > y",
    );
    expect(found).toMatchObject({ kind: "values", values: new Map([["x", { kind: "int", value: 0 }]]) });
  });
});
