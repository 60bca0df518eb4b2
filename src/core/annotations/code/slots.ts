import type { Source } from "../source/source.js";
import { type Candidate, keyName, literalFilling } from "./candidate.js";
import { type CodeToken, closingIndex, codeTokens } from "./tokens.js";

/** How far above a line the call or the dict may begin that it belongs to. */
const LOOK_BACK = 40;

/** Functions whose first argument names the value of their keyword `default`. */
const FLAG_CALLS = new Set(["add_argument", "option", "make_option", "add_option"]);
/** Functions that a field of a data class is assigned, whose `default` is its value. */
const FIELD_CALLS = new Set(["field", "Field", "ib", "attrib"]);

const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);

/**
 * The named values that begin on a line of code: assignments, keyword arguments and defaults (`name = value`, with a
 * type between), entries of dicts and objects (`key: value`), `#define NAME value`.
 */
export function codeCandidates(source: Source, line: number, from = 0): Candidate[] {
  const { start, end } = source.line(line);
  const opening = openingLine(source, line);
  const before = opening === null ? [] : codeTokens(source, source.lineStarts[opening]!, source.line(opening).end);
  const tokens = [...before, ...codeTokens(source, start, end)];
  const found: Candidate[] = [];
  const depth = opening === null ? 0 : source.lineDepths[line]! - source.lineFloors[opening]!;
  const opens = openBrackets(tokens, before.length, depth);
  for (const [i, token] of tokens.entries()) {
    if (token.start < Math.max(start, from)) continue;
    const candidate = candidateAt(source, tokens, opens, i);
    if (candidate !== null) found.push(candidate);
  }
  return found;
}

/** The line that opens the innermost bracket in which a line begins; null where there is none near. */
function openingLine(source: Source, line: number): number | null {
  const depth = source.lineDepths[line]!;
  if (depth === 0) return null;
  for (let above = line - 1; above >= Math.max(0, line - LOOK_BACK); above--) {
    if (source.lineFloors[above]! < depth) return above;
  }
  return null;
}

/**
 * For each token the index of the bracket that it stands in, or -1. Where lines are left out before the token
 * `resumed`, `depth` brackets are open there.
 */
function openBrackets(tokens: readonly CodeToken[], resumed = 0, depth = 0): number[] {
  const stack: number[] = [];
  return tokens.map((token, i) => {
    if (i === resumed && stack.length > depth) stack.length = depth;
    if (token.kind === "symbol" && CLOSING.has(token.text)) stack.pop();
    const inside = stack[stack.length - 1] ?? -1;
    if (token.kind === "symbol" && OPENING.has(token.text)) stack.push(i);
    return inside;
  });
}

function candidateAt(
  source: Source,
  tokens: readonly CodeToken[],
  opens: readonly number[],
  i: number,
): Candidate | null {
  const token = tokens[i]!;
  const { language } = source;
  if (token.kind === "name" && token.text === "define" && tokens[i - 1]?.text === "#" && language.id.startsWith("c")) {
    return defined(source, tokens, i);
  }
  if (token.kind !== "symbol") return null;
  const isColon = token.text === ":" && language.id !== "gin";
  if (!isColon && !language.assignments.includes(token.text) && token.text !== "=") return null;
  const target = isColon ? keyBefore(tokens, opens, i, source) : targetBefore(tokens, opens, i, source);
  if (target === null) return null;
  const value = valueAfter(source, tokens, opens, i);
  if (value === null) return null;
  return { name: target.name, nameRange: target.range, value: value.range, literal: value.literal };
}

function defined(source: Source, tokens: readonly CodeToken[], i: number): Candidate | null {
  const name = tokens[i + 1];
  const last = tokens[tokens.length - 1]!;
  if (name?.kind !== "name" || last === name) return null;
  const value = literalFilling(source, name.end, last.end);
  return {
    name: name.text,
    nameRange: name,
    value: value?.range ?? { start: tokens[i + 2]!.start, end: last.end },
    literal: value?.literal ?? null,
  };
}

interface Target {
  readonly name: string;
  readonly range: { readonly start: number; readonly end: number };
}

/** The key of `key: value` in braces, or first on its line. */
function keyBefore(tokens: readonly CodeToken[], opens: readonly number[], i: number, source: Source): Target | null {
  const key = tokens[i - 1];
  if (key === undefined || (key.kind !== "name" && key.kind !== "string")) return null;
  const before = tokens[i - 2];
  const bracket = tokens[opens[i]!];
  if (bracket !== undefined && bracket.text !== "{") return null;
  if (before !== undefined && before.text !== "{" && before.text !== ",") {
    const newLine = source.lineAt(before.end - 1) < source.lineAt(key.start);
    if (!newLine) return null;
  }
  if (bracket === undefined && source.language.family === "python" && key.kind === "name") return null;
  return { name: keyName(source, key), range: key };
}

