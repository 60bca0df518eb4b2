import { phrase } from "../../l10n/phrase.js";
import { readQuoted } from "../../space/expression/literal.js";
import type { Report } from "../report.js";
import { replacement } from "../report.js";
import type { Region, Source } from "../source/source.js";
import type { TextRange } from "../study.js";
import { TagText } from "./text.js";
import { isQuote } from "./words.js";

export type TagKind = "study" | "tune" | "constraint";

/** The comment text of one tag, from the `@` on, with its continuation lines; other tags may follow in it. */
export interface Tag {
  readonly kind: TagKind;
  readonly text: TagText;
  /** The comment of its first line. */
  readonly comment: Region;
  readonly line: number;
  /** The last line that continues it. */
  readonly lastLine: number;
  /** The comment stands alone on its line. */
  readonly alone: boolean;
}

const TAG = /@(study|tune|constraint)(?![\w-])/g;
const MEANT =
  /@(?:tune\b.*\b(?:uniform|loguniform|int|logint|normal|lognormal|choice|ordinal)\s*\(|study\b.*\b(?:minimize|maximize)\b)/i;
const CONTINUES_STUDY = /^\s*(?:[A-Za-z_]\w*=|(?:minimize|maximize)\b)/;

/** Whether a text has anything for the parser. */
export function mayHaveTags(text: string): boolean {
  return (
    text.includes("@tune") ||
    text.includes("@study") ||
    text.includes("@constraint") ||
    /@(?:Tune|Study|TUNE|STUDY)\b/.test(text)
  );
}

/** Every tag of a source text in order, and hints where a tag stands where it means nothing. */
export function collectTags(source: Source, report: Report): Tag[] {
  const tags: Tag[] = [];
  let done = -1;
  for (const found of source.text.matchAll(TAG)) {
    const at = found.index;
    if (at < done) continue;
    const region = source.regionAt(at);
    if (region === null) continue;
    if (region.kind !== "comment") {
      hintInText(source, region, at, report);
      continue;
    }
    if (!standsFirst(source, region, at)) continue;
    const tag = read(source, region, at, found[1] as TagKind);
    tags.push(tag);
    done = tag.text.at(tag.text.text.length);
  }
  hintCapitals(source, report);
  return tags;
}

/** First in its comment, or after another comment token. */
function standsFirst(source: Source, comment: Region, at: number): boolean {
  let before = source.text.slice(comment.start, at).trimEnd();
  const token = source.language.lineComments.find((candidate) => before.endsWith(candidate));
  if (token !== undefined) {
    before = before.slice(0, -token.length);
    return (
      before === "" ||
      /[\s#/;%!-]$/.test(before) ||
      source.language.lineComments.some((other) => before.endsWith(other))
    );
  }
  // Comment tokens with marks behind them: `///`, `//!`, `#:`.
  return source.language.lineComments.some((candidate) => {
    const rest = before.startsWith(candidate) ? before.slice(candidate.length) : null;
    return rest !== null && /^[/#!:*;%-]*$/.test(rest);
  });
}

function read(source: Source, comment: Region, at: number, kind: TagKind): Tag {
  const line = source.lineAt(at);
  const first = { start: at, end: segmentEnd(source, at, comment.end, kind) };
  const ranges: TextRange[] = [first];
  let lastLine = line;
  for (let open = openParentheses(source.slice(first)); ; ) {
    const next = lastLine + 1;
    if (next >= source.lineCount || source.lineKind(next) !== "comment") break;
    const body = bodyOf(source, next);
    if (body === null || /^\s*@(?:study|tune|constraint)\b/.test(source.slice(body))) break;
    if (open <= 0 && !(kind === "study" && CONTINUES_STUDY.test(source.slice(body)))) break;
    const end = segmentEnd(source, body.start, body.end, kind, open);
    ranges.push({ start: body.start, end });
    open += openParentheses(source.text.slice(body.start, end));
    lastLine = next;
  }
  const alone = source.firstCharacter(line) === comment.start;
  return { kind, text: new TagText(source.text, ranges), comment, line, lastLine, alone };
}

/** The text of a comment line behind its token. */
function bodyOf(source: Source, line: number): TextRange | null {
  const comment = source.commentOn(line);
  if (comment === null) return null;
  const token =
    source.language.lineComments.find((candidate) => source.text.startsWith(candidate, comment.start)) ?? "";
  return { start: comment.start + token.length, end: comment.end };
}

/**
 * Where a tag's text ends in its comment: before another comment token behind white space, outside quotes and
 * parentheses. A token that is also an operator (`//`, `%`) ends it only where no condition precedes.
 */
function segmentEnd(source: Source, start: number, end: number, kind: TagKind, open = 0): number {
  const { text } = source;
  const rest = text.slice(start, end);
  if (!source.language.lineComments.some((token) => rest.includes(token))) return end;
  let depth = open;
  let condition = kind === "constraint";
  for (let i = start; i < end; i++) {
    const character = text[i]!;
    if (isQuote(text, i)) {
      const quoted = readQuoted(text.slice(i, end), 0);
      if (quoted.kind === "broken") return end;
      i += quoted.end - 1;
    } else if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (depth <= 0 && (character === " " || character === "\t")) {
      if (text.startsWith("if", i + 1) && /\s/.test(text[i + 3] ?? " ")) condition = true;
      const token = source.language.lineComments.find((candidate) => text.startsWith(candidate, i + 1));
      if (token === undefined) continue;
      const operator = token === "//" || token === "%" || token === "--";
      if (
        !(
          condition &&
          operator &&
          /^\s*[\w(-]/.test(text.slice(i + 1 + token.length, end)) &&
          isOperand(text.slice(i + 1 + token.length, end))
        )
      ) {
        return i;
      }
    }
  }
  return end;
}

/** Whether what follows a `//` goes on as an expression does: one operand, then an operator or the end. */
function isOperand(text: string): boolean {
  return /^\s*(?:\d[\d_.]*\s*$|(?:[\w.]+|\([^)]*\))\s*(?:[-+*/%<>=!)]|and\b|or\b))/.test(text);
}

function openParentheses(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (isQuote(text, i)) {
      const quoted = readQuoted(text, i);
      if (quoted.kind === "broken") return depth;
      i = quoted.end - 1;
    } else if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
  }
  return depth;
}

/** A tag in a docstring or block comment does nothing: say so where it was plainly meant. */
function hintInText(source: Source, region: Region, at: number, report: Report): void {
  const line = source.lineAt(at);
  const { start, end } = source.line(line);
  const before = source.text.slice(Math.max(start, region.start), at);
  const isText = region.kind === "string";
  if (isText && !isDocstring(source, region)) return;
  if (!/^[\s*/#"'<!=%-]*$/.test(before) && !(isText && /^[rRuU]?["']{3}\s*$/.test(before))) return;
  const rest = source.text.slice(at, Math.min(end, region.end));
  if (!MEANT.test(rest)) return;
  const token = source.language.lineComments[0]!;
  report.hint(
    { start: at, end: at + /^@\w+/.exec(rest)![0].length },
    isText ? "tag-in-docstring" : "tag-in-block-comment",
    isText
      ? phrase("This tag has no effect inside a docstring; put it in a comment that begins with `{0}`.", token)
      : phrase("This tag has no effect inside a block comment; put it in a comment that begins with `{0}`.", token),
  );
}

/** A quoted text over several lines, or of three quotes, that is a statement of its own. */
function isDocstring(source: Source, region: Region): boolean {
  const line = source.lineAt(region.start);
  return (
    source.firstCharacter(line) === region.start &&
    /^[A-Za-z]{0,2}(?:"""|''')/.test(source.text.slice(region.start, region.start + 5))
  );
}

/** `@Tune` and `@STUDY` are no tags. */
function hintCapitals(source: Source, report: Report): void {
  for (const found of source.text.matchAll(/@(?:Tune|TUNE|Study|STUDY)\b/g)) {
    const region = source.regionAt(found.index);
    if (region?.kind !== "comment" || !standsFirst(source, region, found.index)) continue;
    if (!MEANT.test(source.text.slice(found.index, region.end))) continue;
    const range = { start: found.index, end: found.index + found[0].length };
    const right = found[0].toLowerCase();
    report.hint(range, "tag-case", phrase("Tags are written in lower case: `{0}`.", right), [
      replacement(phrase("Write `{0}`", right), range, right),
    ]);
  }
}
