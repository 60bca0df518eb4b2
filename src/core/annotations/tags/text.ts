import type { TextRange } from "../study.js";

/** One piece of an annotation's text and where it begins in the source. */
interface Piece {
  /** Offset in the annotation's text. */
  readonly at: number;
  readonly source: number;
}

/** The text of one annotation without comment tokens, its lines joined by line breaks; offsets map to the source. */
export class TagText {
  readonly text: string;
  private readonly pieces: readonly Piece[];

  constructor(source: string, ranges: readonly TextRange[]) {
    let text = "";
    const pieces: Piece[] = [];
    for (const [i, range] of ranges.entries()) {
      if (i > 0) text += "\n";
      pieces.push({ at: text.length, source: range.start });
      text += source.slice(range.start, range.end);
    }
    this.text = text;
    this.pieces = pieces;
  }

  /** The offset in the source of a character of the text. */
  at(offset: number): number {
    let piece = this.pieces[0]!;
    for (const next of this.pieces) if (next.at <= offset) piece = next;
    return piece.source + (offset - piece.at);
  }

  /** The stretch of source from `start` to the end of the last character before `end`. */
  range(start: number, end: number): TextRange {
    if (end <= start) return { start: this.at(start), end: this.at(start) };
    return { start: this.at(start), end: this.at(end - 1) + 1 };
  }

  /** A stretch without the white space at its ends; at its start where it is nothing but white space. */
  trimmed(start: number, end: number): TextRange {
    let from = start;
    let to = end;
    while (from < to && /\s/.test(this.text[from]!)) from++;
    while (to > from && /\s/.test(this.text[to - 1]!)) to--;
    return from === to ? this.range(start, Math.max(start, end)) : this.range(from, to);
  }
}
