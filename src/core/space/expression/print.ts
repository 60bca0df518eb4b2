import type { Expression } from "../expression.js";
import type { Literal } from "../literal.js";

/**
 * An expression in the spelling of the annotation language, with parentheses around every part that is itself an
 * operation, but for rows of the same `and` or `or`. Parsing it gives the same expression.
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return printLiteral(expression.literal);
    case "name":
      return /^[A-Za-z_][A-Za-z0-9_]*$/.test(expression.name) ? expression.name : JSON.stringify(expression.name);
    case "list":
      return `(${expression.items.map(printExpression).join(", ")}${expression.items.length === 1 ? "," : ""})`;
    case "unary":
      return `${expression.operator === "not" ? "not " : "-"}${operand(expression.operand)}`;
    case "binary": {
      const { operator, left, right } = expression;
      const chained = (operator === "and" || operator === "or") && left.kind === "binary" && left.operator === operator;
      return `${chained ? printExpression(left) : operand(left)} ${operator} ${operand(right)}`;
    }
  }
}

function operand(expression: Expression): string {
  const text = printExpression(expression);
  return expression.kind === "unary" || expression.kind === "binary" ? `(${text})` : text;
}

function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case "string":
      return `"${literal.value.replace(/[\\"]/g, "\\$&")}"`;
    case "none":
      return "None";
    case "boolean":
      return literal.value ? "True" : "False";
    case "int":
    case "real":
      return String(literal.value);
    case "list":
    case "tuple":
      return literal.text;
  }
}
