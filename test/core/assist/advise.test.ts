import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/core/annotations/write.js";
import { advise } from "../../../src/core/assist/advise/advise.js";
import { widening } from "../../../src/core/assist/advise/widen.js";
import type { StudyFacts } from "../../../src/core/assist/facts.js";
import * as build from "../../../src/core/space/build.js";
import type { Literal } from "../../../src/core/space/literal.js";
import { annotated } from "./at.js";

function advice(text: string, facts: StudyFacts | null = null, path = "a.py") {
  const file = annotated(path, text);
  expect(file.parsed.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return advise(file, () => facts).map(({ code, range, severity, fixes }) => ({
    code,
    severity,
    over: text.slice(range.start, range.end),
    fixed: fixes.map(({ edits }) => applyEdits(text, edits)),
  }));
}

const conditional = (condition: string) =>
  `# @study minimize\ndef f(\n    kind="a",  # @tune choice("a", "b")\n    n=3,  # @tune int(1, 100)\n    r=0.5,  # @tune uniform(0, 1)\n    x=1,  # @tune int(1, 3) if ${condition}\n):\n    return kind, n, r, x\n`;

describe("a condition that never holds", () => {
  it.each([
    "n > 100",
    "n < 1",
    "r > 1 and r < 2",
    'kind == "a" and kind == "b"',
    "n > 3 and n < 4",
    "not (n >= 1)",
    "n == 2.5",
    "r < 0.5 and r > 0.5",
  ])("is reported: %s", (condition) => {
    expect(advice(conditional(condition))).toEqual([
      { code: "never-true", severity: "warning", over: condition, fixed: [] },
    ]);
  });

  it.each([
    "n >= 100",
    "n <= 1",
    "r > 0.3 and r < 0.30001",
    'kind == "a" or kind == "b"',
    "n > 3 and n < 5",
    "n * r > 1000",
    "n in (7, 200)",
    "r == 1",
  ])("is not suspected where it can hold, or where that is not known: %s", (condition) => {
    expect(advice(conditional(condition))).toEqual([]);
  });
});

describe("a parameter that the code does not use", () => {
  const file = (body: string) => `# @study minimize\ndef f(\n    rate=0.1,  # @tune uniform(0, 1)\n):\n    ${body}\n`;

  it("is reported", () => {
    expect(advice(file("return 1  # rate"))).toEqual([
      { code: "parameter-not-used", severity: "hint", over: "rate", fixed: [] },
    ]);
    expect(
      advice(
        "// @study minimize\nexport function f({\n  rate = 0.1, // @tune uniform(0, 1)\n}) {\n  return 1;\n}\n",
        null,
        "a.js",
      ),
    ).toMatchObject([{ code: "parameter-not-used", over: "rate" }]);
  });

  it.each(["return rate", "return f'{rate}'", "return g(**locals())", "pass", "..."])(
    "is not suspected in: %s",
    (body) => {
      expect(advice(file(body))).toEqual([]);
    },
  );
});

describe("a metric that nothing prints", () => {
  it("is reported for scripts alone", () => {
    const file = (print: string) => `# @study minimize val_loss\nx = 1  # @tune int(1, 3)\n${print}\n`;
    expect(advice(file("print('loss=', x)"))).toMatchObject([{ code: "metric-not-printed", over: "val_loss" }]);
    expect(advice(file("print('val_loss=', x)"))).toEqual([]);
  });
});

describe("a best value at the edge of its range", () => {
  const facts = (value: Literal, finished = 30): StudyFacts => ({
    directions: ["minimize"],
    finished,
    space: [],
    best: { number: 3, values: [1], params: new Map([["x", value]]) },
    insight: new Map(),
  });
  const file = (tune: string) => `# @study minimize\ndef f(\n    x=2.0,  # @tune ${tune}\n):\n    return x\n`;

  it("is reported at that end, and can be moved", () => {
    expect(advice(file("loguniform(0.1, 10)"), facts({ kind: "real", value: 9.9 }))).toEqual([
      { code: "best-at-edge", severity: "hint", over: "10", fixed: [file("loguniform(0.1, 100)")] },
    ]);
    expect(advice(file("uniform(high=3, low=1)"), facts({ kind: "real", value: 1 }))).toMatchObject([
      { over: "1", fixed: [file("uniform(high=3, low=0)")] },
    ]);
  });

  it("is not reported within the range, before ten results, or without any", () => {
    expect(advice(file("loguniform(0.1, 10)"), facts({ kind: "real", value: 5 }))).toEqual([]);
    expect(advice(file("loguniform(0.1, 10)"), facts({ kind: "real", value: 9.9 }, 9))).toEqual([]);
    expect(advice(file("loguniform(0.1, 10)"))).toEqual([]);
  });

  it("leaves natural ends alone: 0, and 1 for shares and counts", () => {
    expect(widening(build.uniform(0, 0.6) as never, 0)).toBeNull();
    expect(widening(build.uniform(0, 1) as never, 1)).toBeNull();
    expect(widening(build.int(1, 30) as never, 1)).toBeNull();
    expect(widening(build.logint(1, 300) as never, 1)).toBeNull();
    expect(widening(build.int(1, 30) as never, 30)).toEqual({ end: "high", value: 45 });
    expect(widening(build.logint(16, 256) as never, 256)).toEqual({ end: "high", value: 1024 });
    expect(widening(build.int(2, 20, { step: 6 }) as never, 20)).toEqual({ end: "high", value: 32 });
    expect(widening(build.normal(0, 1) as never, 5)).toBeNull();
    expect(widening(build.int(1, 3) as never, 3)).toBeNull();
  });
});
