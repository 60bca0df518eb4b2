import { parseFile } from "../annotations/parse-file.js";
import type { AnnotatedStudy, ParsedFile } from "../annotations/study.js";
import { neededOf, readSource, type SourceText } from "./source-text.js";

/** The source text of a file and what its annotations say. */
export interface AnnotatedSource {
  readonly source: SourceText;
  readonly parsed: ParsedFile;
}

/** The code of the mistake that a notebook cannot be read. */
export const UNREADABLE = "unreadable-notebook";

/**
 * What the annotations of a file say, by its path and what stands in it on the disk. Ranges are those of the source
 * text. A notebook that cannot be read has that as its one mistake.
 */
export function readAnnotated(path: string, content: string): AnnotatedSource {
  const read = readSource(path, content);
  if (read.kind === "source") return { source: read, parsed: parseFile(path, read.text) };
  const mistake = { severity: "error", code: UNREADABLE, message: read.message, fixes: [] } as const;
  return {
    source: { text: "", cells: null },
    parsed: { studies: [], diagnostics: [{ ...mistake, range: { start: 0, end: 0 } }] },
  };
}

/** What runs of a source for one of its studies: of a notebook, the cells that its function needs. */
export function codeOf({ text, cells }: SourceText, { objective, annotation }: AnnotatedStudy): SourceText {
  if (cells === null || objective.kind !== "function") return { text, cells };
  return neededOf({ text, cells }, annotation.start);
}
