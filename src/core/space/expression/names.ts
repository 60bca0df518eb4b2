import type { Expression } from "../expression.js";

/** The parameters that an expression names, each once, in order of first mention. */
export function namesIn(expression: Expression): readonly string[] {
  const names = new Set<string>();
  for (const part of partsOf(expression)) if (part.kind === "name") names.add(part.name);
  return [...names];
}

/** An expression and everything in it, from left to right. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  switch (expression.kind) {
    case "literal":
    case "name":
      return;
    case "list":
      for (const item of expression.items) yield* partsOf(item);
      return;
    case "unary":
      yield* partsOf(expression.operand);
      return;
    case "binary":
      yield* partsOf(expression.left);
      yield* partsOf(expression.right);
  }
}
