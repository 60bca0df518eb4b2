import type { TextRange } from "../../annotations/study.js";

/** One entry of a completion list, with nothing of an editor in it. */
export interface CompletionEntry {
  readonly label: string;
  readonly kind: "tag" | "direction" | "metric" | "option" | "value" | "method" | "distribution" | "parameter" | "word";
  /** One line beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** What replaces `range`; where `snippet` is set, in the syntax of snippets. */
  readonly insert: string;
  readonly snippet: boolean;
  readonly range: TextRange;
  /** What comes next is completed, too: the list opens again behind the inserted text. */
  readonly again: boolean;
}

type Given = Pick<CompletionEntry, "label" | "kind" | "range"> & Partial<CompletionEntry>;

export function entry(given: Given): CompletionEntry {
  return { detail: "", documentation: "", insert: given.label, snippet: false, again: false, ...given };
}

/** A text that a snippet inserts as it stands. */
export function plainSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
