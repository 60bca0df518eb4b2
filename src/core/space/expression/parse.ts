import { type Phrase, phrase, sentences, worded } from "../../l10n/phrase.js";
import type { BinaryOperator, Expression } from "../expression.js";
import { readPlainLiteral } from "./literal.js";
import { type ExpressionMistake, type LiteralReader, type Token, tokenize } from "./token.js";

export type ParsedExpression =
  | {
      readonly kind: "ok";
      readonly expression: Expression;
      /** Where each part of the expression stands in the text, by identity. */
      readonly ranges: ReadonlyMap<Expression, { readonly start: number; readonly end: number }>;
    }
  | ({ readonly kind: "error" } & ExpressionMistake);

export interface ExpressionSyntax {
  /** Reads the literals of the host language; by default numbers, quoted texts and the usual words. */
  readonly readLiteral?: LiteralReader;
  /** Parameters whose names cannot be written bare: a quoted text that is one of them stands for the parameter. */
  readonly quotedNames?: ReadonlySet<string>;
}

/**
 * Parses a condition or constraint: comparisons (`== != < <= > >=`, `in (…)`, `not in (…)`; chains as in Python),
 * `and`, `or`, `not`, arithmetic (`+ - * / // % **`) and parentheses, with Python's precedence. Never throws.
 *
 * Names may contain `.`, `/` and `-` and are read greedily: `a-b` is one name, `a - b` a difference.
 */
export function parseExpression(text: string, syntax: ExpressionSyntax = {}): ParsedExpression {
  const tokens = tokenize(text, syntax.readLiteral ?? readPlainLiteral);
  if (tokens.kind === "error") return tokens;
  const parser = new Parser(text, tokens.tokens, syntax.quotedNames ?? new Set());
  try {
    return { kind: "ok", expression: parser.whole(), ranges: parser.ranges };
  } catch (error) {
    if (error instanceof Stop) return { kind: "error", ...error.mistake };
    throw error;
  }
}

/** Deeper or longer expressions are refused, so that no text can exhaust the stack of a parser or an evaluator. */
const MAX_DEPTH = 60;
const MAX_TOKENS = 2000;

/** Carries a mistake out of the recursive descent; it never leaves this file. */
class Stop extends Error {
  constructor(readonly mistake: ExpressionMistake) {
    super(worded(mistake.message));
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const KEYWORDS: ReadonlySet<string> = new Set(["and", "or", "not", "in", "if"]);

class Parser {
  readonly ranges = new Map<Expression, { start: number; end: number }>();
  private position = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly quotedNames: ReadonlySet<string>,
  ) {}

  whole(): Expression {
    if (this.tokens.length > MAX_TOKENS)
      this.stop(phrase("An expression has at most {0} words.", MAX_TOKENS), this.tokens[0]!);
    if (this.atEnd()) this.stop(phrase("An expression is missing here, like `depth > 2`."), this.current);
    const expression = this.or();
    if (!this.atEnd()) this.unexpected();
    return expression;
  }

  private or(): Expression {
    let left = this.and();
    while (this.word("or")) left = this.binary("or", left, this.and());
    return left;
  }

  private and(): Expression {
    let left = this.not();
    while (this.word("and")) left = this.binary("and", left, this.not());
    return left;
  }

  private not(): Expression {
    const start = this.current.start;
    if (!this.word("not")) return this.comparison();
    return this.nested(() => {
      const operand = this.not();
      return this.at({ kind: "unary", operator: "not", operand }, start, this.rangeOf(operand).end);
    });
  }

  private comparison(): Expression {
    let left = this.sum();
    let chain: Expression | null = null;
    for (;;) {
      const operator = this.comparisonOperator();
      if (operator === null) return chain ?? left;
      const right = operator === "in" || operator === "not in" ? this.membershipList() : this.sum();
      const link = this.binary(operator, left, right);
      chain = chain === null ? link : this.binary("and", chain, link);
      if (right.kind === "list" && this.isComparison()) this.unexpected(phrase("A list cannot be compared further."));
      left = right;
    }
  }

  private isComparison(): boolean {
    const { current } = this;
    return (current.kind === "symbol" && COMPARISONS.has(current.text)) || this.isWord("in") || this.isWord("not");
  }

  private comparisonOperator(): BinaryOperator | null {
    const { current } = this;
    if (current.kind === "symbol" && COMPARISONS.has(current.text)) {
      this.position++;
      return current.text as BinaryOperator;
    }
    if (this.word("in")) return "in";
    const next = this.tokens[this.position + 1];
    if (this.isWord("not") && next?.kind === "name" && next.text === "in") {
      this.position += 2;
      return "not in";
    }
    return null;
  }

  /** The right side of `in`: here, and only here, one value in parentheses is a list of one. */
  private membershipList(): Expression {
    const { current } = this;
    const close = current.kind === "symbol" ? { "(": ")", "[": "]" }[current.text] : undefined;
    if (close !== undefined) return this.list(close);
    const end = current.kind === "literal" ? current.end : current.start;
    throw new Stop({
      message: phrase("After `in` stands a list of values in parentheses, like `in (1, 2)`."),
      start: current.start,
      end: Math.max(end, current.end),
      ...(current.kind === "literal"
        ? {
            fix: {
              title: phrase("Put it in parentheses"),
              start: current.start,
              end: current.end,
              text: `(${this.text.slice(current.start, current.end)})`,
            },
          }
        : {}),
    });
  }

  /** A list from its opening bracket on. */
  private list(close: string): Expression {
    const { start } = this.current;
    this.position++;
    return this.nested(() => this.listAfter(start, [], close));
  }

  /** The rest of a list after `items`, closing bracket included. */
  private listAfter(start: number, items: Expression[], close: string): Expression {
    while (!this.isSymbol(close)) {
      items.push(this.or());
      if (!this.isSymbol(close) && !this.symbol(",")) this.unexpected(phrase("Expected `,` or `{0}`.", close));
    }
    const { end } = this.current;
    this.position++;
    return this.at({ kind: "list", items }, start, end);
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const operator = this.oneOf("+", "-");
      if (operator === null) return left;
      left = this.binary(operator, left, this.product());
    }
  }

