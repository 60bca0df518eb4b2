import type { Literal } from "../../space/literal.js";
import { literalAt } from "../literal/read.js";
import type { Source } from "../source/source.js";
import type { TextRange } from "../study.js";

/** A named value on a line: what an annotation may tune. */
export interface Candidate {
  /** What the code calls it. */
  readonly name: string;
  readonly nameRange: TextRange;
  /** The literal; for an expression its range alone. */
  readonly value: TextRange;
  readonly literal: Literal | null;
}

/** The literal that fills a stretch of code to its end, after white space. */
export function literalFilling(
  source: Source,
  start: number,
  end: number,
): { range: TextRange; literal: Literal } | null {
  let from = start;
  while (from < end && /\s/.test(source.text[from]!)) from++;
  const reading = literalAt(source.text, from, source.language);
  if (reading === null || reading.end > end) return null;
  return /\S/.test(source.text.slice(reading.end, end))
    ? null
    : { range: { start: from, end: reading.end }, literal: reading.literal };
}

/** The text of a key in quotes, or the key itself. */
export function keyName(source: Source, range: TextRange): string {
  const reading = literalAt(source.text, range.start, source.language);
  if (reading !== null && reading.end === range.end && reading.literal.kind === "string") return reading.literal.value;
  return source.slice(range);
}
