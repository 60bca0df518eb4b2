import type { Language } from "../annotations/language.js";
import type { CodeCell } from "./cell.js";
import { withoutMagics } from "./magics.js";

/** Where the text of a cell stands in that of its notebook: offsets in UTF-16 units, end exclusive. */
export interface CellSpan {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** The code of a notebook as one text. */
export interface JoinedCells {
  readonly text: string;
  readonly cells: readonly CellSpan[];
}

/** The line above each cell, which tells the runners where it begins. */
const HEAD = /^# %% cell (\d+)$/;

/**
 * The cells of a notebook one after the other, as one source text. Above each stands a comment with its number, between
 * them a blank line, so that no annotation reaches into the next cell. Within a cell every offset is that of the cell's
 * own text, moved by where the cell starts.
 */
export function joinCells(cells: readonly CodeCell[], language: Language): JoinedCells {
  let text = "";
  const spans: CellSpan[] = [];
  for (const cell of cells) {
    text += `${text === "" ? "" : "\n"}# %% cell ${cell.number}\n`;
    const start = text.length;
    text += withoutHeads(withoutMagics(cell.text, language));
    spans.push({ number: cell.number, start, end: text.length });
    text += "\n";
  }
  return { text, cells: spans };
}

/** The joined text up to the end of the cell that holds an offset. */
export function upToCell({ text, cells }: JoinedCells, offset: number): JoinedCells {
  const last = cellAt(cells, offset);
  if (last === null) return { text, cells };
  return { text: text.slice(0, last.end + 1), cells: cells.filter(({ start }) => start <= last.start) };
}

/**
 * The cell that an offset of the joined text belongs to: the one that holds it, or, for what stands between two cells,
 * the second; null where there are no cells.
 */
export function cellAt<Cell extends CellSpan>(cells: readonly Cell[], offset: number): Cell | null {
  return cells.find(({ end }) => offset <= end) ?? cells.at(-1) ?? null;
}

/** A line that looks like the head of a cell is none: one character of it is changed. */
function withoutHeads(text: string): string {
  if (!text.includes("# %% cell ")) return text;
  return text
    .split("\n")
    .map((line) => (HEAD.test(line.replace(/\r$/, "")) ? line.replace("%% cell", "%% Cell") : line))
    .join("\n");
}
