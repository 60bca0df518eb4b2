import { expect } from "vitest";
import { type Language, languageOf } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import type { AnnotatedStudy, Diagnostic, ParsedFile } from "../../../src/core/annotations/study.js";
import { applyEdits } from "../../../src/core/annotations/write.js";
import { worded } from "../../../src/core/l10n/phrase.js";

export function language(path: string): Language {
  const found = languageOf(path);
  if (found === null) throw new Error(`No language has ${path}`);
  return found;
}

/** Parses a text as the file `path`. */
export function parsed(path: string, text: string): ParsedFile {
  const stem = path.slice(0, path.lastIndexOf("."));
  return parseSource(text, language(path), stem);
}

/** The only study of a text that has no diagnostic. */
export function study(path: string, text: string): AnnotatedStudy {
  const { studies, diagnostics } = parsed(path, text);
  expect(diagnostics, text).toEqual([]);
  expect(studies).toHaveLength(1);
  return studies[0]!;
}

/** Each slot of a text without errors, as `name` to its literal's spelling in the source. */
export function slots(path: string, text: string): Record<string, string | null> {
  const { studies, diagnostics } = parsed(path, text);
  expect(
    diagnostics.filter(({ severity }) => severity === "error"),
    text,
  ).toEqual([]);
  return Object.fromEntries(
    studies.flatMap((found) =>
      found.slots.map(({ name, range }) => [name, range === null ? null : text.slice(range.start, range.end)]),
    ),
  );
}

export interface Mistake {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  /** The text after each quick fix. */
  readonly fixed: readonly string[];
}

/** The one diagnostic of a text, which must stand at exactly the characters between « and ». */
export function mistake(path: string, marked: string): Mistake {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace("«", "").replace("»", "");
  const { diagnostics } = parsed(path, text);
  expect(
    diagnostics.map(({ range, code }) => `${code}: ${text.slice(range.start, range.end)}`),
    marked,
  ).toHaveLength(1);
  const [{ range, code, severity, message, fixes }] = diagnostics as [Diagnostic];
  expect(`${text.slice(0, range.start)}«${text.slice(range.start, range.end)}»${text.slice(range.end)}`).toBe(
    `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`,
  );
  return { code, severity, message: worded(message), fixed: fixes.map(({ edits }) => applyEdits(text, edits)) };
}

/** A Python study with one tuned parameter, whose annotation may hold « and ». */
export function tuned(annotation: string, value = "x=1"): string {
  return `# @study minimize\ndef f(\n    ${value},  # @tune ${annotation}\n): ...\n`;
}
