import { type Language, languageById } from "../annotations/languages.js";
import { bareText, spell } from "../annotations/spelling.js";
import type { Literal } from "../space/literal.js";
import { type PlainValue, plainValue } from "../space/literal.js";

/** Values by the names of their parameters, in the order in which they are written. */
export type Values = ReadonlyMap<string, Literal>;

const PYTHON = languageById("python")!;
const YAML = languageById("yaml")!;

/** `name = value` on a line for each, as the host language spells it: what stands, or would stand, in the code. */
export function assignments(values: Values, language: Language): string {
  return [...values].map(([name, literal]) => `${name} = ${spell(literal, language)}\n`).join("");
}

/** A dictionary of Python over several lines, without a newline at its end. */
export function pythonDict(values: Values, indent = ""): string {
  if (values.size === 0) return "{}";
  const entries = [...values].map(
    ([name, literal]) => `${indent}    ${pythonText(name)}: ${spell(unspelt(literal), PYTHON)},\n`,
  );
  return `{\n${entries.join("")}${indent}}`;
}

/** A JSON object over several lines; numbers that JSON has not are texts. */
export function jsonObject(values: Values): string {
  return JSON.stringify(jsonValues(values), null, 2);
}

/** What JSON can hold of the values. */
export function jsonValues(values: Values): { readonly [name: string]: PlainValue } {
  return Object.fromEntries([...values].map(([name, literal]) => [name, strict(plainValue(literal))]));
}

/** Lines of YAML 1.2 that every reader of 1.1 understands alike. */
export function yamlMapping(values: Values, indent = ""): string {
  return [...values]
    .map(([name, literal]) => `${indent}${yamlText(name)}: ${spell(unspelt(literal), YAML)}\n`)
    .join("");
}

/** A text as Python's source. */
export function pythonText(text: string): string {
  return spell({ kind: "string", value: text }, PYTHON);
}

function yamlText(text: string): string {
  return bareText(text, YAML) === null ? JSON.stringify(text) : text;
}

/** A list without its spelling in the host language, so that the other language spells it anew. */
function unspelt(literal: Literal): Literal {
  return "items" in literal ? { kind: literal.kind, items: literal.items.map(unspelt), text: "" } : literal;
}

function strict(value: PlainValue): PlainValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return Array.isArray(value) ? (value as readonly PlainValue[]).map(strict) : value;
}
