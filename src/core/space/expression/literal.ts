import { phrase } from "../../l10n/phrase.js";
import type { Literal } from "../literal.js";
import type { LiteralReading } from "./token.js";

const NUMBER = /(?:\d[\d_]*\.?(?:\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_./-]*/y;

const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ...["true", "True", "TRUE"].map((word) => [word, { kind: "boolean", value: true }] as const),
  ...["false", "False", "FALSE"].map((word) => [word, { kind: "boolean", value: false }] as const),
  ...["None", "null", "nil", "NULL"].map((word) => [word, { kind: "none" }] as const),
]);

/**
 * Reads a literal of an expression that belongs to no language: numbers without a sign, strings in either quote, in
 * which a backslash escapes the quote and itself, and the usual words for true, false and none.
 */
export function readPlainLiteral(text: string, at: number): LiteralReading {
  const first = text[at];
  if (first === '"' || first === "'") return readQuoted(text, at);
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    const end = at + number.length;
    if (/[A-Za-z_]/.test(text[end] ?? "")) {
      return {
        kind: "broken",
        message: phrase("`{0}{1}` is neither a number nor a name.", number, text[end]!),
        end: end + 1,
      };
    }
    const value = Number(number.replaceAll("_", ""));
    if (!Number.isFinite(value)) return { kind: "broken", message: phrase("`{0}` is too large.", number), end };
    return { kind: "literal", literal: { kind: /[.eE]/.test(number) ? "real" : "int", value }, end };
  }
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0] ?? "";
  const literal = WORDS.get(word);
  return literal === undefined ? null : { kind: "literal", literal, end: at + word.length };
}

/** Reads a quoted text at `at`, in which a backslash escapes the quote and itself. */
export function readQuoted(text: string, at: number): Exclude<LiteralReading, null> {
  const quote = text[at]!;
  let value = "";
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i]!;
    if (character === quote) return { kind: "literal", literal: { kind: "string", value }, end: i + 1 };
    const next = text[i + 1];
    if (character === "\\" && (next === quote || next === "\\")) {
      value += next;
      i++;
    } else {
      value += character;
    }
  }
  return {
    kind: "broken",
    message: phrase("This text is not closed: a {0} is missing at its end.", quote),
    end: text.length,
  };
}
