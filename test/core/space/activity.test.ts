import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { activeParameters, ConditionCycleError, evaluationOrder } from "../../../src/core/space/activity.js";
import { choice, int, uniform } from "../../../src/core/space/build.js";
import { brokenConstraint, ConstraintError, drawSatisfying, satisfies } from "../../../src/core/space/constraint.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { parseExpression } from "../../../src/core/space/expression/parse.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import { text } from "./kinds.js";

function expressionOf(source: string) {
  const parsed = parseExpression(source);
  if (parsed.kind === "error") throw new Error(worded(parsed.message));
  return parsed.expression;
}

function spaceOf(
  parameters: Record<string, [Distribution, string?]>,
  constraints: readonly string[] = [],
): SearchSpace {
  return {
    parameters: Object.entries(parameters).map(([name, [distribution, condition]]) => ({
      name,
      distribution,
      condition: condition === undefined ? null : expressionOf(condition),
    })),
    constraints: constraints.map((source) => ({ expression: expressionOf(source), text: source })),
  };
}

const svm = spaceOf({
  degree: [int(2, 5), 'kernel == "poly"'],
  kernel: [choice([text("rbf"), text("poly")])],
  coef: [uniform(0, 1), "degree > 3"],
  C: [uniform(0, 9)],
});

describe("active parameters", () => {
  it("are those whose condition holds", () => {
    const point = new Map([
      ["kernel", 1],
      ["degree", 4],
      ["coef", 0.5],
      ["C", 1],
    ]);
    expect(activeParameters(svm, point)).toEqual(new Set(["kernel", "degree", "coef", "C"]));
  });

  it("do not hang on values of inactive ones", () => {
    const point = new Map([
      ["kernel", 0],
      ["degree", 4],
      ["coef", 0.5],
      ["C", 1],
    ]);
    expect(activeParameters(svm, point)).toEqual(new Set(["kernel", "C"]));
  });

  it("are asked after those that their conditions name", () => {
    expect(evaluationOrder(svm).map((parameter) => parameter.name)).toEqual(["kernel", "degree", "coef", "C"]);
  });

  it("in a circle are an error that names them", () => {
    const circle = spaceOf({ a: [int(0, 1), "b == 1"], b: [int(0, 1), "a == 1"], c: [int(0, 1)] });
    expect(() => evaluationOrder(circle)).toThrow(ConditionCycleError);
    expect(() => evaluationOrder(circle)).toThrow(/a, b depend on each other/);
  });
});

describe("constraints", () => {
  const network = spaceOf({ width: [int(1, 100)], depth: [int(1, 9)], skip: [int(1, 9), "depth > 4"] }, [
    "width * depth <= 100",
    "skip < depth",
  ]);

  it("are satisfied or named", () => {
    expect(satisfies(network, new Map(Object.entries({ width: 10, depth: 3 })))).toBe(true);
    expect(brokenConstraint(network, new Map(Object.entries({ width: 50, depth: 3 })))?.text).toBe(
      "width * depth <= 100",
    );
    expect(brokenConstraint(network, new Map(Object.entries({ width: 1, depth: 5, skip: 7 })))?.text).toBe(
      "skip < depth",
    );
  });

  it("do not apply where they name an inactive parameter", () => {
    expect(satisfies(network, new Map(Object.entries({ width: 10, depth: 4 })))).toBe(true);
  });

  it("that no draw satisfies are named after 10,000 draws", () => {
    let draws = 0;
    const draw = () => {
      draws += 1;
      return new Map(Object.entries({ width: 90, depth: 9, skip: 1 }));
    };
    expect(() => drawSatisfying(network, draw)).toThrow(ConstraintError);
    expect(draws).toBe(10_000);
    expect(() => drawSatisfying(network, draw)).toThrow(/`width \* depth <= 100`/);
  });
});
