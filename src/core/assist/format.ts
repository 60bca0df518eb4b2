import type { TextEdit, TextRange } from "../annotations/study.js";
import type { Tag, TagKind } from "../annotations/tags/collect.js";
import { isQuote } from "../annotations/tags/words.js";
import { readQuoted } from "../space/expression/literal.js";
import type { AnnotatedText } from "./annotated-text.js";

interface Part {
  readonly text: string;
  readonly kind: "string" | "symbol" | "word";
  /** How much white space stands before it. */
  readonly spaces: number;
}

const SYMBOL = /==|!=|<=|>=|[<>=(),[\]]/y;
const COMPARISON = new Set(["==", "!=", "<=", ">=", "<", ">"]);
const KEYWORD = new Set(["if", "and", "or", "not", "in"]);

/**
 * The edits that bring the annotations of a file, or of a part of it, into one form: one space between words, behind
 * commas, around `=` behind a name and around comparisons; none around the `=` of options, nor inside parentheses.
 * Nothing but white space changes.
 */
export function formatAnnotations(annotated: AnnotatedText, within: TextRange | null = null): readonly TextEdit[] {
  return annotated.tags.flatMap((tag) => {
    const { start } = annotated.source.line(tag.line);
    if (within !== null && (start > within.end || tag.text.at(tag.text.text.length) < within.start)) return [];
    return [...lead(annotated, tag), ...lines(tag)];
  });
}

/** One space between the comment's token and its tag. */
function lead({ text, language }: AnnotatedText, tag: Tag): TextEdit[] {
  const at = tag.text.at(0);
  const before = text.slice(tag.comment.start, at);
  const space = /[ \t]*$/.exec(before)![0];
  const token = before.slice(0, before.length - space.length);
  if (space === " " || !language.lineComments.some((one) => token.endsWith(one))) return [];
  return [{ range: { start: at - space.length, end: at }, text: " " }];
}

function lines({ kind, text }: Tag): TextEdit[] {
  const edits: TextEdit[] = [];
  let start = 0;
  let depth = 0;
  for (const line of text.text.split("\n")) {
    const { length } = line;
    // The indentation of a continuation line belongs to the person who wrote it.
    const indent = start === 0 ? 0 : /^\s*/.exec(line)![0].length;
    const body = line.slice(indent).trimEnd();
    const formatted = formatLine(body, kind, depth);
    if (formatted.text !== body)
      edits.push({ range: text.range(start + indent, start + indent + body.length), text: formatted.text });
    depth = formatted.depth;
    start += length + 1;
  }
  return edits;
}

function formatLine(
  line: string,
  kind: TagKind,
  depthBefore: number,
): { readonly text: string; readonly depth: number } {
  const parts = partsOf(line);
  const firstOption = kind === "study" ? parts.findIndex(({ text }) => text === "=") - 1 : -1;
  let depth = depthBefore;
  let text = "";
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    if (part.text === ")" || part.text === "]") depth--;
    // Options may stand apart from what is judged.
    const apart = i === firstOption && part.spaces > 1;
    text += (before === undefined ? "" : apart ? "  " : separator(before, part, kind, depth)) + part.text;
    if (part.text === "(" || part.text === "[") depth++;
  }
  return { text, depth };
}

function separator(before: Part, part: Part, kind: TagKind, depth: number): string {
  const asWritten = part.spaces > 0 ? " " : "";
  const symbol = part.kind === "symbol" ? part.text : "";
  const last = before.kind === "symbol" ? before.text : "";
  if (kind === "study" && depth === 0) {
    if (last === "(" || last === "[" || symbol === ")" || symbol === "]") return "";
    return asWritten;
  }
  if (symbol === "," || symbol === ")" || symbol === "]" || last === "(" || last === "[") return "";
  if (last === ",") return " ";
  if (symbol === "=" || last === "=") return depth > 0 ? "" : " ";
  if (COMPARISON.has(symbol) || COMPARISON.has(last)) return " ";
  if (symbol === "(")
    return before.kind === "word" && !KEYWORD.has(before.text)
      ? callSeparator(before, asWritten)
      : KEYWORD.has(before.text)
        ? " "
        : asWritten;
  return asWritten;
}

/** None between a distribution and its arguments; an operator before a parenthesis keeps what it has. */
function callSeparator(before: Part, asWritten: string): string {
  return /^[A-Za-z_][\w]*$/.test(before.text) ? "" : asWritten;
}

function partsOf(line: string): Part[] {
  const parts: Part[] = [];
  let spaces = 0;
  for (let at = 0; at < line.length; ) {
    if (/\s/.test(line[at]!)) {
      spaces++;
      at++;
      continue;
    }
    const [text, kind] = partAt(line, at);
    parts.push({ text, kind, spaces });
    spaces = 0;
    at += text.length;
  }
  return parts;
}

function partAt(line: string, at: number): [string, Part["kind"]] {
  if (isQuote(line, at)) {
    const quoted = readQuoted(line, at);
    return [quoted.kind === "broken" ? line.slice(at) : line.slice(at, quoted.end), "string"];
  }
  SYMBOL.lastIndex = at;
  const symbol = SYMBOL.exec(line)?.[0];
  if (symbol !== undefined) return [symbol, "symbol"];
  let end = at;
  while (end < line.length && !/[\s(),[\]<>=]/.test(line[end]!) && !isQuote(line, end)) {
    if (line[end] === "!" && line[end + 1] === "=") break;
    end++;
  }
  return [line.slice(at, Math.max(end, at + 1)), "word"];
}
