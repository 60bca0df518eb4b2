import type { Language, StringForm } from "../language.js";

/** Where a quoted text that begins at `at` ends, and whether its closing quote was found. */
export function skipString(text: string, at: number, form: StringForm): { end: number; closed: boolean } {
  const { close, escapes, multiline } = form;
  const backslash = escapes === "c" || escapes === "python" || escapes === "quote" || escapes === "shell";
  const first = close.charCodeAt(0);
  for (let i = at + form.open.length; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92 && backslash) {
      if (text.charCodeAt(i + 1) === 13) i++;
      i++;
    } else if (code === 10 && !multiline) {
      return { end: text.charCodeAt(i - 1) === 13 ? i - 1 : i, closed: false };
    } else if (code === first && (close.length === 1 || text.startsWith(close, i))) {
      if (escapes === "doubled" && text.charCodeAt(i + 1) === first) i++;
      else return { end: i + close.length, closed: true };
    }
  }
  return { end: text.length, closed: false };
}

/** Where a block comment that begins at `at` ends. */
export function skipBlock(text: string, at: number, open: string, close: string, nested: boolean): number {
  let i = at + open.length;
  for (let depth = 1; ; ) {
    const end = text.indexOf(close, i);
    if (end < 0) return text.length;
    const inner = nested ? text.indexOf(open, i) : -1;
    if (inner >= 0 && inner < end) {
      depth++;
      i = inner + open.length;
      continue;
    }
    i = end + close.length;
    if (--depth === 0) return i;
  }
}

/** Where a template that begins at `at` ends, whatever stands in its `${…}`. */
export function skipTemplate(text: string, at: number, language: Language): { end: number; closed: boolean } {
  // Each entry is a template (-1) or the number of open braces of the code in a `${…}`.
  const stack: number[] = [-1];
  let i = at + 1;
  while (i < text.length) {
    const character = text[i]!;
    const top = stack[stack.length - 1]!;
    if (top === -1) {
      if (character === "\\") i += 2;
      else if (character === "$" && text[i + 1] === "{") {
        stack.push(0);
        i += 2;
      } else {
        i++;
        if (character !== "`") continue;
        stack.pop();
        if (stack.length === 0) return { end: i, closed: true };
      }
      continue;
    }
    if (character === "`") {
      stack.push(-1);
      i++;
    } else if (character === '"' || character === "'") {
      i = skipString(text, i, language.strings.find((form) => form.open === character)!).end;
    } else if (text.startsWith("/*", i)) {
      i = skipBlock(text, i, "/*", "*/", false);
    } else {
      if (character === "{") stack[stack.length - 1] = top + 1;
      else if (character === "}" && top > 0) stack[stack.length - 1] = top - 1;
      else if (character === "}") stack.pop();
      i++;
    }
  }
  return { end: text.length, closed: false };
}

const REGEX = /\/(?![*/])(?:[^\\/[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+\/[A-Za-z]*/y;
const BEFORE_REGEX =
  /(?:^|[([{,;=:!&|?+\-*%<>~^]|(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await))$/;

/** Where a regular expression that begins at `at` ends; null where the slash divides. */
export function skipRegex(text: string, at: number): number | null {
  let before = at - 1;
  while (before >= 0 && /\s/.test(text[before]!)) before--;
  if (!BEFORE_REGEX.test(text.slice(Math.max(0, before - 11), before + 1))) return null;
  REGEX.lastIndex = at;
  const found = REGEX.exec(text);
  return found === null ? null : at + found[0].length;
}

const HEREDOC = /<<(-?)[ \t]*(["']?)([A-Za-z_]\w*)\2/y;

/** The body of a here-document whose `<<` stands at `at`: whole lines; null where there is none. */
export function heredocBody(text: string, at: number): { start: number; end: number } | null {
  HEREDOC.lastIndex = at;
  const found = HEREDOC.exec(text);
  if (found === null) return null;
  const newline = text.indexOf("\n", at);
  if (newline < 0) return null;
  const tabs = found[1] === "-" ? "\\t*" : "";
  const closing = new RegExp(`^${tabs}${found[3]}\\r?$`, "m");
  const rest = text.slice(newline + 1);
  const end = closing.exec(rest)?.index ?? rest.length;
  return { start: newline + 1, end: newline + 1 + end };
}

const BLOCK_SCALAR = /(?:^|[:\-?]\s+)(?:[&!]\S+\s+)*[|>][+-]?\d?[+-]?[ \t]*(?:\s#.*)?$/;

/**
 * The body of a block scalar of YAML that the line before `at` opens: the following lines that are blank or indented
 * more deeply; null where that line opens none.
 */
export function blockScalarEnd(text: string, lineStart: number, lineEnd: number): number | null {
  const line = text.slice(lineStart, lineEnd).replace(/\r$/, "");
  if (!BLOCK_SCALAR.test(line)) return null;
  const indent = /^[ ]*/.exec(line)![0].length;
  let at = lineEnd + 1;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const found = text.slice(at, end);
    if (found.trim() !== "" && /^[ ]*/.exec(found)![0].length <= indent) break;
    at = end + 1;
  }
  return Math.min(at, text.length);
}
