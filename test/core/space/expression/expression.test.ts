import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worded } from "../../../../src/core/l10n/phrase.js";
import { evaluate, holds, satisfies } from "../../../../src/core/space/expression/evaluate.js";
import { namesIn } from "../../../../src/core/space/expression/names.js";
import { parseExpression } from "../../../../src/core/space/expression/parse.js";
import { type Literal, plainValue } from "../../../../src/core/space/literal.js";

type Value = number | string | boolean | null | readonly Value[];

function literal(value: Value): Literal {
  if (value === null) return { kind: "none" };
  if (typeof value === "object") return { kind: "tuple", items: value.map(literal), text: "" };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "boolean") return { kind: "boolean", value };
  return Number.isInteger(value) ? { kind: "int", value } : { kind: "real", value };
}

function parsed(text: string, quotedNames: readonly string[] = []) {
  const result = parseExpression(text, { quotedNames: new Set(quotedNames) });
  if (result.kind === "error") throw new Error(`${text}: ${worded(result.message)}`);
  return result.expression;
}

function lookup(values: Record<string, Value>) {
  return (name: string) => (name in values ? literal(values[name]!) : undefined);
}

function value(text: string, values: Record<string, Value> = {}) {
  const result = evaluate(parsed(text), lookup(values));
  return result.kind === "value" ? plainValue(result.literal) : result.kind;
}

/** The mistake that `«…»` marks in the text, with its message and fix. */
function mistake(marked: string) {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace("«", "").replace("»", "");
  const result = parseExpression(text);
  if (result.kind === "ok") throw new Error(`${text} was accepted`);
  expect({ start: result.start, end: result.end }, marked).toEqual({ start, end });
  const { fix } = result;
  return {
    message: worded(result.message),
    fixed: fix === undefined ? null : text.slice(0, fix.start) + fix.text + text.slice(fix.end),
  };
}

