import type * as vscode from "vscode";
import { parseFile } from "../../core/annotations/parse-file.js";
import type { ParsedFile } from "../../core/annotations/study.js";
import { type OpenSource, sourceOf } from "./source.js";

const NOTHING: ParsedFile = { studies: [], diagnostics: [] };
const cache = new WeakMap<OpenSource, ParsedFile>();

/** What the annotations of a source say: parsed once for each of its versions. */
export function parsedSource(source: OpenSource): ParsedFile {
  const cached = cache.get(source);
  if (cached !== undefined) return cached;
  const parsed = parseFile(source.file, source.text);
  cache.set(source, parsed);
  return parsed;
}

/** What the annotations of a document's source say; ranges are those of the source. */
export function parsedOf(document: vscode.TextDocument): ParsedFile {
  const source = sourceOf(document);
  return source === null ? NOTHING : parsedSource(source);
}
