import type { Language } from "../annotations/language.js";
import { scan } from "../annotations/source/scan.js";
import { type CellSpan, cellAt, type JoinedCells } from "./join.js";

/** A function or class of a cell's top level; a name that a cell binds by assignment or import. */
const DEFINED = /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/gm;
const BOUND = /^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)|^(?:from[ \t]+\S+[ \t]+)?import[ \t]+(.+)$/gm;

/**
 * The cells of Python that run for a function: those down to the one that holds it, and of those behind it, which may
 * take long, only the ones that define a function or a class which the others name and do not define themselves. In a
 * notebook such a cell may well stand below, since it was run before the function was called.
 *
 * @param offset An offset within the cell of the function.
 */
export function neededCells({ text, cells }: JoinedCells, offset: number, language: Language): readonly CellSpan[] {
  const last = cellAt(cells, offset);
  if (last === null) return cells;
  const needed = cells.filter(({ start }) => start <= last.start);
  const later = cells.filter(({ start }) => start > last.start);
  const codes = new Map(cells.map((cell) => [cell, codeOnly(text.slice(cell.start, cell.end), language)]));
  for (let before = -1; before !== needed.length; ) {
    before = needed.length;
    const own = needed.map((cell) => codes.get(cell)!);
    const known = new Set(own.flatMap((code) => [...definedIn(code), ...boundIn(code)]));
    const named = (name: string) => own.some((code) => new RegExp(`(?<![\\w.])${name}\\b(?![ \\t]*=(?!=))`).test(code));
    for (const cell of later) {
      if (needed.includes(cell)) continue;
      if (definedIn(codes.get(cell)!).some((name) => !known.has(name) && named(name))) needed.push(cell);
    }
  }
  return needed.sort((a, b) => a.start - b.start);
}

function definedIn(code: string): readonly string[] {
  return [...code.matchAll(DEFINED)].map(([, name]) => name!);
}

function boundIn(code: string): readonly string[] {
  return [...code.matchAll(BOUND)].flatMap(([, name, imported]) =>
    name === undefined ? imported!.split(/\W+/) : [name],
  );
}

/** A text with blanks in the place of comments and quoted texts. */
function codeOnly(text: string, language: Language): string {
  let code = "";
  let at = 0;
  for (const { start, end } of scan(text, language).regions) {
    code += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, " ");
    at = end;
  }
  return code + text.slice(at);
}
