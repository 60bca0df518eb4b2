import type { AnnotatedStudy, Diagnostic, ParsedFile } from "../../core/annotations/study.js";

/** A place in a text, lines and columns from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Exclusive; the end of the line where the range goes on beyond it. */
  readonly endColumn: number;
}

/** Where the ranges of a text stand, for people. */
export function placesIn(text: string): (range: { readonly start: number; readonly end: number }) => Place {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return ({ start, end }) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= start) low = middle;
      else high = middle - 1;
    }
    const from = starts[low]!;
    const next = starts[low + 1];
    const last = next === undefined ? text.length : next - (text[next - 2] === "\r" ? 2 : 1);
    return { line: low + 1, column: start - from + 1, endColumn: Math.max(start, Math.min(end, last)) - from + 1 };
  };
}

/** The errors of a study, and those of the file that belong to no other, one line each. */
export function errorLines(path: string, text: string, parsed: ParsedFile, study: AnnotatedStudy): readonly string[] {
  const place = placesIn(text);
  const others = parsed.studies.filter((other) => other !== study && other.valid);
  const concerns = ({ range }: Diagnostic) => !others.some((other) => within(range.start, other));
  return parsed.diagnostics
    .filter((diagnostic) => diagnostic.severity === "error" && concerns(diagnostic))
    .map((diagnostic) => diagnosticLine(path, place(diagnostic.range), diagnostic));
}

/** `examples/svm.py:12:9: error: …` */
export function diagnosticLine(path: string, place: Place, { severity, message }: Diagnostic): string {
  return `${path}:${place.line}:${place.column}: ${severity}: ${message}`;
}

function within(offset: number, study: AnnotatedStudy): boolean {
  return offset >= study.annotation.start && offset < study.range.end;
}
