import type * as vscode from "vscode";
import { parseFile } from "../../core/annotations/parse-file.js";
import type { ParsedFile } from "../../core/annotations/study.js";

const NOTHING: ParsedFile = { studies: [], diagnostics: [] };
const cache = new WeakMap<vscode.TextDocument, { readonly version: number; readonly parsed: ParsedFile }>();

/** What the annotations of a document say: parsed once for each of its versions. Cells of notebooks are left alone. */
export function parsedOf(document: vscode.TextDocument): ParsedFile {
  if (document.uri.scheme !== "file") return NOTHING;
  const cached = cache.get(document);
  if (cached?.version === document.version) return cached.parsed;
  const parsed = parseFile(document.uri.fsPath, document.getText());
  cache.set(document, { version: document.version, parsed });
  return parsed;
}
