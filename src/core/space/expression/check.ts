import { type Phrase, phrase, sentences } from "../../l10n/phrase.js";
import { didYouMean, nearestName } from "../../text/nearest-name.js";
import { choicesOf, type Distribution, isCategorical } from "../distribution.js";
import type { Expression } from "../expression.js";
import type { Literal } from "../literal.js";
import { equalValues } from "./evaluate.js";
import { partsOf } from "./names.js";

export interface CheckedParameter {
  readonly name: string;
  /** null where it could not be read: then nothing is said about its type. */
  readonly distribution: Distribution | null;
}

/** What is wrong with an expression over the parameters of a study. */
export interface ExpressionProblem {
  readonly code: "unknown-name" | "impossible-type" | "never-true";
  readonly severity: "error" | "warning";
  /** The part of the expression that is at fault. */
  readonly part: Expression;
  readonly message: Phrase;
  /** What could stand in its place. */
  readonly suggestions: readonly string[];
}

type Type = "number" | "text" | "boolean" | "none" | "list";

/** null: any. */
type Types = ReadonlySet<Type> | null;

/** Finds unknown names, operands of impossible types, and comparisons with a category that is not listed. */
export function checkExpression(
  expression: Expression,
  parameters: readonly CheckedParameter[],
): readonly ExpressionProblem[] {
  const problems = unknownNames(expression, parameters);
  if (problems.length > 0) return problems;
  const checker = new Checker(parameters);
  const types = checker.typesOf(expression);
  checker.expect(expression, types, "boolean", (found) =>
    phrase("A condition must be true or false, but this is {0}.", found),
  );
  return checker.problems;
}

function unknownNames(expression: Expression, parameters: readonly CheckedParameter[]): ExpressionProblem[] {
  const names = parameters.map(({ name }) => name);
  const problems: ExpressionProblem[] = [];
  for (const part of partsOf(expression)) {
    if (part.kind !== "name" || names.includes(part.name)) continue;
    const category = parameters.some(
      ({ distribution }) =>
        distribution !== null &&
        isCategorical(distribution) &&
        choicesOf(distribution).some((choice) => choice.kind === "string" && choice.value === part.name),
    );
    const near = nearestName(part.name, names);
    const quoted = JSON.stringify(part.name);
    const others =
      names.length === 0
        ? phrase("There are none.")
        : phrase("There are {0}.", names.map((name) => `\`${name}\``).join(", "));
    const remedy = category ? phrase("A text stands in quotes: `{0}`.", quoted) : (didYouMean(near) ?? others);
    problems.push({
      code: "unknown-name",
      severity: "error",
      part,
      message: sentences(phrase("The study has no parameter `{0}`.", part.name), remedy),
      suggestions: category ? [quoted] : near === null ? [] : [near],
    });
  }
  return problems;
}

class Checker {
  readonly problems: ExpressionProblem[] = [];
  private readonly distributions: ReadonlyMap<string, Distribution | null>;

  constructor(parameters: readonly CheckedParameter[]) {
    this.distributions = new Map(parameters.map(({ name, distribution }) => [name, distribution]));
  }

  typesOf(expression: Expression): Types {
    switch (expression.kind) {
      case "literal":
        return new Set([typeOf(expression.literal)]);
      case "name": {
        const distribution = this.distributions.get(expression.name) ?? null;
        if (distribution === null) return null;
        return isCategorical(distribution) ? new Set(choicesOf(distribution).map(typeOf)) : new Set(["number"]);
      }
      case "list":
        for (const item of expression.items) this.typesOf(item);
        return new Set(["list"]);
      case "unary": {
        const type = expression.operator === "not" ? "boolean" : "number";
        this.expect(expression.operand, this.typesOf(expression.operand), type, (found) =>
          type === "boolean"
            ? phrase("`{0}` takes a condition, but this is {1}.", expression.operator, found)
            : phrase("`{0}` takes a number, but this is {1}.", expression.operator, found),
        );
        return new Set([type]);
      }
      case "binary":
        return this.binary(expression);
    }
  }

