import type { Language, StringForm } from "../language.js";
import { blockScalarEnd, heredocBody, skipBlock, skipRegex, skipString, skipTemplate } from "./skip.js";
import { type Region, type Scanned, Source } from "./source.js";

const PLAIN = 0;
const NEWLINE = 1;
const OPEN = 2;
const CLOSE = 3;
const SPECIAL = 4;

/** What may begin at one character. */
interface Openings {
  readonly blocks: Language["blockComments"];
  readonly comments: readonly string[];
  readonly strings: readonly StringForm[];
}

interface Table {
  /** What the scanner does at each ASCII character; everything else is plain. */
  readonly classes: Uint8Array;
  readonly openings: readonly (Openings | undefined)[];
}

const tables = new WeakMap<Language, Table>();

function tableOf(language: Language): Table {
  const known = tables.get(language);
  if (known !== undefined) return known;
  const classes = new Uint8Array(128);
  const openings: (Openings | undefined)[] = [];
  for (const character of "([{") classes[character.charCodeAt(0)] = OPEN;
  for (const character of ")]}") classes[character.charCodeAt(0)] = CLOSE;
  for (let code = 0; code < 128; code++) {
    const first = String.fromCharCode(code);
    const found: Openings = {
      blocks: language.blockComments.filter(({ open }) => open[0] === first),
      comments: language.lineComments.filter((token) => token[0] === first),
      strings: language.strings.filter(({ open }) => open[0] === first),
    };
    const hides =
      (first === "/" && language.hidden.has("regexes")) || (first === "<" && language.hidden.has("heredocs"));
    if (!hides && found.blocks.length + found.comments.length + found.strings.length === 0) continue;
    openings[code] = found;
    classes[code] = SPECIAL;
  }
  classes[10] = NEWLINE;
  const table = { classes, openings };
  tables.set(language, table);
  return table;
}

/** Finds the lines, comments and quoted texts of a source text in one pass. Never throws. */
export function scan(text: string, language: Language): Source {
  const scanner = new Scanner(text, language);
  scanner.run();
  return new Source(text, language, scanner);
}

class Scanner implements Scanned {
  readonly regions: Region[] = [];
  readonly lineStarts: number[] = [];
  readonly lineDepths: number[] = [];
  readonly lineFloors: number[] = [];
  readonly lineInside: boolean[] = [];
  private depth = 0;
  /** Body of the here-document that begins at the next line. */
  private heredoc: { start: number; end: number } | null = null;
  private readonly blockScalars: boolean;
  private readonly table: Table;

  constructor(
    private readonly text: string,
    private readonly language: Language,
  ) {
    this.table = tableOf(language);
    this.blockScalars = language.hidden.has("block-scalars");
    this.newLine(text.charCodeAt(0) === 0xfeff ? 1 : 0, false);
  }

  run(): void {
    const { text } = this;
    const { classes } = this.table;
    const { length } = text;
    let at = this.lineStarts[0]!;
    if (text.startsWith("#!")) at = this.comment(at);
    while (at < length) {
      const code = text.charCodeAt(at);
      const kind = code < 128 ? classes[code]! : PLAIN;
      if (kind === PLAIN) at++;
      else if (kind === NEWLINE) at = this.lineBreak(at);
      else if (kind === OPEN) {
        this.depth++;
        at++;
      } else if (kind === CLOSE) {
        if (this.depth > 0) this.depth--;
        const last = this.lineFloors.length - 1;
        if (this.depth < this.lineFloors[last]!) this.lineFloors[last] = this.depth;
        at++;
      } else at = this.special(at);
    }
  }

  private newLine(start: number, inside: boolean): void {
    this.lineStarts.push(start);
    this.lineDepths.push(this.depth);
    this.lineFloors.push(this.depth);
    this.lineInside.push(inside);
  }

  private lineBreak(at: number): number {
    const { text } = this;
    const block = this.language.blockComments.find(({ open }) => open[0] === "\n" && text.startsWith(open, at));
    if (block !== undefined)
      return this.region("block", at, skipBlock(text, at, block.open, block.close, block.nested));
    if (this.blockScalars) {
      const end = blockScalarEnd(text, this.lineStarts[this.lineStarts.length - 1]!, at);
      if (end !== null && end > at + 1) return this.body(at + 1, end);
    }
    if (this.heredoc !== null && this.heredoc.start === at + 1) {
      const { end } = this.heredoc;
      this.heredoc = null;
      if (end > at + 1) return this.body(at + 1, end);
    }
    this.newLine(at + 1, false);
    return at + 1;
  }

  /** Whole lines that are one text; the line after them starts outside it. */
  private body(start: number, end: number): number {
    this.newLine(start, true);
    const last = end > start && this.text.charCodeAt(end - 1) === 10 ? end - 1 : end;
    this.region("string", start, last);
    if (last < end) this.newLine(end, false);
    return end;
  }

  private region(kind: Region["kind"], start: number, end: number, closed = true): number {
    this.regions.push({ kind, start, end, closed });
    if (kind !== "comment") {
      for (let newline = this.text.indexOf("\n", start); newline >= 0 && newline < end; ) {
        this.newLine(newline + 1, newline + 1 < end);
        newline = this.text.indexOf("\n", newline + 1);
      }
    }
    return end;
  }

  private comment(at: number): number {
    const newline = this.text.indexOf("\n", at);
    let end = newline < 0 ? this.text.length : newline;
    if (end > at && this.text.charCodeAt(end - 1) === 13) end--;
    return this.region("comment", at, end);
  }

  private special(at: number): number {
    const { text, language } = this;
    const { blocks, comments, strings } = this.table.openings[text.charCodeAt(at)]!;
    for (const { open, close, nested } of blocks) {
      if (text.startsWith(open, at)) return this.region("block", at, skipBlock(text, at, open, close, nested));
    }
    for (const token of comments) {
      if (text.startsWith(token, at) && (!language.commentAfterSpace || isGap(text, at))) return this.comment(at);
    }
    for (const form of strings) {
      if (!text.startsWith(form.open, at)) continue;
      if (language.quotesAfterGap.includes(form.open) && !this.quoteBegins(at)) break;
      if (form.open === "`" && language.hidden.has("templates")) {
        const { end, closed } = skipTemplate(text, at, language);
        return this.region("string", at, end, closed);
      }
      const { end, closed } = skipString(text, at, form);
      return this.region("string", this.prefixStart(at), end, closed);
    }
    const character = text[at];
    if (character === "/" && language.hidden.has("regexes")) {
      const end = skipRegex(text, at);
      if (end !== null) return this.region("string", at, end);
    }
    if (character === "<" && language.hidden.has("heredocs") && this.heredoc === null)
      this.heredoc = heredocBody(text, at);
    if (character === "[" || character === "{" || character === "(") this.depth++;
    return at + 1;
  }

  private quoteBegins(at: number): boolean {
    const before = this.text[at - 1];
    if (this.language.family === "yaml") return before === undefined || /[\s[{,:(]/.test(before);
    return before === undefined || !/[\w)\]}'.]/.test(before);
  }

  /** Letters before a quote that belong to it, such as Python's `r`. */
  private prefixStart(at: number): number {
    const { stringPrefix } = this.language;
    if (stringPrefix === null || !isLetter(this.text.charCodeAt(at - 1))) return at;
    const before = this.text.slice(Math.max(0, at - 3), at);
    const prefix = stringPrefix.exec(before)?.[0] ?? "";
    return prefix === "" || /\w$/.test(before.slice(0, -prefix.length)) ? at : at - prefix.length;
  }
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isGap(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || /[\s;&|(\ufeff]/.test(before);
}
