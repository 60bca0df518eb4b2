import type { BinaryOperator, Expression } from "../expression.js";
import type { Literal } from "../literal.js";
import { namesIn } from "./names.js";

/** The value of each active parameter; undefined where a parameter is inactive. */
export type Lookup = (name: string) => Literal | undefined;

export type Evaluation =
  | { readonly kind: "value"; readonly literal: Literal }
  /** It depends on a parameter that is inactive. */
  | { readonly kind: "inactive"; readonly name: string }
  /** The operation has no value for these operands: types that do not fit, a division by zero, an overflow. */
  | { readonly kind: "impossible"; readonly message: string };

/**
 * The value of an expression. Numbers compare by value whatever their kind, other values only equal their like, lists
 * and tuples by their entries. Ordering and arithmetic are for numbers alone. `and` and `or` need one side only where
 * that side decides (so `kernel == "poly" or degree > 3` holds for "poly" with degree inactive); the order of the
 * sides does not matter.
 */
export function evaluate(expression: Expression, lookup: Lookup): Evaluation {
  switch (expression.kind) {
    case "literal":
      return { kind: "value", literal: expression.literal };
    case "name": {
      const literal = lookup(expression.name);
      return literal === undefined ? { kind: "inactive", name: expression.name } : { kind: "value", literal };
    }
    case "list":
      return list(expression.items, lookup);
    case "unary":
      return expression.operator === "not"
        ? not(evaluate(expression.operand, lookup))
        : negated(evaluate(expression.operand, lookup));
    case "binary": {
      const left = evaluate(expression.left, lookup);
      const right = evaluate(expression.right, lookup);
      if (expression.operator === "and") return decided(left, right, false);
      if (expression.operator === "or") return decided(left, right, true);
      if (left.kind !== "value") return left;
      if (right.kind !== "value") return right;
      return applied(expression.operator, left.literal, right.literal);
    }
  }
}

/**
 * Whether a condition holds. One over an inactive parameter is false, negated or not, unless its other side decides;
 * so is one whose operands do not fit, or whose value is not a boolean.
 */
export function holds(expression: Expression, lookup: Lookup): boolean {
  const result = evaluate(expression, lookup);
  return result.kind === "value" && result.literal.kind === "boolean" && result.literal.value;
}

/** Whether a configuration keeps a constraint; a constraint that names an inactive parameter does not apply. */
export function satisfies(constraint: Expression, lookup: Lookup): boolean {
  return namesIn(constraint).some((name) => lookup(name) === undefined) || holds(constraint, lookup);
}

/** Equality as expressions see it: numbers by value, lists and tuples by their entries, everything else by kind. */
export function equalValues(a: Literal, b: Literal): boolean {
  if (isNumber(a) && isNumber(b)) return a.value === b.value;
  if ("items" in a && "items" in b) {
    return a.items.length === b.items.length && a.items.every((item, i) => equalValues(item, b.items[i]!));
  }
  if (a.kind !== b.kind) return false;
  return "value" in a && "value" in b ? a.value === b.value : true;
}

type NumberLiteral = Extract<Literal, { kind: "int" | "real" }>;

function isNumber(literal: Literal): literal is NumberLiteral {
  return literal.kind === "int" || literal.kind === "real";
}

function value(literal: Literal): Evaluation {
  return { kind: "value", literal };
}

function truth(held: boolean): Evaluation {
  return value({ kind: "boolean", value: held });
}

function impossible(message: string): Evaluation {
  return { kind: "impossible", message };
}

function list(items: readonly Expression[], lookup: Lookup): Evaluation {
  const literals: Literal[] = [];
  for (const item of items) {
    const result = evaluate(item, lookup);
    if (result.kind !== "value") return result;
    literals.push(result.literal);
  }
  return value({ kind: "list", items: literals, text: "" });
}

/** `and` (false decides) and `or` (true decides) in three-valued logic. */
function decided(left: Evaluation, right: Evaluation, deciding: boolean): Evaluation {
  for (const side of [left, right]) {
    if (side.kind === "value" && side.literal.kind === "boolean" && side.literal.value === deciding) return side;
  }
  for (const side of [left, right]) {
    if (side.kind !== "value") return side;
    if (side.literal.kind !== "boolean") return impossible(`Expected a condition, found ${described(side.literal)}.`);
  }
  return truth(!deciding);
}

function not(operand: Evaluation): Evaluation {
  if (operand.kind !== "value") return operand;
  if (operand.literal.kind === "boolean") return truth(!operand.literal.value);
  return impossible(`\`not\` takes a condition, found ${described(operand.literal)}.`);
}

function negated(operand: Evaluation): Evaluation {
  if (operand.kind !== "value") return operand;
  if (isNumber(operand.literal)) return value({ ...operand.literal, value: 0 - operand.literal.value });
  return impossible(`\`-\` takes a number, found ${described(operand.literal)}.`);
}

function applied(operator: Exclude<BinaryOperator, "and" | "or">, left: Literal, right: Literal): Evaluation {
  switch (operator) {
    case "==":
      return truth(equalValues(left, right));
    case "!=":
      return truth(!equalValues(left, right));
    case "in":
    case "not in": {
      if (!("items" in right)) return impossible(`\`${operator}\` takes a list, found ${described(right)}.`);
      return truth(right.items.some((item) => equalValues(left, item)) === (operator === "in"));
    }
  }
  if (!isNumber(left) || !isNumber(right)) {
    const wrong = isNumber(left) ? right : left;
    return impossible(`\`${operator}\` takes numbers, found ${described(wrong)}.`);
  }
  switch (operator) {
    case "<":
      return truth(left.value < right.value);
    case "<=":
      return truth(left.value <= right.value);
    case ">":
      return truth(left.value > right.value);
    case ">=":
      return truth(left.value >= right.value);
    default:
      return arithmetic(operator, left, right);
  }
}

function arithmetic(
  operator: "+" | "-" | "*" | "/" | "//" | "%" | "**",
  left: NumberLiteral,
  right: NumberLiteral,
): Evaluation {
  const a = left.value;
  const b = right.value;
  if (b === 0 && (operator === "/" || operator === "//" || operator === "%")) return impossible("Division by zero.");
  const result = {
    "+": () => a + b,
    "-": () => a - b,
    "*": () => a * b,
    "/": () => a / b,
    "//": () => flooredQuotient(a, b),
    "%": () => flooredRemainder(a, b),
    "**": () => a ** b,
  }[operator]();
  if (!Number.isFinite(result)) return impossible(`\`${a} ${operator} ${b}\` has no finite value.`);
  const whole = left.kind === "int" && right.kind === "int" && operator !== "/" && (operator !== "**" || b >= 0);
  return value(whole ? { kind: "int", value: result + 0 } : { kind: "real", value: result });
}

/** The remainder has the sign of the divisor, as in Python. */
function flooredRemainder(a: number, b: number): number {
  const remainder = a % b;
  return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
}

/** From the exact remainder, so that 1 // 0.1 is 9 as in Python: 0.1 is a little more than a tenth. */
function flooredQuotient(a: number, b: number): number {
  return Math.round((a - flooredRemainder(a, b)) / b);
}

function described(literal: Literal): string {
  switch (literal.kind) {
    case "string":
      return `the text "${literal.value}"`;
    case "int":
    case "real":
      return `the number ${literal.value}`;
    case "boolean":
      return `${literal.value}`;
    case "none":
      return "none";
    case "list":
    case "tuple":
      return "a list";
  }
}
