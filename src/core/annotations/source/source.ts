import type { Language } from "../language.js";
import type { TextRange } from "../study.js";

/** A stretch of text that is no code: a line comment, a block comment, or a quoted text. */
export interface Region extends TextRange {
  readonly kind: "comment" | "block" | "string";
  /** False where the closing quote is missing. */
  readonly closed: boolean;
}

/** What one pass over a text finds. Lines count from 0. */
export interface Scanned {
  /** In order; they do not overlap. */
  readonly regions: readonly Region[];
  /** Offset at which each line starts, past a byte-order mark. */
  readonly lineStarts: readonly number[];
  /** Brackets that are open at the start of each line. */
  readonly lineDepths: readonly number[];
  /** The fewest brackets that are open anywhere on each line. */
  readonly lineFloors: readonly number[];
  /** Whether each line starts inside a quoted text or a block comment. */
  readonly lineInside: readonly boolean[];
}

/** A source text with its lines, comments and quoted texts found. */
export class Source implements Scanned {
  readonly regions: readonly Region[];
  readonly lineStarts: readonly number[];
  readonly lineDepths: readonly number[];
  readonly lineFloors: readonly number[];
  readonly lineInside: readonly boolean[];

  constructor(
    readonly text: string,
    readonly language: Language,
    scanned: Scanned,
  ) {
    this.regions = scanned.regions;
    this.lineStarts = scanned.lineStarts;
    this.lineDepths = scanned.lineDepths;
    this.lineFloors = scanned.lineFloors;
    this.lineInside = scanned.lineInside;
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The text of a line without its line break. */
  line(line: number): TextRange {
    const start = this.lineStarts[line]!;
    const next = this.lineStarts[line + 1];
    let end = next === undefined ? this.text.length : next - 1;
    if (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return { start, end };
  }

  /** The index of the first region that ends after `offset`. */
  regionIndex(offset: number): number {
    let low = 0;
    let high = this.regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.regions[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The region that holds the character at `offset`. */
  regionAt(offset: number): Region | null {
    const region = this.regions[this.regionIndex(offset)];
    return region !== undefined && region.start <= offset ? region : null;
  }

  /** The line comment that stands on a line, trailing or alone. */
  commentOn(line: number): Region | null {
    const { start, end } = this.line(line);
    for (let i = this.regionIndex(start); i < this.regions.length; i++) {
      const region = this.regions[i]!;
      if (region.start > end) return null;
      if (region.kind === "comment" && region.start >= start) return region;
    }
    return null;
  }

  /** What a line holds: nothing, only a comment, or code (also where it continues a quoted text). */
  lineKind(line: number): "blank" | "comment" | "code" {
    const { start, end } = this.line(line);
    const first = this.firstCharacter(line);
    if (first === end) return this.lineInside[line] ? "code" : "blank";
    if (this.lineInside[line] && this.regionAt(start)?.kind !== "block") return "code";
    for (let at = first; at < end; ) {
      const region = this.regionAt(at);
      if (region === null || region.kind === "string") {
        if (region === null && isSpace(this.text.charCodeAt(at))) {
          at++;
          continue;
        }
        return "code";
      }
      at = region.end;
    }
    return "comment";
  }

  /** The offset of the first character of a line that is not white space; its end where there is none. */
  firstCharacter(line: number): number {
    const { start, end } = this.line(line);
    let at = start;
    while (at < end && isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** The first line from `line` on that holds code; null where there is none. */
  nextCodeLine(line: number): number | null {
    for (let i = line; i < this.lineCount; i++) if (this.lineKind(i) === "code") return i;
    return null;
  }

  slice(range: TextRange): string {
    return this.text.slice(range.start, range.end);
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 0xa0 || code === 12 || code === 0xfeff;
}
