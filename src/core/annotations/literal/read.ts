import type { Literal } from "../../space/literal.js";
import type { Language } from "../language.js";
import { skipString, skipTemplate } from "../source/skip.js";
import { readNumber } from "./number.js";
import { decode, formAt } from "./text.js";

/** A literal with where it ends. */
export interface Reading {
  readonly literal: Literal;
  readonly end: number;
}

/** How the quoted texts of a literal are read: as the host does, or as annotations do in every language. */
export type StringReader = (text: string, at: number, language: Language) => Reading | null;

const NUMBER =
  /[+-]?\s*(?:0[xX][\da-fA-F_]+\w*|(?:\d(?:[\d_]|'(?=\d))*\.?(?!\.)[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?\w*)/y;
const WORD = /[$A-Za-z_][\w]*|~/y;

/** Lists inside lists beyond this are refused, so that no text can exhaust the stack. */
const MAX_DEPTH = 20;

/** The literal that begins at `at` in the spelling of a language; null where none does. */
export function literalAt(
  text: string,
  at: number,
  language: Language,
  readString: StringReader = hostString,
  depth = 0,
): Reading | null {
  const string = readString(text, at, language);
  if (string !== null) return string;
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    const literal = readNumber(number, language);
    return literal === null ? null : { literal, end: at + number.length };
  }
  const word = wordAt(text, at);
  const known = word === null ? null : wordLiteral(word, language);
  if (known !== null) return { literal: known, end: at + word!.length };
  return depth < MAX_DEPTH ? listAt(text, at, language, readString, depth) : null;
}

/** The word that begins at `at`, such as `None`. */
export function wordAt(text: string, at: number): string | null {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? null;
}

/** What a word means in a language; null where it is no literal. */
export function wordLiteral(word: string, { words }: Language): Literal | null {
  if (words.true.includes(word)) return { kind: "boolean", value: true };
  if (words.false.includes(word)) return { kind: "boolean", value: false };
  return words.none.includes(word) ? { kind: "none" } : null;
}

function listAt(text: string, at: number, language: Language, readString: StringReader, depth: number): Reading | null {
  const form = language.lists.find(({ open }) => text.startsWith(open, at));
  if (form === undefined) return null;
  const items: Literal[] = [];
  let comma = false;
  for (let i = spaceEnd(text, at + form.open.length); ; ) {
    if (text.startsWith(form.close, i)) {
      // One value in round brackets without a comma is that value, and not a tuple.
      if (form.kind === "tuple" && items.length === 1 && !comma) return null;
      const end = i + form.close.length;
      return { literal: { kind: form.kind, items, text: text.slice(at, end) }, end };
    }
    if (items.length > 0 && !comma) return null;
    const item = literalAt(text, i, language, readString, depth + 1);
    if (item === null) return null;
    items.push(item.literal);
    i = spaceEnd(text, item.end);
    comma = text[i] === ",";
    if (comma) i = spaceEnd(text, i + 1);
  }
}

function spaceEnd(text: string, at: number): number {
  let i = at;
  while (/\s/.test(text[i] ?? "")) i++;
  return i;
}

/** Reads a quoted text as the host language does, with its prefix. */
export function hostString(text: string, at: number, language: Language): Reading | null {
  let quote = at;
  let prefix = "";
  if (language.stringPrefix !== null) {
    prefix = /^[A-Za-z]{1,2}(?=["'])/.exec(text.slice(at, at + 3))?.[0] ?? "";
    if (prefix !== "" && language.stringPrefix.exec(prefix)?.[0] !== prefix) return null;
    quote += prefix.length;
  }
  const form = formAt(text, quote, language);
  if (form === null) return null;
  const { end, closed } =
    form.open === "`" && language.hidden.has("templates")
      ? skipTemplate(text, quote, language)
      : skipString(text, quote, form);
  // Bytes and formatted texts are other things than texts.
  if (!closed || /[bf]/i.test(prefix)) return null;
  const value = decode(text.slice(quote + form.open.length, end - form.close.length), form, /r/i.test(prefix));
  return value === null ? null : { literal: { kind: "string", value }, end };
}
