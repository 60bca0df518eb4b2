import { type Literal, sameLiteral } from "../space/literal.js";
import type { Language } from "./language.js";
import { readNumber, spellNumber } from "./literal/number.js";
import { hostString, literalAt, wordLiteral } from "./literal/read.js";
import { encode, formAt } from "./literal/text.js";

/**
 * A literal in the host's spelling and kind, for display and write-back: reals keep a point or an exponent, with the
 * shortest digits that read back exactly. `like` is the spelling that it replaces, whose suffix, quotes and grouping
 * are kept.
 */
export function spell(literal: Literal, language: Language, like: string | null = null): string {
  switch (literal.kind) {
    case "int":
    case "real":
      return spellNumber(literal, language, like);
    case "string":
      return spellText(literal.value, language, like);
    case "boolean":
      return spellWord(literal.value ? "true" : "false", language, like);
    case "none":
      return language.words.none[0] ?? "null";
    case "list":
    case "tuple":
      return literal.text !== "" ? literal.text : spellList(literal, language);
  }
}

/** The literal that a whole text spells in a language; null where it spells none. */
export function readLiteral(text: string, language: Language): Literal | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const reading = literalAt(trimmed, 0, language);
  if (reading !== null && reading.end === trimmed.length) return reading.literal;
  return language.bareStrings ? bareText(trimmed, language) : null;
}

/** A text that stands without quotes, in languages that allow it. */
export function bareText(text: string, language: Language): Literal | null {
  if (wordLiteral(text, language) !== null || readNumber(text, language) !== null) return null;
  return isBare(text, language) ? { kind: "string", value: text } : null;
}

/** What YAML 1.1 takes for something else than a text: dates, times, octal numbers, infinities, merge keys. */
const YAML_OTHER =
  /^(?:[-+]?\d[\d_]*(?:\.[\d_]*)?|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*|[-+]?0[0-7_]+|[-+]?\.inf|\.nan|=|<<)$/i;

function isBare(text: string, language: Language): boolean {
  if (text === "" || text !== text.trim() || /\p{Cc}/u.test(text)) return false;
  if (language.family === "yaml") {
    return !/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) && !/: |:$| #|[,[\]{}]/.test(text) && !YAML_OTHER.test(text);
  }
  if (language.id === "shellscript") return /^[\w./:@%+,^=-]+$/.test(text);
  return !/^["'[{(]|\s[#;]/.test(text);
}

function spellWord(word: "true" | "false", language: Language, like: string | null): string {
  const spellings = language.words[word];
  // The counterpart stands at the same place of the other list: `True` for `False`, `yes` for `no`.
  const other = language.words[word === "true" ? "false" : "true"].indexOf(like ?? "");
  return spellings.includes(like ?? "") ? like! : (spellings[other] ?? spellings[0] ?? word);
}

function spellText(value: string, language: Language, like: string | null): string {
  const old = like === null ? null : oldText(like, language);
  if (old === "bare" && bareText(value, language) !== null) return value;
  if (old !== null && old !== "bare") {
    const { form, prefix } = old;
    const spelt = encode(value, form);
    if (spelt !== null && prefix === "") return spelt;
    if (!/[\\"'\n\r]/.test(value)) return `${prefix}${form.open}${value}${form.close}`;
    if (spelt !== null) return spelt;
  }
  for (const form of language.strings.filter(({ open }) => open.length === 1)) {
    const spelt = encode(value, form);
    if (spelt !== null) return spelt;
  }
  for (const form of language.strings) {
    const spelt = encode(value, form);
    if (spelt !== null) return spelt;
  }
  return language.bareStrings && bareText(value, language) !== null ? value : JSON.stringify(value);
}

/** How the replaced text was quoted; null where it was no text. */
function oldText(like: string, language: Language) {
  const reading = hostString(like, 0, language);
  if (reading === null || reading.end !== like.length) {
    return language.bareStrings && readLiteral(like, language)?.kind === "string" ? "bare" : null;
  }
  const prefix = /^[A-Za-z]*(?=["'`])/.exec(like)?.[0] ?? "";
  const form = formAt(like, prefix.length, language);
  return form === null ? null : { form, prefix };
}

function spellList(literal: Extract<Literal, { items: readonly Literal[] }>, language: Language): string {
  const form = language.lists.find(({ kind }) => kind === literal.kind) ?? language.lists[0];
  const items = literal.items.map((item) => spell(item, language)).join(", ");
  const { open = "[", close = "]" } = form ?? {};
  return `${open}${items}${literal.kind === "tuple" && literal.items.length === 1 ? "," : ""}${close}`;
}

/** Whether a spelling reads back as this literal in the language. */
export function readsBack(spelling: string, literal: Literal, language: Language): boolean {
  const read = readLiteral(spelling, language);
  return read !== null && sameLiteral(read, literal);
}
