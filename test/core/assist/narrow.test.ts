import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/core/annotations/write.js";
import type { TriedValues } from "../../../src/core/assist/facts.js";
import { narrowAround } from "../../../src/core/assist/narrow.js";
import { worded } from "../../../src/core/l10n/phrase.js";
import type { Literal } from "../../../src/core/space/literal.js";
import { annotated } from "./at.js";

const real = (value: number): Literal => ({ kind: "real", value });
const int = (value: number): Literal => ({ kind: "int", value });

const TEXT = `# @study minimize
def f(
    lr=0.01,  # @tune loguniform(1e-5, 1)
    drop=0.5,  # @tune uniform(0, 1)
    depth=50,  # @tune int(0, 100, step=10)
    wide=0.5,  # @tune uniform(0, 1)
    kind="a",  # @tune choice("a", "b")
    mu=0.0,  # @tune normal(0, 1)
):
    return 1
`;

/** Trials whose loss is the distance from a point; \`wide\` does not matter. */
function trials(count: number): TriedValues[] {
  return Array.from({ length: count }, (_, i) => {
    const u = (((i * 0.6180339887) % 1) + 1) % 1;
    const lr = 10 ** (-5 + 5 * u);
    const drop = 0.2 + 0.6 * Math.abs(u - 0.5);
    const depth = Math.round(10 * u) * 10;
    const loss = Math.abs(u - 0.5);
    return {
      number: i,
      values: [loss],
      params: new Map([
        ["lr", real(lr)],
        ["drop", real(drop)],
        ["depth", int(depth)],
        ["wide", real((i * 0.7548776662) % 1)],
        ["kind", { kind: "string", value: "a" } as Literal],
        ["mu", real(0.1)],
      ]),
    };
  });
}

function narrowed(count: number, direction: "minimize" | "maximize" = "minimize") {
  const file = annotated("a.py", TEXT);
  const plan = narrowAround(file, file.parsed.studies[0]!, trials(count), direction);
  return plan.kind === "refusal" ? plan : { text: applyEdits(TEXT, plan.edits), ranges: plan.ranges };
}

describe("narrowing the space around the best", () => {
  it("rewrites the ranges that the best trials do not need, in the geometry of each", () => {
    const result = narrowed(100);
    if ("kind" in result) throw new Error(worded(result.message));
    const file = annotated("a.py", result.text);
    expect(file.parsed.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const space = new Map(
      file.parsed.studies[0]!.space.parameters.map(({ name, distribution }) => [name, distribution]),
    );
    expect(space.get("lr")).toMatchObject({ kind: "loguniform" });
    const lr = space.get("lr") as { low: number; high: number };
    // The best lie around 10^-2.5, within 0.075 of five decades to either side, and a tenth beyond.
    expect(Math.log10(lr.low)).toBeCloseTo(-2.5 - 5 * 0.175, 0);
    expect(Math.log10(lr.high)).toBeCloseTo(-2.5 + 5 * 0.175, 0);
    expect(space.get("depth")).toMatchObject({ kind: "int", step: 10 });
    const depth = space.get("depth") as { low: number; high: number };
    expect([depth.low % 10, depth.high % 10]).toEqual([0, 0]);
    expect(depth.low).toBeLessThanOrEqual(50);
    expect(depth.high).toBeGreaterThanOrEqual(50);
    expect(depth.high - depth.low).toBeLessThan(100);
    expect(space.get("wide")).toMatchObject({ low: 0, high: 1 });
    expect(space.get("kind")).toMatchObject({ choices: [{ value: "a" }, { value: "b" }] });
    expect(space.get("mu")).toMatchObject({ mu: 0, sigma: 1 });
    expect(result.ranges.map(({ name }) => name)).toEqual(["lr", "drop", "depth"]);
  });

  it("takes the direction into account", () => {
    const result = narrowed(100, "maximize");
    // The greatest losses lie at both ends: every range of lr is still needed.
    expect("text" in result && result.text).toContain("loguniform(1e-5, 1)");
  });

  it("refuses where there are too few trials, and says so", () => {
    const refusal = narrowed(9);
    expect("message" in refusal && worded(refusal.message)).toContain("there are 9");
  });

  it("keeps every good value in its range, and never leaves the present one", () => {
    const values = fc.array(fc.double({ min: 1e-5, max: 1, noNaN: true }), { minLength: 20, maxLength: 60 });
    const file = annotated(
      "a.py",
      "# @study minimize\ndef f(\n    x=0.1,  # @tune loguniform(1e-5, 1)\n    y=0.1,  # @tune uniform(-3, 5)\n):\n    return x + y\n",
    );
    fc.assert(
      fc.property(values, (list) => {
        const tried = list.map((x, number) => ({
          number,
          values: [number],
          params: new Map([
            ["x", real(x)],
            ["y", real(x * 8 - 3)],
          ]),
        }));
        const plan = narrowAround(file, file.parsed.studies[0]!, tried, "minimize");
        if (plan.kind === "refusal") return;
        const after = annotated("a.py", applyEdits(file.text, plan.edits));
        expect(after.parsed.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        const [x, y] = after.parsed.studies[0]!.space.parameters.map(
          ({ distribution }) => distribution as { low: number; high: number },
        );
        for (const value of list.slice(0, Math.max(5, Math.ceil(0.15 * list.length)))) {
          expect(x!.low).toBeLessThanOrEqual(value);
          expect(x!.high).toBeGreaterThanOrEqual(value);
          expect(y!.low).toBeLessThanOrEqual(value * 8 - 3);
          expect(y!.high).toBeGreaterThanOrEqual(value * 8 - 3);
        }
        expect(x!.low).toBeGreaterThanOrEqual(1e-5);
        expect(y!.high).toBeLessThanOrEqual(5);
      }),
    );
  });
});
