import type { MethodOption } from "./method.js";

/** A method as it is written, `tpe(candidates=48)`, taken apart and not yet checked. */
export interface MethodText {
  readonly name: string;
  readonly options: readonly OptionText[];
}

/** One entry between the parentheses; name is null where it is not written `name=value`. */
export interface OptionText {
  readonly name: string | null;
  readonly value: string;
  /** Where the entry stands in the text, without white space around it. */
  readonly start: number;
  readonly end: number;
}

/** Takes the text of a method apart; null where it is no name with options in parentheses. */
export function readMethodText(text: string): MethodText | null {
  const found = /^\s*([A-Za-z_][\w-]*)\s*(?:\((.*)\))?\s*$/s.exec(text);
  if (found === null) return null;
  const [, name = "", inner = ""] = found;
  const entries = inner.trim() === "" ? [] : splitOutside(inner);
  if (entries === null) return null;
  let at = text.indexOf("(") + 1;
  const options = entries.map((entry): OptionText => {
    const start = at + entry.length - entry.trimStart().length;
    at += entry.length + 1;
    const place = { start, end: start + entry.trim().length };
    const parts = /^\s*([A-Za-z_]\w*)\s*=\s*("[^"]*"|'[^']*'|[^\s(]+\s*\(.*\)|\S+)\s*$/s.exec(entry);
    if (parts === null) return { name: null, value: entry.trim(), ...place };
    const [, option = "", value = ""] = parts;
    return { name: option, value, ...place };
  });
  return { name, options };
}

/** Splits at commas outside quotes and parentheses; null where these are not closed. */
function splitOutside(text: string): readonly string[] | null {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  let quote: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quote !== null) quote = character === quote ? null : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "(") depth++;
    else if (character === ")" && --depth < 0) return null;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return quote !== null || depth > 0 ? null : [...parts, text.slice(start)];
}

/** The text of an option's value as the option wants it; as text where it cannot be that. */
export function typedValue(type: MethodOption["type"] | null, text: string): string | number | boolean {
  const plain = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  if (type?.kind === "word" || type?.kind === "method") return plain;
  return (type?.kind === "switch" ? switchIn(plain) : numberIn(plain)) ?? plain;
}

export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed.replaceAll("_", ""));
  return Number.isFinite(value) ? value : null;
}

export function switchIn(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (word === "on" || word === "true" || word === "yes") return true;
  return word === "off" || word === "false" || word === "no" ? false : null;
}
