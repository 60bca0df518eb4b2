import { parse } from "node:path";
import type * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import { AnnotatedText } from "../../core/assist/annotated-text.js";
import { parsedSource } from "../documents/parsed.js";
import { type OpenSource, sourceOf } from "../documents/source.js";

const cache = new WeakMap<OpenSource, AnnotatedText | null>();

/** Longer files hold data and no annotations. */
const LARGEST = 1_000_000;

/** A source with its annotations taken apart: once for each of its versions. null where its language is not known. */
export function annotatedSource(source: OpenSource): AnnotatedText | null {
  const cached = cache.get(source);
  if (cached !== undefined) return cached;
  const { file, text } = source;
  const language = languageOf(file);
  const annotated =
    language === null || text.length > LARGEST
      ? null
      : new AnnotatedText(text, language, parse(file).name, parsedSource(source));
  cache.set(source, annotated);
  return annotated;
}

/** The source of a document, taken apart; ranges are those of the source. */
export function annotatedOf(document: vscode.TextDocument): AnnotatedText | null {
  const source = sourceOf(document);
  return source === null ? null : annotatedSource(source);
}
