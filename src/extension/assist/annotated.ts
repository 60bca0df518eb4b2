import { parse } from "node:path";
import type * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import { AnnotatedText } from "../../core/assist/annotated-text.js";
import { parsedOf } from "../documents/parsed.js";

const cache = new WeakMap<
  vscode.TextDocument,
  { readonly version: number; readonly annotated: AnnotatedText | null }
>();

/** Longer files hold data and no annotations. */
const LARGEST = 1_000_000;

/** A document with its annotations taken apart: once for each of its versions. null where its language is not known. */
export function annotatedOf(document: vscode.TextDocument): AnnotatedText | null {
  if (document.uri.scheme !== "file") return null;
  const cached = cache.get(document);
  if (cached?.version === document.version) return cached.annotated;
  const language = languageOf(document.uri.fsPath);
  const text = language === null ? "" : document.getText();
  const annotated =
    language === null || text.length > LARGEST
      ? null
      : new AnnotatedText(text, language, parse(document.uri.fsPath).name, parsedOf(document));
  cache.set(document, { version: document.version, annotated });
  return annotated;
}
