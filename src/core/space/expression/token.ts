import { type Phrase, phrase } from "../../l10n/phrase.js";
import type { Literal } from "../literal.js";

/**
 * The tokens of an expression.
 *
 * Names are `[A-Za-z_][A-Za-z0-9_./-]*` and are read greedily: `a-b` and `a/b` are one name each, so a minus or a
 * slash between two names needs a space before it (`a - b`, `a -b`). No other operator needs spaces.
 */
export type Token =
  | { readonly kind: "literal"; readonly literal: Literal; readonly start: number; readonly end: number }
  | { readonly kind: "name"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "symbol"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "end"; readonly start: number; readonly end: number };

/** A mistake in an expression; offsets are UTF-16 units from the start of its text, end exclusive. */
export interface ExpressionMistake {
  readonly message: Phrase;
  readonly start: number;
  readonly end: number;
  /** The replacement of [start, end) that mends it, where one is plain. */
  readonly fix?: { readonly title: Phrase; readonly start: number; readonly end: number; readonly text: string };
}

/** What a reader of literals finds at an offset: a literal, a broken one, or null where none begins. */
export type LiteralReading =
  | { readonly kind: "literal"; readonly literal: Literal; readonly end: number }
  | { readonly kind: "broken"; readonly message: Phrase; readonly end: number }
  | null;

export type LiteralReader = (text: string, at: number) => LiteralReading;

/** The characters of a bare name; sticky, to be used with `lastIndex`. */
export const BARE_NAME = /[A-Za-z_][A-Za-z0-9_./-]*/y;

const SYMBOLS = ["**", "//", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ","];

/** Spellings of other languages, and the one spelling that is right in every language here. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ["===", "=="],
  ["!==", "!="],
  ["&&", "and"],
  ["||", "or"],
  ["<>", "!="],
  ["~=", "!="],
  ["=<", "<="],
  ["=>", ">="],
  ["&", "and"],
  ["|", "or"],
  ["^", "**"],
  ["!", "not"],
  ["=", "=="],
];

const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ["AND", "and"],
  ["And", "and"],
  ["OR", "or"],
  ["Or", "or"],
  ["NOT", "not"],
  ["Not", "not"],
  ["IN", "in"],
  ["is", "=="],
]);

export type Tokens =
  | { readonly kind: "ok"; readonly tokens: readonly Token[] }
  | ({ readonly kind: "error" } & ExpressionMistake);

/** Splits an expression into tokens; the last one is always `end`. */
export function tokenize(text: string, readLiteral: LiteralReader): Tokens {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++;
    if (at >= text.length) {
      tokens.push({ kind: "end", start: text.length, end: text.length });
      return { kind: "ok", tokens };
    }
    const reading = readLiteral(text, at);
    if (reading?.kind === "broken") return { kind: "error", message: reading.message, start: at, end: reading.end };
    if (reading !== null) {
      tokens.push({ kind: "literal", literal: reading.literal, start: at, end: reading.end });
      at = reading.end;
      continue;
    }
    BARE_NAME.lastIndex = at;
    const name = BARE_NAME.exec(text)?.[0];
    if (name !== undefined) {
      const right = FOREIGN_WORDS.get(name);
      if (right !== undefined) return foreign(text, at, name, right);
      tokens.push({ kind: "name", text: name, start: at, end: at + name.length });
      at += name.length;
      continue;
    }
    const wrong = FOREIGN.find(([spelling]) => text.startsWith(spelling, at));
    const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
    if (wrong !== undefined && (symbol === undefined || wrong[0].length > symbol.length)) {
      return foreign(text, at, wrong[0], wrong[1]);
    }
    if (symbol === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      return {
        kind: "error",
        message: phrase("`{0}` has no meaning in a condition or constraint.", character),
        start: at,
        end: at + character.length,
      };
    }
    tokens.push({ kind: "symbol", text: symbol, start: at, end: at + symbol.length });
    at += symbol.length;
  }
}

function foreign(text: string, at: number, wrong: string, right: string): Tokens {
  const end = at + wrong.length;
  const before = /[a-z]$/.test(right) && /\w$/.test(text.slice(0, at)) ? " " : "";
  const after = /^[a-z]/.test(right) && /^\S/.test(text.slice(end)) ? " " : "";
  return {
    kind: "error",
    message: phrase("Conditions have one spelling in every language: write `{0}` instead of `{1}`.", right, wrong),
    start: at,
    end,
    fix: { title: phrase("Write `{0}`", right), start: at, end, text: `${before}${right}${after}` },
  };
}
