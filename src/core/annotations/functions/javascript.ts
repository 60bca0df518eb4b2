import { phrase } from "../../l10n/phrase.js";
import { type CodeToken, closingIndex, codeTokens } from "../code/tokens.js";
import { replacement } from "../report.js";
import type { Source } from "../source/source.js";
import { exportedAs } from "./exports.js";
import { type FoundFunction, javascriptParameters } from "./signature.js";

const NONE: FoundFunction = { kind: "none" };

/** How far a signature may reach, in lines. */
const SIGNATURE_LINES = 400;

/** The JavaScript or TypeScript function directly below `line`; only comments may stand between. */
export function javascriptFunctionBelow(source: Source, line: number): FoundFunction {
  let at = line + 1;
  while (at < source.lineCount && source.lineKind(at) === "comment") at++;
  if (at >= source.lineCount || source.lineKind(at) === "blank") return NONE;
  const start = source.firstCharacter(at);
  return declaredAt(source, at, start);
}

function declaredAt(source: Source, line: number, start: number): FoundFunction {
  const lastLine = Math.min(source.lineCount - 1, line + SIGNATURE_LINES);
  // The head of a signature ends at its first line without open brackets.
  let end = line;
  while (
    end < lastLine &&
    (source.lineDepths[end + 1]! > 0 || source.lineInside[end + 1]!) &&
    end < line + SIGNATURE_LINES
  )
    end++;
  const tokens = codeTokens(source, start, source.line(Math.min(lastLine, end + 2)).end);
  const head = readHead(tokens);
  if (head === null) return NONE;
  if (head.kind === "shorthand") return shorthand(source, head.name, tokens[0]!);
  const { open } = head;
  const single = tokens[open]?.kind === "name";
  const close = single ? open : tokens[open]?.text === "(" ? closingIndex(tokens, open) : null;
  if (close === null) {
    return {
      kind: "refused",
      range: source.line(line),
      code: "broken-signature",
      message: phrase("This signature is not complete: its closing `)` is missing."),
      fixes: [],
    };
  }
  const name = head.exported ?? (head.name === null ? null : exportedAs(source, head.name));
  if (name === null) {
    const first = tokens[0]!;
    return {
      kind: "refused",
      range: head.nameToken ?? first,
      code: "not-exported",
      message:
        head.name === null
          ? phrase("This function is not exported, so no trial can call it; write `export` before it.")
          : phrase("`{0}` is not exported, so no trial can call it; write `export` before it.", head.name),
      fixes: [replacement(phrase("Export it"), { start: first.start, end: first.start }, "export ")],
    };
  }
  const inner = single ? [tokens[open]!] : tokens.slice(open + 1, close);
  const signature = { start: tokens[open]!.start, end: tokens[close]!.end };
  return {
    kind: "function",
    function: {
      language: source.language.id.startsWith("typescript") ? "typescript" : "javascript",
      name,
      title: head.name ?? (name === "default" ? null : name),
      ...javascriptParameters(source, inner),
      signature,
      range: { start, end: bodyEnd(source, signature.end) },
    },
  };
}

type Head =
  | {
      readonly kind: "head";
      readonly name: string | null;
      readonly nameToken: CodeToken | null;
      /** The name of the export where the declaration itself exports it. */
      readonly exported: string | null;
      /** The index of the token that opens the signature, or of the one parameter of `x => …`. */
      readonly open: number;
    }
  /** `module.exports = { f }`: the function is declared elsewhere. */
  | { readonly kind: "shorthand"; readonly name: string };

/** Reads what stands before a signature; null where no function begins. */
function readHead(tokens: readonly CodeToken[]): Head | null {
  let i = 0;
  const word = (text: string) => {
    if (tokens[i]?.text !== text) return false;
    i++;
    return true;
  };
  if (tokens[0]?.text === "module" || tokens[0]?.text === "exports") return commonJsHead(tokens);
  const isExport = word("export");
  const isDefault = isExport && word("default");
  const exported = (name: string | null) => (isDefault ? "default" : isExport ? name : null);
  if (!isDefault && (word("const") || word("let") || word("var"))) {
    const name = tokens[i++];
    if (name?.kind !== "name") return null;
    // A type may stand before the sign; it may itself hold arrows and brackets.
    let depth = 0;
    while (i < tokens.length && !(tokens[i]!.text === "=" && depth === 0)) {
      const { text } = tokens[i++]!;
      if (text === "(" || text === "{" || text === "[") depth++;
      else if (text === ")" || text === "}" || text === "]") depth--;
      else if (text === ";") return null;
    }
    const open = functionValue(tokens, i + 1);
    return open === null
      ? null
      : { kind: "head", name: name.text, nameToken: name, exported: exported(name.text), open };
  }
  const open = functionValue(tokens, i);
  if (open === null) return null;
  const isArrow = tokens[open]?.kind === "name" || !tokens.slice(i, open).some(({ text }) => text === "function");
  if (isArrow && !isDefault) return null;
  const at = tokens.slice(i, open).findIndex(({ text }) => text === "function");
  let nameToken = at < 0 ? undefined : tokens[i + at + 1];
  if (nameToken?.text === "*") nameToken = tokens[i + at + 2];
  const named = nameToken?.kind === "name" ? nameToken : null;
  return { kind: "head", name: named?.text ?? null, nameToken: named, exported: exported(named?.text ?? null), open };
}