  private product(): Expression {
    let left = this.signed();
    for (;;) {
      const operator = this.oneOf("*", "/", "//", "%");
      if (operator === null) return left;
      left = this.binary(operator, left, this.signed());
    }
  }

  /** A sign binds less tightly than `**`: -2 ** 2 is -4. */
  private signed(): Expression {
    const start = this.current.start;
    const sign = this.oneOf("-", "+");
    if (sign === null) return this.power();
    return this.nested(() => {
      const operand = this.signed();
      const { end } = this.rangeOf(operand);
      return sign === "+" ? operand : this.at({ kind: "unary", operator: "-", operand }, start, end);
    });
  }

  private power(): Expression {
    const base = this.atom();
    if (!this.symbol("**")) return base;
    return this.nested(() => this.binary("**", base, this.signed()));
  }

  private atom(): Expression {
    const token = this.current;
    if (token.kind === "literal") {
      this.position++;
      const { literal } = token;
      const isName = literal.kind === "string" && this.quotedNames.has(literal.value);
      return this.at(
        isName ? { kind: "name", name: literal.value } : { kind: "literal", literal },
        token.start,
        token.end,
      );
    }
    if (token.kind === "name" && !KEYWORDS.has(token.text)) {
      this.position++;
      if (this.isSymbol("(")) {
        this.stop(phrase("`{0}(…)` is not possible here: an expression calls no functions.", token.text), token);
      }
      return this.at({ kind: "name", name: token.text }, token.start, token.end);
    }
    if (this.isSymbol("[")) return this.list("]");
    if (!this.isSymbol("(")) this.unexpected();
    return this.parenthesized();
  }

  /** A value in parentheses, or, where a comma follows it or nothing stands there, a list. */
  private parenthesized(): Expression {
    const { start } = this.current;
    this.position++;
    return this.nested(() => {
      if (this.isSymbol(")")) return this.listAfter(start, [], ")");
      const inner = this.or();
      if (this.symbol(",")) return this.listAfter(start, [inner], ")");
      const { end } = this.current;
      if (!this.symbol(")")) this.unexpected(phrase("Expected `)`."));
      this.ranges.set(inner, { start, end });
      return inner;
    });
  }

  private get current(): Token {
    return this.tokens[this.position]!;
  }

  private atEnd(): boolean {
    return this.current.kind === "end";
  }

  private isSymbol(text: string): boolean {
    return this.current.kind === "symbol" && this.current.text === text;
  }

  private symbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.position++;
    return true;
  }

  private oneOf<T extends BinaryOperator>(...symbols: readonly T[]): T | null {
    return symbols.find((candidate) => this.symbol(candidate)) ?? null;
  }

  private isWord(text: string): boolean {
    return this.current.kind === "name" && this.current.text === text;
  }

  private word(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.position++;
    return true;
  }

  private binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
    return this.at({ kind: "binary", operator, left, right }, this.rangeOf(left).start, this.rangeOf(right).end);
  }

  private at(expression: Expression, start: number, end: number): Expression {
    this.ranges.set(expression, { start, end });
    return expression;
  }

  private rangeOf(expression: Expression): { start: number; end: number } {
    return this.ranges.get(expression)!;
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > MAX_DEPTH) this.stop(phrase("The expression is nested too deeply."), this.current);
    const result = parse();
    this.depth--;
    return result;
  }

  private unexpected(expected?: Phrase): never {
    const { current } = this;
    if (current.kind === "end") {
      this.stop(expected ?? phrase("The expression ends too early: a value is missing."), current);
    }
    const text = this.text.slice(current.start, current.end);
    const previous = this.tokens[this.position - 1];
    const glued = previous?.kind === "name" && /[-/]$/.test(previous.text);
    this.stop(
      sentences(
        phrase("`{0}` is not expected here.", text),
        expected ?? null,
        glued ? phrase("A name may contain `-` and `/`: put a space before the operator.") : null,
      ),
      current,
    );
  }

  private stop(message: Phrase, { start, end }: { readonly start: number; readonly end: number }): never {
    throw new Stop({ message, start, end });
  }
}
