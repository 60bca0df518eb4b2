import { phrase } from "../../l10n/phrase.js";
import type { Distribution } from "../../space/distribution.js";
import { readQuoted } from "../../space/expression/literal.js";
import type { Language } from "../language.js";
import { type Report, replacement } from "../report.js";
import type { TextRange } from "../study.js";
import { parseDistribution } from "./distribution.js";
import { DISTRIBUTIONS } from "./forms.js";
import type { TagText } from "./text.js";
import { afterColon, isQuote, spaceEnd } from "./words.js";

/** What one `@tune` says. */
export interface TuneTag {
  /** The NAME of `NAME =`, null where the code's own name counts. */
  readonly name: string | null;
  readonly nameRange: TextRange | null;
  readonly distribution: Distribution | null;
  readonly choices: readonly string[] | null;
  /** Offsets of the condition in the text. */
  readonly condition: { readonly start: number; readonly end: number } | null;
  readonly text: TagText;
  readonly range: TextRange;
  readonly tagRange: TextRange;
}

const NAMED = /(?:([A-Za-z_][A-Za-z0-9_./-]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))\s*=(?!=)/y;
const TAG = "@tune";

/** Every `@tune` of a comment's text, the first one at its beginning. */
export function parseTuneTags(text: TagText, language: Language, report: Report): TuneTag[] {
  const tags: TuneTag[] = [];
  for (let at = 0; at < text.text.length; ) {
    const { tag, end } = parseOne(text, at, language, report);
    tags.push(tag);
    at = end;
  }
  return tags;
}

function parseOne(text: TagText, start: number, language: Language, report: Report): { tag: TuneTag; end: number } {
  const source = text.text;
  let at = spaceEnd(source, afterColon(text, start + TAG.length, report));
  NAMED.lastIndex = at;
  const named = NAMED.exec(source);
  let name: string | null = null;
  let nameRange: TextRange | null = null;
  if (named !== null) {
    const written = named[1] ?? named[2]!;
    name = written;
    if (named[1] === undefined) {
      const quoted = readQuoted(written, 0);
      if (quoted.kind === "literal" && quoted.literal.kind === "string") name = quoted.literal.value;
    }
    nameRange = text.range(at, at + written.length);
    if (name.trim() === "") report.error(nameRange, "bad-name", phrase("A parameter's name must not be empty."));
    at = spaceEnd(source, at + named[0].length);
  } else {
    const unsigned = nameWithoutSign(source, at);
    if (unsigned !== null) {
      name = unsigned;
      nameRange = text.range(at, at + unsigned.length);
      const end = at + unsigned.length;
      report.error(
        nameRange,
        "missing-equals",
        phrase("Between a name and its distribution stands `=`: `{0} = …`.", unsigned),
        [replacement(phrase("Insert `=`"), text.range(end, end), " =")],
      );
      at = spaceEnd(source, end);
    }
  }
  const next = nextTag(source, at);
  const tagRange = text.range(start, start + TAG.length);
  const written = parseDistribution(text, at < next ? at : source.length, tagRange, language, report);
  let end = Math.min(next, source.length);
  let condition: TuneTag["condition"] = null;
  const rest = spaceEnd(source, Math.min(written.end, end));
  if (/^if(?![\w.])/.test(source.slice(rest, end))) condition = { start: rest + 2, end };
  else if (rest < end) unexpected(text, rest, end, report);
  while (end > start && /\s/.test(source[end - 1]!)) end--;
  const tag = {
    name,
    nameRange,
    distribution: written.distribution,
    choices: written.choices,
    condition,
    text,
    range: text.range(start, end),
    tagRange,
  };
  return { tag, end: next };
}

/** `lr uniform(0, 1)`: a name before a distribution, with no sign between them. */
function nameWithoutSign(source: string, at: number): string | null {
  const found = /^([A-Za-z_][A-Za-z0-9_./-]*)\s+([A-Za-z_]\w*)\s*(?:\(|$|(?=\bif\b))/.exec(source.slice(at, at + 200));
  if (found === null) return null;
  const isDistribution = (word: string | undefined) => DISTRIBUTIONS.some((form) => form.name === word);
  return isDistribution(found[2]) && !isDistribution(found[1]) ? found[1]! : null;
}

/** Where the next `@tune` begins, outside quotes. */
function nextTag(source: string, at: number): number {
  for (let i = at; i < source.length; i++) {
    const character = source[i]!;
    if (isQuote(source, i)) {
      const quoted = readQuoted(source, i);
      if (quoted.kind === "broken") return source.length;
      i = quoted.end - 1;
    } else if (character === "@" && /^@tune(?![\w-])/.test(source.slice(i, i + 6)) && /\s/.test(source[i - 1] ?? " ")) {
      return i;
    }
  }
  return source.length;
}

function unexpected(text: TagText, start: number, end: number, report: Report): void {
  const rest = text.text.slice(start, end);
  const range = text.trimmed(start, end);
  const word = /^\S+/.exec(rest)![0];
  if (word === "when" || word === "where" || word === "unless") {
    const wordRange = text.range(start, start + word.length);
    report.error(
      wordRange,
      "unexpected-word",
      phrase("A condition begins with `if`."),
      word === "unless" ? [] : [replacement(phrase("Write `if`"), wordRange, "if")],
    );
    return;
  }
  report.error(
    range,
    "unexpected-word",
    phrase(
      "`{0}` is not expected here: after the distribution stands nothing, or `if CONDITION`; a remark stands behind another comment token.",
      rest.trim(),
    ),
  );
}