describe("expressions", () => {
  it.each<[string, Value]>([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["2 ** 3 ** 2", 512],
    ["-2 ** 2", -4],
    ["2 ** -1", 0.5],
    ["7 // 2", 3],
    ["-7 // 2", -4],
    ["-7 % 3", 2],
    ["7 % -3", -2],
    ["1 // 0.1", 9],
    ["1 / 4", 0.25],
    ["10 - 2 - 3", 5],
    ["- - 3", 3],
    ["+3", 3],
    ["1_000 + .5", 1000.5],
    ["1e3 == 1000", true],
    ["1 < 2 < 3", true],
    ["1 < 3 < 2", false],
    ["3 in (1, 2, 3)", true],
    ["3 in (3)", true],
    ["3 not in [1, 2]", true],
    ["(1, 2) in ((1, 2), (3, 4))", true],
    ['"a" in ()', false],
    ["not 1 == 2", true],
    ["not not true", true],
    ["1 == 1 or 1 == 2 and 1 == 3", true],
    ["None == null", true],
    ["True == true", true],
    [String.raw`"it\"s" == 'it"s'`, true],
    [String.raw`"a\\b" == 'a\b'`, true],
  ])("%s is %j, as in Python", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it("reads names greedily, so that an operator which a name may contain needs spaces", () => {
    expect(value("a-b", { "a-b": 5 })).toBe(5);
    expect(value("a - b", { a: 5, b: 3 })).toBe(2);
    expect(value("a -b", { a: 5, b: 3 })).toBe(2);
    expect(value("a/b", { "a/b": 5 })).toBe(5);
    expect(value("a*b", { a: 5, b: 3 })).toBe(15);
    expect(value("opt.lr<=1", { "opt.lr": 1 })).toBe(true);
    expect(mistake("a- «b»").message).toContain("space before the operator");
  });

  it("reads a quoted text as a parameter only where its name cannot be written bare", () => {
    const expression = parsed('"learning rate" > 0.1 and kernel == "rbf"', ["learning rate"]);
    expect(namesIn(expression)).toEqual(["learning rate", "kernel"]);
    expect(holds(expression, lookup({ "learning rate": 0.2, kernel: "rbf" }))).toBe(true);
  });

  it("compares numbers by value and never takes different types for equal", () => {
    expect(value("x == 1.0", { x: 1 })).toBe(true);
    expect(value('x == "1"', { x: 1 })).toBe(false);
    expect(value("x == 1", { x: true })).toBe(false);
    expect(value("x != none", { x: 1, none: "other" })).toBe(true);
    expect(value("x == None", { x: null })).toBe(true);
    expect(value("x == [1, 2]", { x: [1, 2] })).toBe(true);
  });

  it("has no value where types do not fit, and a condition without a value is false", () => {
    for (const text of ["x < 3", "not x", "-x > 0", "x + 1 == 2", "x and 1 == 1"]) {
      expect(evaluate(parsed(text), lookup({ x: "text" })).kind, text).toBe("impossible");
      expect(holds(parsed(text), lookup({ x: "text" })), text).toBe(false);
    }
    expect(holds(parsed("x"), lookup({ x: "text" }))).toBe(false);
    for (const text of ["1 / x", "1 // x", "1 % x", "(x - 8) ** 0.5", "10.0 ** 400"]) {
      expect(evaluate(parsed(text), lookup({ x: 0 })).kind, text).toBe("impossible");
    }
  });

  it("a condition over an inactive parameter is false, negated or not", () => {
    for (const text of ["x == 1", "x != 1", "not x == 1", "not (x == 1)", "x in (1, 2)", "x not in (1, 2)"]) {
      expect(holds(parsed(text), lookup({})), text).toBe(false);
    }
  });

  it("an inactive parameter does not matter where the other side decides, in either order", () => {
    for (const text of ["y == 1 or x == 1", "x == 1 or y == 1"]) {
      expect(holds(parsed(text), lookup({ y: 1 })), text).toBe(true);
      expect(holds(parsed(text), lookup({ y: 2 })), text).toBe(false);
    }
    expect(holds(parsed("not (x == 1 and y == 2)"), lookup({ y: 1 }))).toBe(true);
  });

  it("a constraint that names an inactive parameter does not apply", () => {
    const constraint = parsed("width * depth <= 512");
    expect(satisfies(constraint, lookup({ width: 64, depth: 8 }))).toBe(true);
    expect(satisfies(constraint, lookup({ width: 64, depth: 9 }))).toBe(false);
    expect(satisfies(constraint, lookup({ width: 64_000 }))).toBe(true);
  });

  it("lists the names that an expression mentions, each once", () => {
    expect(namesIn(parsed('a > 1 and b in (c, 2) or not a == "b"'))).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["a == 1 «&&» b == 2", "a == 1 and b == 2"],
    ["a == 1«&&»b == 2", "a == 1 and b == 2"],
    ["a «||» b", "a or b"],
    ["«!»a", "not a"],
    ["a «===» 1", "a == 1"],
    ["a «!==» 1", "a != 1"],
    ["a «=» 1", "a == 1"],
    ["a «<>» 1", "a != 1"],
    ["a «=>» 1", "a >= 1"],
    ["a «AND» b", "a and b"],
    ["a «is» None", "a == None"],
    ['a in «"b"»', 'a in ("b")'],
  ])("%s gets a fix", (marked, fixed) => {
    expect(mistake(marked).fixed).toBe(fixed);
  });

  it.each([
    ["«»", "missing"],
    ["a >«»", "ends too early"],
    ["(a > 1«»", "`)`"],
    ["a > 1 «)»", "not expected"],
    ["a «b»", "not expected"],
    ['a == «"b»', "closed"],
    ["«max»(a, b)", "no functions"],
    ["a > «1x»", "neither a number nor a name"],
    ["a «$» 1", "no meaning"],
    ["a in «b»", "list of values"],
    ["a in (1) «==» 2", "list cannot be compared"],
    ["a > «1e999»", "too large"],
  ])("%s is refused at the exact characters", (marked, message) => {
    expect(mistake(marked).message).toContain(message);
  });

  it("refuses what is nested too deeply instead of running out of stack, and in no time", () => {
    for (const text of [
      "(".repeat(100_000),
      "not ".repeat(5000),
      "-".repeat(5000),
      "a**".repeat(5000),
      "[".repeat(59),
    ]) {
      expect(parseExpression(text).kind).toBe("error");
    }
    expect(parseExpression(`${"((".repeat(20)}1,${"),".repeat(40)}`).kind).toBe("error");
    expect(parseExpression(Array(900).fill("a").join(" or ")).kind).toBe("ok");
  });

  it("never throws on any text, and its ranges lie within the text", () => {
    const pieces = fc.constantFrom(
      "a",
      "b-c",
      "(",
      ")",
      "[",
      ",",
      "==",
      "<",
      "not ",
      " in ",
      " and ",
      "1",
      "2.5",
      '"',
      "'x'",
      "-",
      "**",
      "&&",
      "!",
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (text) => {
          const result = parseExpression(text);
          if (result.kind === "error") {
            expect(result.start).toBeLessThanOrEqual(result.end);
            expect(result.end).toBeLessThanOrEqual(text.length);
          } else {
            for (const { start, end } of result.ranges.values()) expect(start < end && end <= text.length).toBe(true);
            evaluate(result.expression, () => ({ kind: "int", value: 1 }));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("agrees with integer arithmetic on any operands", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }), (a, b) => {
        fc.pre(b !== 0);
        const quotient = value("a // b", { a, b }) as number;
        const remainder = value("a % b", { a, b }) as number;
        expect(quotient).toBe(Math.floor(a / b) + 0);
        expect(quotient * b + remainder).toBe(a + 0);
      }),
    );
  });
});
