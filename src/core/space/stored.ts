import type { Json } from "../study/json.js";
import { evaluationOrder } from "./activity.js";
import { bool, choice, int, logint, lognormal, loguniform, normal, ordinal, uniform } from "./build.js";
import type { Distribution } from "./distribution.js";
import type { BinaryOperator, Expression } from "./expression.js";
import type { Literal } from "./literal.js";
import type { InputConstraint, Parameter, SearchSpace } from "./space.js";

/** A search space is plain data already; a journal holds it as it is. */
export function encodeSpace(space: SearchSpace): Json {
  return space as unknown as Json;
}

/** The space that a journal holds, every part checked as if it had just been written; null where any part is wrong. */
export function decodeSpace(json: Json | undefined): SearchSpace | null {
  try {
    const { parameters, constraints } = record(json);
    const space = { parameters: list(parameters).map(parameterOf), constraints: list(constraints).map(constraintOf) };
    evaluationOrder(space);
    return space;
  } catch {
    // Whatever is wrong, a wrong type or an impossible range, the answer is the same: this is no space of ours.
    return null;
  }
}

export function decodeLiteral(json: Json | undefined): Literal | null {
  try {
    return literalOf(json);
  } catch {
    return null;
  }
}

class NotStored extends Error {}

type Fields = { readonly [name: string]: Json };

function parameterOf(json: Json): Parameter {
  const { name, distribution, condition = null } = record(json);
  return {
    name: text(name),
    distribution: distributionOf(distribution),
    condition: condition === null ? null : expressionOf(condition, 0),
  };
}

function constraintOf(json: Json): InputConstraint {
  const { expression, text: written } = record(json);
  return { expression: expressionOf(expression, 0), text: text(written) };
}

function distributionOf(json: Json | undefined): Distribution {
  const fields = record(json);
  const optional = (value: Json | undefined) => (value === null || value === undefined ? undefined : number(value));
  const { kind, low, high, step, mu, sigma, choices, weights = null } = fields;
  switch (kind) {
    case "uniform":
      return uniform(number(low), number(high), { step: optional(step) });
    case "loguniform":
      return loguniform(number(low), number(high));
    case "int":
      return int(number(low), number(high), { step: optional(step) });
    case "logint":
      return logint(number(low), number(high));
    case "normal":
      return normal(number(mu), number(sigma), { low: optional(low), high: optional(high) });
    case "lognormal":
      return lognormal(number(mu), number(sigma), { low: optional(low), high: optional(high) });
    case "choice":
      return weights === null ? choice(list(choices).map(literalOf)) : weighted(choices, list(weights).map(number));
    case "ordinal":
      return ordinal(list(choices).map(literalOf));
    case "bool":
      return bool();
    default:
      throw new NotStored();
  }
}

/** Weights as they are stored where they sum to 1: to make them do so once more would change their last digits. */
function weighted(choices: Json | undefined, stored: readonly number[]): Distribution {
  const built = choice(list(choices).map(literalOf), { weights: stored });
  const same = built.kind === "choice" && built.weights?.every((weight, i) => Math.abs(weight - stored[i]!) < 1e-12);
  return same === true ? { ...built, weights: stored } : built;
}

function literalOf(json: Json | undefined): Literal {
  const { kind, value, items, text: written } = record(json);
  switch (kind) {
    case "int":
    case "real":
      return { kind, value: number(value) };
    case "string":
      return { kind, value: text(value) };
    case "boolean":
      if (typeof value !== "boolean") throw new NotStored();
      return { kind, value };
    case "none":
      return { kind };
    case "list":
    case "tuple":
      return { kind, items: list(items).map(literalOf), text: text(written) };
    default:
      throw new NotStored();
  }
}

/** As deep as the parser of conditions goes, and no deeper: a hostile file must not exhaust the stack. */
const MAX_DEPTH = 200;
const OPERATORS: ReadonlySet<string> = new Set<BinaryOperator>([
  ...(["and", "or", "==", "!=", "<", "<=", ">", ">=", "in", "not in"] as const),
  ...(["+", "-", "*", "/", "//", "%", "**"] as const),
]);

function expressionOf(json: Json | undefined, depth: number): Expression {
  if (depth > MAX_DEPTH) throw new NotStored();
  const below = (part: Json | undefined) => expressionOf(part, depth + 1);
  const { kind, literal, name, items, operator, operand, left, right } = record(json);
  switch (kind) {
    case "literal":
      return { kind, literal: literalOf(literal) };
    case "name":
      return { kind, name: text(name) };
    case "list":
      return { kind, items: list(items).map(below) };
    case "unary":
      if (operator !== "not" && operator !== "-") throw new NotStored();
      return { kind, operator, operand: below(operand) };
    case "binary":
      if (typeof operator !== "string" || !OPERATORS.has(operator)) throw new NotStored();
      return { kind, operator: operator as BinaryOperator, left: below(left), right: below(right) };
    default:
      throw new NotStored();
  }
}

function record(json: Json | undefined): Fields {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new NotStored();
  return json as Fields;
}

function list(json: Json | undefined): readonly Json[] {
  if (!Array.isArray(json)) throw new NotStored();
  return json as readonly Json[];
}

function text(json: Json | undefined): string {
  if (typeof json !== "string") throw new NotStored();
  return json;
}

function number(json: Json | undefined): number {
  if (typeof json !== "number") throw new NotStored();
  return json;
}
