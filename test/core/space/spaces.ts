import { worded } from "../../../src/core/l10n/phrase.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { parseExpression } from "../../../src/core/space/expression/parse.js";
import type { Expression } from "../../../src/core/space/expression.js";
import type { Parameter, SearchSpace } from "../../../src/core/space/space.js";

/** A parameter, with its condition in the annotation language. */
export function parameter(name: string, distribution: Distribution, condition?: string): Parameter {
  return { name, distribution, condition: condition === undefined ? null : expression(condition) };
}

export function spaceOf(parameters: readonly Parameter[], constraints: readonly string[] = []): SearchSpace {
  return { parameters, constraints: constraints.map((text) => ({ text, expression: expression(text) })) };
}

export function expression(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.kind === "error") throw new Error(worded(parsed.message));
  return parsed.expression;
}
