import { type Phrase, phrase } from "../../l10n/phrase.js";
import { readQuoted } from "../../space/expression/literal.js";
import type { Literal } from "../../space/literal.js";
import type { Language } from "../language.js";
import { LANGUAGES } from "../languages.js";
import { literalAt, type Reading, wordAt, wordLiteral } from "../literal/read.js";
import { type Report, replacement } from "../report.js";
import type { TextRange } from "../study.js";
import type { TagText } from "./text.js";
import { isQuote, spaceEnd } from "./words.js";

/** One argument of a distribution. */
export interface Argument {
  readonly keyword: string | null;
  readonly keywordRange: TextRange | null;
  /** null where it is no literal; the mistake has been reported. */
  readonly literal: Literal | null;
  readonly text: string;
  /** Of the value, in the source. */
  readonly range: TextRange;
  /** Of keyword and value, in the annotation's text. */
  readonly start: number;
  readonly end: number;
}

const written = new WeakMap<Language, Language>();

/** The language of annotations: the host's words, lists and suffixes, and numbers as they are written everywhere. */
function annotationLanguage(language: Language): Language {
  const known = written.get(language);
  if (known !== undefined) return known;
  const made = { ...language, exponentNeedsPoint: false, grouping: language.grouping ?? ("_" as const) };
  written.set(language, made);
  return made;
}

const KEYWORD = /([A-Za-z_]\w*)\s*=(?!=)\s*/y;

/** Texts in annotations: a backslash escapes the quote and itself, in every language. */
export function annotationString(text: string, at: number): Reading | null {
  if (text[at] !== '"' && text[at] !== "'") return null;
  const quoted = readQuoted(text, at);
  return quoted.kind === "literal" ? { literal: quoted.literal, end: quoted.end } : null;
}

/** Reads the arguments behind an opening parenthesis at `open`; `end` is past the closing one. */
export function readArguments(
  text: TagText,
  open: number,
  language: Language,
  report: Report,
): { readonly list: readonly Argument[]; readonly end: number; readonly closed: boolean } {
  const source = text.text;
  const list: Argument[] = [];
  let at = spaceEnd(source, open + 1);
  while (at < source.length && source[at] !== ")") {
    const start = at;
    KEYWORD.lastIndex = at;
    const keyword = KEYWORD.exec(source);
    if (keyword !== null) at += keyword[0].length;
    const end = argumentEnd(source, at);
    const valueEnd = trimEnd(source, at, end);
    const range = text.range(at, valueEnd);
    const literal = keyword?.[1] === "weights" ? null : valueIn(source.slice(at, valueEnd), range, language, report);
    list.push({
      keyword: keyword?.[1] ?? null,
      keywordRange: keyword === null ? null : text.range(start, start + keyword[1]!.length),
      literal,
      text: source.slice(at, valueEnd),
      range,
      start,
      end: valueEnd,
    });
    at = end;
    if (source[at] === ",") at = spaceEnd(source, at + 1);
    else break;
  }
  if (source[at] === ")") return { list, end: at + 1, closed: true };
  const end = source.trimEnd().length;
  report.error(text.range(open, open + 1), "not-closed", phrase("This parenthesis is not closed."), [
    replacement(phrase("Close it"), text.range(end, end), ")"),
  ]);
  return { list, end: source.length, closed: false };
}

/** The comma or closing parenthesis that ends an argument. */
function argumentEnd(source: string, at: number): number {
  let depth = 0;
  for (let i = at; i < source.length; i++) {
    const character = source[i]!;
    if (isQuote(source, i)) {
      const quoted = readQuoted(source, i);
      if (quoted.kind === "broken") return source.length;
      i = quoted.end - 1;
    } else if (character === "(" || character === "[" || character === "{") depth++;
    else if (character === ")" || character === "]" || character === "}") {
      if (depth === 0) return i;
      depth--;
    } else if (character === "," && depth === 0) return i;
  }
  return source.length;
}

function trimEnd(source: string, start: number, end: number): number {
  let i = end;
  while (i > start && /\s/.test(source[i - 1]!)) i--;
  return i;
}

function valueIn(text: string, range: TextRange, language: Language, report: Report): Literal | null {
  if (text === "") {
    report.error(range, "missing-value", phrase("A value is missing here."));
    return null;
  }
  const reading = literalAt(text, 0, annotationLanguage(language), annotationString);
  if (reading !== null && reading.end === text.length) return reading.literal;
  if (/^["']/.test(text) && readQuoted(text, 0).kind === "broken") {
    report.error(range, "not-closed", phrase("This text is not closed: a {0} is missing at its end.", text[0]!));
    return null;
  }
  const word = wordAt(text, 0);
  if (word !== null && word === text) {
    const foreign = foreignWord(word, language);
    if (foreign !== null) {
      report.error(range, "foreign-word", phrase("{0} spells this `{1}`.", language.name, foreign), [
        replacement(phrase("Write `{0}`", foreign), range, foreign),
      ]);
      return null;
    }
  }
  if (/^[A-Za-z_][\w./-]*$/.test(text)) {
    const quoted = JSON.stringify(text);
    report.error(range, "bare-word", phrase("`{0}` is a bare word; a text stands in quotes: `{1}`.", text, quoted), [
      replacement(phrase("Put it in quotes"), range, quoted),
    ]);
    return null;
  }
  const whole = /^[+-]?\d[\d_]*$/.test(text);
  report.error(
    range,
    whole ? "out-of-range" : "no-literal",
    whole
      ? phrase(
          "`{0}` is too large: whole numbers must lie within ±{1}, where they are exact.",
          text,
          Number.MAX_SAFE_INTEGER,
        )
      : noLiteral(text, language),
  );
  return null;
}

/** How the language spells what another language spells as this word. */
function foreignWord(word: string, language: Language): string | null {
  for (const other of LANGUAGES) {
    const literal = wordLiteral(word, other);
    if (literal === null || word.length < 2) continue;
    if (literal.kind === "none") return language.words.none[0] ?? null;
    if (literal.kind === "boolean") return (literal.value ? language.words.true : language.words.false)[0] ?? null;
  }
  return null;
}

function noLiteral(text: string, { name, words, lists }: Language): Phrase {
  const spelt = [words.true[0]!, words.false[0]!, ...words.none.slice(0, 1)].map((word) => `\`${word}\``).join(", ");
  return lists.length > 0
    ? phrase(
        "`{0}` is no literal of {1}: expected a number, a text in quotes, {2} or a list of them.",
        text,
        name,
        spelt,
      )
    : phrase("`{0}` is no literal of {1}: expected a number, a text in quotes, {2}.", text, name, spelt);
}