/** The index of the token that opens the signature of a function expression or arrow at `i`. */
function functionValue(tokens: readonly CodeToken[], i: number): number | null {
  let at = i;
  if (tokens[at]?.text === "async" && tokens[at + 1]?.text !== "=>") at++;
  if (tokens[at]?.text === "function") {
    at++;
    if (tokens[at]?.text === "*") at++;
    if (tokens[at]?.kind === "name") at++;
    return afterTypeParameters(tokens, at);
  }
  if (tokens[at]?.kind === "name" && tokens[at + 1]?.text === "=>") return at;
  const open = afterTypeParameters(tokens, at);
  if (tokens[open]?.text !== "(") return null;
  const close = closingIndex(tokens, open);
  if (close === null) return open;
  // `=>` follows, perhaps after a type.
  const next = tokens[close + 1]?.text;
  return next === "=>" || next === ":" ? open : null;
}

function afterTypeParameters(tokens: readonly CodeToken[], at: number): number {
  if (tokens[at]?.text !== "<") return at;
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i]!.text === "<") depth++;
    else if (tokens[i]!.text === ">" && --depth === 0) return i + 1;
  }
  return at;
}

/** `exports.f = …`, `module.exports.f = …`, `module.exports = …`, `module.exports = { f … }`. */
function commonJsHead(tokens: readonly CodeToken[]): Head | null {
  let i = tokens[0]!.text === "module" ? 2 : 0;
  if (tokens[i]?.text !== "exports") return null;
  i++;
  let name: CodeToken | null = null;
  if (tokens[i]?.text === ".") {
    name = tokens[i + 1] ?? null;
    i += 2;
  }
  if (tokens[i]?.text !== "=") return null;
  i++;
  if (name === null && tokens[i]?.text === "{") return objectHead(tokens, i);
  const open = functionValue(tokens, i);
  if (open === null) {
    const value = tokens[i];
    const alone = value?.kind === "name" && (tokens[i + 1] === undefined || tokens[i + 1]!.text === ";");
    return alone ? { kind: "shorthand", name: value.text } : null;
  }
  const inner = tokens
    .slice(i, open)
    .find(({ kind, text }) => kind === "name" && text !== "async" && text !== "function");
  const shown = name ?? inner ?? null;
  return { kind: "head", name: shown?.text ?? null, nameToken: shown, exported: name?.text ?? "default", open };
}

/** `{ f }`, `{ f(…) {…} }`, `{ f: (…) => … }` with one entry. */
function objectHead(tokens: readonly CodeToken[], brace: number): Head | null {
  const close = closingIndex(tokens, brace) ?? tokens.length;
  let i = brace + 1;
  if (tokens[i]?.text === "async") i++;
  if (tokens[i]?.text === "*") i++;
  const name = tokens[i];
  if (name?.kind !== "name") return null;
  const next = tokens[i + 1]?.text;
  if (i + 1 === close || (next === "," && i + 2 === close)) return { kind: "shorthand", name: name.text };
  const open = next === "(" ? i + 1 : next === ":" ? functionValue(tokens, i + 2) : null;
  return open === null ? null : { kind: "head", name: name.text, nameToken: name, exported: name.text, open };
}

/** The declaration of a function that `module.exports = { f }` names. */
function shorthand(source: Source, name: string, range: CodeToken): FoundFunction {
  const declaration = new RegExp(
    `^(?:async\\s+)?(?:function\\s*\\*?\\s*${escaped(name)}\\b|(?:const|let|var)\\s+${escaped(name)}\\b)`,
    "gm",
  );
  for (const found of source.text.matchAll(declaration)) {
    if (source.regionAt(found.index) !== null) continue;
    const declared = declaredAt(source, source.lineAt(found.index), found.index);
    if (declared.kind !== "none") return declared;
  }
  return {
    kind: "refused",
    range,
    code: "no-function",
    message: phrase(
      "No function `{0}` is declared at the top of this file; put `@study` above the function itself.",
      name,
    ),
    fixes: [],
  };
}

function escaped(name: string): string {
  return name.replace(/\$/g, "\\$");
}

/** Where the function ends: at the end of the line on which all its brackets are closed again. */
function bodyEnd(source: Source, signatureEnd: number): number {
  let line = source.lineAt(signatureEnd);
  const after = () => line + 1 < source.lineCount && (source.lineDepths[line + 1]! > 0 || source.lineInside[line + 1]!);
  while (after()) line++;
  const block = /^\s*(?::[^={]*)?(?:=>\s*)?[{(]/.test(source.text.slice(signatureEnd, signatureEnd + 200));
  // An arrow's expression may go on below without brackets, until a semicolon or a blank line.
  while (
    !block &&
    line + 1 < source.lineCount &&
    !/;\s*$/.test(codeOf(source, line)) &&
    source.lineKind(line + 1) !== "blank"
  ) {
    line++;
    while (after()) line++;
  }
  return source.line(line).end;
}

function codeOf(source: Source, line: number): string {
  const { start, end } = source.line(line);
  return source.text.slice(start, source.commentOn(line)?.start ?? end);
}
