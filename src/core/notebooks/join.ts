import type { Language } from "../annotations/language.js";
import type { CodeCell } from "./cell.js";
import { withoutMagics } from "./magics.js";
import { closingOf } from "./open-ends.js";

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

/** The line above each cell, which tells the runners where it begins, and the one where it ends before its place does. */
const HEAD = /^# %% (cell \d+|end)$/;

/**
 * The cells of a notebook one after the other, as one source text. Above each stands a comment with its number, between
 * them a blank line, so that no annotation reaches into the next cell, nor does what a cell leaves open. Within a cell
 * every offset is that of the cell's own text, moved by where the cell starts.
 */
export function joinCells(cells: readonly CodeCell[], language: Language): JoinedCells {
  let text = "";
  const spans: CellSpan[] = [];
  for (const cell of cells) {
    text += `${text === "" ? "" : "\n"}# %% cell ${cell.number}\n`;
    const start = text.length;
    const code = withoutHeads(withoutMagics(cell.text, language));
    text += code;
    spans.push({ number: cell.number, start, end: text.length });
    const closing = closingOf(code, language);
    text += closing === "" ? "\n" : `\n# %% end\n${closing}\n`;
  }
  return { text, cells: spans };
}

/** The joined text with just some of its cells: those in front of the first that is left out stay where they are. */
export function pickCells({ text, cells }: JoinedCells, picked: readonly CellSpan[]): JoinedCells {
  let rest = "";
  const spans: CellSpan[] = [];
  for (const cell of picked) {
    const at = cells.indexOf(cell);
    // From its head to the blank line before the next cell's.
    const from = headOf(text, cell);
    const next = cells[at + 1];
    if (rest !== "") rest += "\n";
    const moved = rest.length - from;
    spans.push({ number: cell.number, start: cell.start + moved, end: cell.end + moved });
    rest += text.slice(from, next === undefined ? text.length : headOf(text, next) - 1);
  }
  return { text: rest, cells: spans };
}

/** The cells of a joined text again, in which values may have been written since it was joined. */
export function splitCells(text: string): readonly CodeCell[] {
  // In front of the first head stands nothing; then numbers and texts take turns.
  const [, ...parts] = text.split(/(?<=^|\n)# %% cell (\d+)\n/);
  const cells: CodeCell[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const part = parts[at + 1]!;
    const end = part.indexOf("\n# %% end\n");
    // The last cell's line ends; behind every other stands a blank line, too.
    const rest = at + 2 < parts.length ? 2 : 1;
    cells.push({ number: Number(parts[at]), text: part.slice(0, end >= 0 ? end : part.length - rest) });
  }
  return cells;
}

/** A joined text without the numbers of its cells, which change where a cell of text is put between them. */
export function withoutNumbers(text: string): string {
  return text.replace(/^# %% cell \d+$/gm, "# %% cell");
}

/** Where the line above a cell begins. */
function headOf(text: string, { start }: CellSpan): number {
  return text.lastIndexOf("\n", start - 2) + 1;
}

/**
 * The cell that an offset of the joined text belongs to: the one that holds it, or, for what stands between two cells,
 * the second; null where there are no cells.
 */
export function cellAt<Cell extends CellSpan>(cells: readonly Cell[], offset: number): Cell | null {
  return cells.find(({ end }) => offset <= end) ?? cells.at(-1) ?? null;
}

/** Whether a line of a joined text stands above a cell. */
export function isCellHead(line: string): boolean {
  return HEAD.test(line) && line !== "# %% end";
}

/** A line that looks like the head of a cell is none: one character of it is changed. */
function withoutHeads(text: string): string {
  if (!text.includes("# %% ")) return text;
  return text
    .split("\n")
    .map((line) => (HEAD.test(line.replace(/\r$/, "")) ? line.replace("# %%", "# %-") : line))
    .join("\n");
}
