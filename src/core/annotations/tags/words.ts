import { phrase } from "../../l10n/phrase.js";
import { readQuoted } from "../../space/expression/literal.js";
import { type Report, replacement } from "../report.js";
import type { TagText } from "./text.js";

/** A word of an annotation: white space ends it outside quotes and parentheses. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A quote or parenthesis that is not closed. */
  readonly open: "quote" | "parenthesis" | null;
}

/** Whether a quote stands at `at`; an apostrophe behind a digit groups digits, as in C++. */
export function isQuote(text: string, at: number): boolean {
  const character = text[at];
  return character === '"' || (character === "'" && !/\d/.test(text[at - 1] ?? ""));
}

export function spaceEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && /\s/.test(text[i]!)) i++;
  return i;
}

/** The next word at or after `at`; null at the end. */
export function nextWord(text: string, at: number): Word | null {
  const start = spaceEnd(text, at);
  if (start >= text.length) return null;
  let depth = 0;
  let i = start;
  while (i < text.length) {
    const character = text[i]!;
    if (isQuote(text, i)) {
      const quoted = readQuoted(text, i);
      if (quoted.kind === "broken") return { text: text.slice(start), start, end: text.length, open: "quote" };
      i = quoted.end;
      continue;
    }
    if (character === "(" || character === "[" || character === "{") depth++;
    else if (character === ")" || character === "]" || character === "}") depth = Math.max(0, depth - 1);
    else if (depth === 0 && /\s/.test(character)) break;
    i++;
  }
  return { text: text.slice(start, i), start, end: i, open: depth > 0 ? "parenthesis" : null };
}

/** Every word from `at` on. */
export function wordsOf(text: string, at: number): Word[] {
  const words: Word[] = [];
  for (let word = nextWord(text, at); word !== null; word = nextWord(text, word.end)) words.push(word);
  return words;
}

/** A word without its quotes, where it is wholly quoted; else itself. */
export function unquoted(word: string): string {
  if (word[0] !== '"' && word[0] !== "'") return word;
  const quoted = readQuoted(word, 0);
  return quoted.kind === "literal" && quoted.end === word.length && quoted.literal.kind === "string"
    ? quoted.literal.value
    : word;
}

/** Past a colon behind a tag, which is reported: `@tune: …`. */
export function afterColon(text: TagText, at: number, report: Report): number {
  if (text.text[at] !== ":") return at;
  const range = text.range(at, at + 1);
  report.error(range, "unexpected-colon", phrase("No colon stands behind a tag."), [
    replacement(phrase("Remove the colon"), range, ""),
  ]);
  return at + 1;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_./-]*$/;

/** Whether a name can be written without quotes. */
export function isBareName(name: string): boolean {
  return NAME.test(name);
}

/** A name as it is written in an annotation. */
export function spellName(name: string): string {
  return isBareName(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
}
