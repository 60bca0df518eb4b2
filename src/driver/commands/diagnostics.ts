import type { AnnotatedStudy, Diagnostic, TextRange } from "../../core/annotations/study.js";
import { worded } from "../../core/l10n/phrase.js";
import type { AnnotatedSource } from "../../core/notebooks/annotated-source.js";
import { placeIn, placeText, type SourceText } from "../../core/notebooks/source-text.js";

/** A place in a source, lines and columns from 1. */
export interface Place {
  /** In a notebook, the cell that line and column are meant in, from 1; null elsewhere. */
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  /** Exclusive; the end of the line where the range goes on beyond it. */
  readonly endColumn: number;
}

/** Where a range of a source stands, for people. */
export function placeOf(source: SourceText, { start, end }: TextRange): Place {
  const { text } = source;
  const { cell, line } = placeIn(source, start);
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", start);
  const last = next < 0 ? text.length : text[next - 1] === "\r" ? next - 1 : next;
  const endColumn = Math.max(start, Math.min(end, last)) - from + 1;
  return { cell, line: line + 1, column: start - from + 1, endColumn };
}

/** The errors of a study, and those of the file that belong to no other, one line each. */
export function errorLines(
  path: string,
  { source, parsed }: AnnotatedSource,
  study: AnnotatedStudy,
): readonly string[] {
  const others = parsed.studies.filter((other) => other !== study && other.valid);
  const concerns = ({ range }: Diagnostic) => !others.some((other) => within(range.start, other));
  return parsed.diagnostics
    .filter((diagnostic) => diagnostic.severity === "error" && concerns(diagnostic))
    .map((diagnostic) => diagnosticLine(path, placeOf(source, diagnostic.range), diagnostic));
}

/** `examples/svm.py:12:9: error: …` */
export function diagnosticLine(path: string, place: Place, { severity, message }: Diagnostic): string {
  return `${placeText(path, { cell: place.cell, line: place.line - 1 })}:${place.column}: ${severity}: ${worded(message)}`;
}

function within(offset: number, study: AnnotatedStudy): boolean {
  return offset >= study.annotation.start && offset < study.range.end;
}
