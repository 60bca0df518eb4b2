import { type Phrase, phrase } from "../l10n/phrase.js";
import type { CodeCell } from "./cell.js";
import { jsonMistake } from "./json-mistake.js";

/** What a notebook's file holds that matters here, or why it cannot be read. */
export type ReadNotebook =
  | { readonly kind: "notebook"; readonly language: string; readonly cells: readonly CodeCell[] }
  | { readonly kind: "broken"; readonly message: Phrase };

/** Below this version cells stood elsewhere in the file (nbformat, "The notebook file format"). */
const OLDEST_FORMAT = 4;

/**
 * Reads the code cells in a language out of a notebook's JSON (nbformat 4). Never throws: the message says what is wrong
 * and where, and how it is mended. An empty file is an empty notebook, as editors take it.
 *
 * @param language The language whose cells are wanted, by the name that Jupyter and the editor have for it.
 */
export function readNotebook(json: string, language: string): ReadNotebook {
  const text = json.replace(/^\uFEFF/, "");
  if (text.trim() === "") return { kind: "notebook", language, cells: [] };
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const { line, column } = placeOf(jsonMistake(text) ?? text.length, text);
    return broken(
      phrase(
        "The notebook cannot be read: it is not valid JSON from line {0}, column {1} on. Restore an earlier version, or mend that place by hand.",
        line,
        column,
      ),
    );
  }
  if (!isRecord(root))
    return broken(phrase("The notebook cannot be read: its JSON is no object. Restore an earlier version."));
  const { nbformat, cells } = root;
  if (typeof nbformat === "number" && nbformat < OLDEST_FORMAT) {
    return broken(
      phrase(
        "The notebook cannot be read: it is in format {0}. Open it in Jupyter and save it, which brings it to format 4.",
        nbformat,
      ),
    );
  }
  if (!Array.isArray(cells)) {
    return broken(phrase("The notebook cannot be read: it has no list `cells`. Open it in Jupyter and save it."));
  }
  const own = languageOfNotebook(root.metadata) ?? language;
  return {
    kind: "notebook",
    language: own,
    cells: cells.flatMap((cell: unknown, index) => {
      const code = codeOf(cell, own, language);
      return code === null ? [] : [{ number: index + 1, text: code }];
    }),
  };
}

/** The name of the kernel that a notebook was last used with, by its JSON; null where it names none, or cannot be read. */
export function kernelIn(json: string): string | null {
  try {
    const root: unknown = JSON.parse(json.replace(/^\uFEFF/, ""));
    const metadata = isRecord(root) && isRecord(root.metadata) ? root.metadata : {};
    const name = isRecord(metadata.kernelspec) ? metadata.kernelspec.name : null;
    return typeof name === "string" ? name : null;
  } catch {
    return null;
  }
}

function broken(message: Phrase): ReadNotebook {
  return { kind: "broken", message };
}

/** The text of a cell of code in the wanted language; null for every other. */
function codeOf(cell: unknown, notebook: string, wanted: string): string | null {
  if (!isRecord(cell) || cell.cell_type !== "code") return null;
  const vscode = isRecord(cell.metadata) ? cell.metadata.vscode : null;
  const language = isRecord(vscode) ? vscode.languageId : notebook;
  if (language !== wanted) return null;
  const { source } = cell;
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : null;
}

/** What the kernel says it speaks, in lower case; null where nobody has said so. */
function languageOfNotebook(metadata: unknown): string | null {
  if (!isRecord(metadata)) return null;
  const { kernelspec, language_info: info } = metadata;
  const names = [isRecord(info) ? info.name : null, isRecord(kernelspec) ? kernelspec.language : null];
  const name = names.find((one) => typeof one === "string" && one !== "");
  return typeof name === "string" ? name.toLowerCase().replace(/^i?python3?$/, "python") : null;
}

/** Line and column of an offset, from 1. */
function placeOf(offset: number, text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
