import type { Language } from "../language.js";
import type { Source } from "../source/source.js";
import type { TextRange } from "../study.js";

export interface CodeToken extends TextRange {
  readonly kind: "name" | "number" | "string" | "symbol";
  readonly text: string;
}

const TOKEN =
  /([\p{L}_$@][\p{L}\p{N}_$]*)|(0[xX][\da-fA-F_]+\w*|(?:\d(?:[\d_]|'(?=\d))*\.?(?!\.)[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?\w*)|(<<-|<-|===|!==|\*\*=|\/\/=|==|!=|<=|>=|=>|->|:=|::|\?=|[-+*/%&|^@]=|&&|\|\||\?\?|\.\.\.|\*\*|\/\/|[^\s])/uy;

/** Where a name begins that ends with the token at an index, with its modules before it: `nn` of `nn.Dropout`. */
export function dottedStart(tokens: readonly CodeToken[], end: number): number {
  let from = end;
  while (tokens[from - 1]?.text === "." && tokens[from - 2]?.kind === "name") from -= 2;
  return from;
}

/** The tokens of code between two offsets, without comments. A quoted text is one token, prefix included. */
export function codeTokens(source: Source, start: number, end: number): CodeToken[] {
  const { text, language, regions } = source;
  const tokens: CodeToken[] = [];
  let region = source.regionIndex(start);
  let at = start;
  while (at < end) {
    const next = regions[region];
    if (next !== undefined && next.start <= at) {
      if (next.kind === "string") {
        tokens.push({ kind: "string", start: next.start, end: next.end, text: text.slice(next.start, next.end) });
      }
      at = Math.max(at, next.end);
      region++;
      continue;
    }
    const limit = Math.min(end, next?.start ?? end);
    at = plainTokens(text, at, limit, language, tokens);
  }
  return tokens;
}

function plainTokens(text: string, start: number, end: number, language: Language, tokens: CodeToken[]): number {
  let at = start;
  while (at < end) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) {
      at++;
      continue;
    }
    const [, name, number, symbol = ""] = found;
    let word = name ?? number ?? symbol;
    // `x<-1` assigns in R alone, and `@` is a symbol everywhere but before a name that it belongs to.
    if (symbol.endsWith("<-") && !language.assignments.includes(symbol)) word = "<";
    if (name?.startsWith("@")) word = "@";
    if (at + word.length > end) word = text.slice(at, end);
    tokens.push({
      kind: name !== undefined && word !== "@" ? "name" : number !== undefined ? "number" : "symbol",
      start: at,
      end: at + word.length,
      text: word,
    });
    at += word.length;
  }
  return at;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The index of the token that closes the bracket at `open`; null where it stays open. */
export function closingIndex(tokens: readonly CodeToken[], open: number): number | null {
  const stack: string[] = [];
  for (let i = open; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind !== "symbol") continue;
    const close = CLOSING[token.text];
    if (close !== undefined) stack.push(close);
    else if (token.text === ")" || token.text === "]" || token.text === "}") {
      if (stack.pop() !== token.text) return null;
      if (stack.length === 0) return i;
    }
  }
  return null;
}

/** Splits tokens at commas outside brackets; angle brackets count where `generics` says so. */
export function splitAtCommas(tokens: readonly CodeToken[], angles: boolean): CodeToken[][] {
  const parts: CodeToken[][] = [];
  let part: CodeToken[] = [];
  let depth = 0;
  let angle = 0;
  let typed = false;
  for (const token of tokens) {
    const { text, kind } = token;
    if (kind === "symbol") {
      if (text in CLOSING) depth++;
      else if (text === ")" || text === "]" || text === "}") depth--;
      else if (depth === 0 && angle === 0 && text === ":") typed = angles;
      else if (depth === 0 && angle === 0 && text === "=") typed = false;
      else if (typed && text === "<") angle++;
      else if (typed && text === ">") angle = Math.max(0, angle - 1);
      else if (depth === 0 && angle === 0 && text === ",") {
        parts.push(part);
        part = [];
        typed = false;
        continue;
      }
    }
    part.push(token);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