  /** Reports an operand that can never be of the type. */
  expect(part: Expression, types: Types, type: Type, rule: (found: Phrase) => Phrase): void {
    if (types === null || types.has(type)) return;
    this.report("impossible-type", part, rule(nouns(types)));
  }

  private report(
    code: "impossible-type" | "never-true",
    part: Expression,
    message: Phrase,
    suggestions: readonly string[] = [],
  ): void {
    this.problems.push({ code, severity: code === "never-true" ? "warning" : "error", part, message, suggestions });
  }

  private binary(expression: Extract<Expression, { kind: "binary" }>): Types {
    const { operator, left, right } = expression;
    if (operator === "in" || operator === "not in") {
      const types = this.typesOf(left);
      if (right.kind !== "list") {
        this.expect(right, this.typesOf(right), "list", (found) =>
          phrase("`{0}` takes a list, but this is {1}.", operator, found),
        );
      } else for (const item of right.items) this.comparable(left, types, item, this.typesOf(item), operator);
      return new Set(["boolean"]);
    }
    const leftTypes = this.typesOf(left);
    const rightTypes = this.typesOf(right);
    if (operator === "==" || operator === "!=") {
      this.comparable(left, leftTypes, right, rightTypes, operator);
      return new Set(["boolean"]);
    }
    const logical = operator === "and" || operator === "or";
    const type = logical ? "boolean" : "number";
    const rule = (found: Phrase) =>
      logical
        ? phrase("`{0}` takes conditions, but this is {1}.", operator, found)
        : phrase("`{0}` takes numbers, but this is {1}.", operator, found);
    this.expect(left, leftTypes, type, rule);
    this.expect(right, rightTypes, type, rule);
    const compares = operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
    return new Set([logical || compares ? "boolean" : "number"]);
  }

  private comparable(left: Expression, leftTypes: Types, right: Expression, rightTypes: Types, operator: string): void {
    if (leftTypes !== null && rightTypes !== null && ![...leftTypes].some((type) => rightTypes.has(type))) {
      this.report(
        "impossible-type",
        right,
        phrase("`{0}` compares {1} with {2}, which are never equal.", operator, nouns(leftTypes), nouns(rightTypes)),
      );
      return;
    }
    this.listed(left, right);
    this.listed(right, left);
  }

  /** Warns of a comparison with a category that the parameter does not have. */
  private listed(name: Expression, literal: Expression): void {
    if (name.kind !== "name" || literal.kind !== "literal") return;
    const distribution = this.distributions.get(name.name) ?? null;
    if (distribution === null || !isCategorical(distribution)) return;
    const choices = choicesOf(distribution);
    if (choices.some((choice) => equalValues(choice, literal.literal))) return;
    const texts = choices.flatMap((choice) => (choice.kind === "string" ? [choice.value] : []));
    const near = literal.literal.kind === "string" ? nearestName(literal.literal.value, texts) : null;
    this.report(
      "never-true",
      literal,
      sentences(
        phrase("`{0}` never has this value: it is none of its categories.", name.name),
        didYouMean(near === null ? null : JSON.stringify(near)),
      ),
      near === null ? [] : [JSON.stringify(near)],
    );
  }
}

function typeOf(literal: Literal): Type {
  switch (literal.kind) {
    case "int":
    case "real":
      return "number";
    case "string":
      return "text";
    case "boolean":
      return "boolean";
    case "none":
      return "none";
    case "list":
    case "tuple":
      return "list";
  }
}

/** What an operand may be: `a number or a text`. */
function nouns(types: ReadonlySet<Type>): Phrase {
  return [...types].map(noun).reduce((all, next) => phrase("{0} or {1}", all, next));
}

function noun(type: Type): Phrase {
  switch (type) {
    case "number":
      return phrase("a number");
    case "text":
      return phrase("a text");
    case "boolean":
      return phrase("a condition");
    case "none":
      return phrase("the value none");
    case "list":
      return phrase("a list");
  }
}
