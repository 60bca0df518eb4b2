import { languageOf } from "../annotations/languages.js";
import { type Phrase, phrase } from "../l10n/phrase.js";
import { isNotebook } from "./cell.js";
import { type CellSpan, cellAt, type JoinedCells, joinCells, pickCells } from "./join.js";
import { neededCells } from "./needed.js";
import { readNotebook } from "./read.js";

/** The source text of an annotated file: all of the file, or the code of a notebook, whose cells are then told. */
export interface SourceText {
  readonly text: string;
  /** null for a file that is no notebook. */
  readonly cells: readonly CellSpan[] | null;
}

export type ReadSource =
  | ({ readonly kind: "source" } & SourceText)
  /** A notebook that is broken, or in a language that is not tuned in notebooks. */
  | { readonly kind: "unreadable"; readonly message: Phrase };

/** The language of the cells that are read. */
const PYTHON = languageOf("cell.py")!;

/** The source text of a file, by its path and what stands in it on the disk. */
export function readSource(path: string, content: string): ReadSource {
  if (!isNotebook(path)) return { kind: "source", text: content, cells: null };
  const notebook = readNotebook(content, PYTHON.id);
  if (notebook.kind === "broken") return { kind: "unreadable", message: notebook.message };
  if (notebook.language !== PYTHON.id && notebook.cells.length === 0) {
    return {
      kind: "unreadable",
      message: phrase("The notebook's language is {0}; only notebooks in Python can be tuned.", notebook.language),
    };
  }
  return { kind: "source", ...joinPython(notebook.cells) };
}

/** The code of a notebook in Python as one text. */
export function joinPython(cells: Parameters<typeof joinCells>[0]): JoinedCells {
  return joinCells(cells, PYTHON);
}

/** The cells that run for the function of a cell, in which an offset is given. */
export function neededOf(joined: JoinedCells, offset: number): JoinedCells {
  return pickCells(joined, neededCells(joined, offset, PYTHON));
}

/** A place for people: the cell from 1, null outside notebooks; the line from 0, within the cell where there is one. */
export interface SourcePlace {
  readonly cell: number | null;
  readonly line: number;
}

/** `svm.py:12`, and in a notebook `svm.ipynb, cell 3:12`; the line is told from 1. */
export function placeText(path: string, { cell, line }: SourcePlace): string {
  return `${path}${cell === null ? "" : `, cell ${cell}`}:${line + 1}`;
}

/** Where an offset of a source stands. */
export function placeIn({ text, cells }: SourceText, offset: number): SourcePlace {
  const cell = cells === null ? null : cellAt(cells, offset);
  let line = 0;
  for (let at = text.indexOf("\n", cell?.start ?? 0); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return { cell: cell?.number ?? null, line };
}
