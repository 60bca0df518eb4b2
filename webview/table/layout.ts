import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "../model/columns.js";

/** Characters that a column may take, and how many rows are looked at to find out. */
const WIDEST = { number: 8, state: 15, value: 16, parameter: 22, duration: 12, note: 64, star: 8, tags: 24 } as const;
const LOOKED_AT = 200;
/** Characters of its title that a column is made wide for; those of a metric leave its numbers in view in a narrow panel. */
const TITLES = { value: 12, other: 24 } as const;
/** Pixels beside the text. */
const PADDING = 24;
/** Room for the sign of the order in a title; for the box and the star before a number. */
const SIGN = 16;
const MARKS = 34;
/** A column that a person has resized keeps this much. */
export const NARROWEST = 36;

/** Widths of the columns in pixels. Columns grow with their content and never shrink, so that nothing jumps while trials come in. */
export class ColumnWidths {
  readonly #widths = new Map<string, number>();
  readonly #characterWidth: number;

  constructor(characterWidth: number) {
    this.#characterWidth = characterWidth;
  }

  /** @param given Pixels that a person has given to columns, by their ids. */
  measure(
    columns: readonly Column[],
    trials: readonly Trial[],
    given: Readonly<Record<string, number>>,
  ): readonly number[] {
    const looked =
      trials.length <= LOOKED_AT ? trials : [...trials.slice(0, LOOKED_AT / 2), ...trials.slice(-LOOKED_AT / 2)];
    return columns.map((column) => {
      const wished = given[column.id];
      if (wished !== undefined) return Math.max(NARROWEST, wished);
      let characters = 4;
      for (const trial of looked) characters = Math.max(characters, column.text(trial).length);
      const text = Math.min(characters, WIDEST[column.kind]) * this.#characterWidth + PADDING;
      const most = column.kind === "value" ? TITLES.value : TITLES.other;
      const title = Math.min(column.title.length, most) * this.#characterWidth + PADDING + SIGN;
      // The best trial's numbers are bold, and a state has its sign.
      const extra = column.kind === "state" ? SIGN + 4 : column.kind === "value" ? this.#characterWidth : 0;
      const marks = column.kind === "number" ? MARKS : 0;
      const width = Math.ceil(Math.max(text + extra + marks, title + marks, this.#widths.get(column.id) ?? 0));
      this.#widths.set(column.id, width);
      return width;
    });
  }
}

/** A stretch of columns with the empty room before and after it. */
export interface ColumnWindow {
  readonly first: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** Where the columns are. */
export interface Places {
  readonly widths: readonly number[];
  /** Pixels from the left edge of each pinned column: those are the first ones. */
  readonly lefts: readonly number[];
}

export function placesOf(widths: readonly number[], pinned: number): Places {
  const lefts: number[] = [];
  let left = 0;
  for (const width of widths.slice(0, pinned)) {
    lefts.push(left);
    left += width;
  }
  return { widths, lefts };
}

/** The columns that are seen between two places; the pinned ones are always there and not counted. */
export function columnWindow({ widths, lefts }: Places, left: number, right: number): ColumnWindow {
  let first = lefts.length;
  let before = 0;
  while (first < widths.length - 1 && before + widths[first]! < left) before += widths[first++]!;
  let end = first;
  let place = before;
  while (end < widths.length && place < right) place += widths[end++]!;
  let after = 0;
  for (let i = end; i < widths.length; i++) after += widths[i]!;
  return { first, end, before, after };
}
