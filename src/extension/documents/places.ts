import * as vscode from "vscode";
import type { TextRange } from "../../core/annotations/study.js";
import { cellAt } from "../../core/notebooks/join.js";
import { type OpenSource, type SourcePart, sourceOf } from "./source.js";

/** The documents of the source that a document belongs to, itself included. */
export function siblingsOf(document: vscode.TextDocument): readonly vscode.TextDocument[] {
  return sourceOf(document)?.parts.map((part) => part.document) ?? [document];
}

/** The number of the cell that a document is; null for a file. */
export function cellOf(document: vscode.TextDocument): number | null {
  const source = sourceOf(document);
  return source?.notebook == null ? null : (partOf(source, document)?.number ?? null);
}

/** The offset in its source of a place in a document. */
export function offsetIn(document: vscode.TextDocument, position: vscode.Position): number {
  const source = sourceOf(document);
  const start = source === null ? 0 : (partOf(source, document)?.start ?? 0);
  return start + document.offsetAt(position);
}

/** Where a range of a source stands: what lies between two cells belongs to the second. */
export function placedIn(
  { parts }: OpenSource,
  { start, end }: TextRange,
): { readonly document: vscode.TextDocument; readonly range: vscode.Range } {
  // A source without documents has no text, and so no ranges.
  const part = cellAt(parts, start)!;
  const within = (offset: number) => Math.min(Math.max(offset, part.start), part.end) - part.start;
  const { document } = part;
  return { document, range: new vscode.Range(document.positionAt(within(start)), document.positionAt(within(end))) };
}

/** A range of a document's source as one of the document; null where it stands in another cell. */
export function rangeIn(document: vscode.TextDocument, range: TextRange): vscode.Range | null {
  const source = sourceOf(document);
  if (source === null) return null;
  const placed = placedIn(source, range);
  return placed.document === document ? placed.range : null;
}

function partOf({ parts }: OpenSource, document: vscode.TextDocument): SourcePart | undefined {
  return parts.find((part) => part.document === document);
}