/** The target of `name = value`, `a.b = value`, `a["b"] = value`, `name: Type = value`, `Type name = value`. */
function targetBefore(
  tokens: readonly CodeToken[],
  opens: readonly number[],
  i: number,
  source: Source,
): Target | null {
  let last = i - 1;
  const inside = opens[i]!;
  // A type stands between the name and the sign: go back to the colon that opens it.
  for (let k = i - 1; k > inside && k >= i - 60; k--) {
    if (opens[k] !== inside) continue;
    const { text } = tokens[k]!;
    if (text === "," || text === ";" || text === "=" || text === "{" || text === "}") break;
    if (text === ":" || text === "::") {
      const named = tokens[k - 1];
      const nameOrOptional = named?.kind === "name" || named?.text === "?";
      // `if ready: x = 1` has a colon, too, but a word stands before the name.
      const statement = source.language.family === "python" && isWordOfLine(source, tokens[k - 2], named);
      if (statement) break;
      if (nameOrOptional && source.lineAt(tokens[k]!.start) === source.lineAt(named!.start) && !isKeyword(named!)) {
        last = named!.text === "?" ? k - 2 : k - 1;
      }
      break;
    }
  }
  const end = tokens[last];
  if (end === undefined) return null;
  if (end.text === "]") return subscript(tokens, opens, last, source);
  if (end.kind === "string") {
    return source.language.family === "python" || inside < 0 ? null : { name: keyName(source, end), range: end };
  }
  if (end.kind !== "name") return null;
  let first = last;
  while (
    tokens[first - 1]?.text === "." &&
    tokens[first - 2]?.kind === "name" &&
    tokens[first - 2]!.end === tokens[first - 1]!.start
  ) {
    first -= 2;
  }
  if (inside < 0 && isOneOfSeveral(tokens, first, i, source)) return null;
  const range = { start: tokens[first]!.start, end: end.end };
  return { name: source.slice(range), range };
}

function isWordOfLine(source: Source, token: CodeToken | undefined, next: CodeToken | undefined): boolean {
  if (token === undefined || next === undefined || token.kind === "symbol") return false;
  return source.lineAt(token.start) === source.lineAt(next.start);
}

function isKeyword(token: CodeToken): boolean {
  return token.text === "else" || token.text === "try" || token.text === "finally" || token.text === "default";
}

/** `a["b"]` is called b. */
function subscript(
  tokens: readonly CodeToken[],
  opens: readonly number[],
  close: number,
  source: Source,
): Target | null {
  const key = tokens[close - 1];
  const open = tokens[close - 2];
  if (key?.kind !== "string" || open?.text !== "[" || opens[close - 1] !== close - 2) return null;
  return { name: keyName(source, key), range: key };
}

/** `a, b = 1, 2` assigns a pair, and neither value stands alone. */
function isOneOfSeveral(tokens: readonly CodeToken[], first: number, sign: number, source: Source): boolean {
  const { family, id } = source.language;
  const pairs = family === "python" || id === "julia" || id === "lua" || id === "go" || id === "ruby";
  if (!pairs) return false;
  const line = source.lineAt(tokens[sign]!.start);
  if (tokens[first - 1]?.text === "," && source.lineAt(tokens[first - 1]!.start) === line) return true;
  let depth = 0;
  for (let k = sign + 1; k < tokens.length && tokens[k]!.text !== ";"; k++) {
    const { text } = tokens[k]!;
    if (OPENING.has(text)) depth++;
    else if (CLOSING.has(text)) depth--;
    else if (text === "," && depth === 0) return true;
  }
  return false;
}

/** The value after a sign, up to the comma, bracket, semicolon or end of the line that ends it. */
function valueAfter(source: Source, tokens: readonly CodeToken[], opens: readonly number[], sign: number) {
  const first = tokens[sign + 1];
  if (first === undefined) return null;
  const startLine = source.lineAt(tokens[sign]!.start);
  if (source.lineAt(first.start) !== startLine) return null;
  let end = sign + 1;
  for (let k = sign + 1; k < tokens.length; k++) {
    const token = tokens[k]!;
    const outside = opens[k] === opens[sign];
    if (outside && (token.text === "," || token.text === ";")) break;
    if (CLOSING.has(token.text) && token.kind === "symbol" && (opens[k] ?? -1) < opens[sign]!) break;
    end = k;
  }
  const last = tokens[end]!;
  const literal = literalFilling(source, first.start, last.end);
  return { range: literal?.range ?? { start: first.start, end: last.end }, literal: literal?.literal ?? null };
}

/** The candidate under the name by which its call makes it known: the flag of `add_argument`, the field of a class. */
export function renamedByCall(source: Source, candidate: Candidate): Candidate {
  if (candidate.name !== "default" && candidate.name !== "value") return candidate;
  const line = source.lineAt(candidate.nameRange.start);
  const first = Math.max(0, line - LOOK_BACK);
  const tokens = codeTokens(source, source.lineStarts[first]!, candidate.nameRange.end);
  const open = openBrackets(tokens)[tokens.length - 1] ?? -1;
  const callee = tokens[open - 1];
  if (tokens[open]?.text !== "(" || callee?.kind !== "name") return candidate;
  if (FLAG_CALLS.has(callee.text)) {
    const rest = codeTokens(source, tokens[open]!.start, source.line(Math.min(source.lineCount - 1, line + 5)).end);
    const close = closingIndex(rest, 0) ?? rest.length;
    const flags = rest
      .slice(0, close)
      .filter((token, i) => token.kind === "string" && isFlagPosition(rest, i))
      .map((token) => ({ name: keyName(source, token), range: token }))
      .filter(({ name }) => /^-{0,2}[A-Za-z]/.test(name));
    const flag = flags.find(({ name }) => name.startsWith("--")) ?? flags[0];
    if (flag === undefined) return candidate;
    return { ...candidate, name: flag.name.replace(/^-+/, "") };
  }
  if (FIELD_CALLS.has(callee.text)) {
    const sign = tokens
      .slice(0, open)
      .map(({ text }) => text)
      .lastIndexOf("=");
    const target = sign < 0 ? null : targetBefore(tokens, openBrackets(tokens), sign, source);
    if (target !== null) return { ...candidate, name: target.name };
  }
  return candidate;
}

/** Positional texts of a call, also within R's `c(…)`. */
function isFlagPosition(tokens: readonly CodeToken[], i: number): boolean {
  return tokens[i - 1]?.text === "(" || tokens[i - 1]?.text === ",";
}
