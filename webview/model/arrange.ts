import type { TableLayout } from "../../src/core/protocol/table-layout.js";
import type { Column } from "./columns.js";

/** The column that tells the trials apart: always first, always there, always at the left edge. */
export const HEAD_COLUMN = "number";

/** The columns that are shown, from the left; the first ones stay where they are while the others scroll. */
export interface Arrangement {
  readonly columns: readonly Column[];
  readonly pinned: number;
}

/** Columns as a person has arranged them. One that came since stands behind the column that it follows by nature. */
export function arrange(columns: readonly Column[], layout: TableLayout): Arrangement {
  const ordered = inOrder(columns, layout.order).filter(({ id }) => id === HEAD_COLUMN || !layout.hidden.includes(id));
  const isPinned = ({ id }: Column): boolean => id === HEAD_COLUMN || layout.pinned.includes(id);
  const head = ordered.filter(({ id }) => id === HEAD_COLUMN);
  const pinned = ordered.filter((column) => column.id !== HEAD_COLUMN && isPinned(column));
  const rest = ordered.filter((column) => !isPinned(column));
  return { columns: [...head, ...pinned, ...rest], pinned: head.length + pinned.length };
}

/** The layout in which a column stands before another one, or, without one, at the end. */
export function moved(
  layout: TableLayout,
  shown: readonly Column[],
  column: string,
  before: string | null,
): TableLayout {
  if (column === HEAD_COLUMN || column === before) return layout;
  const others = shown.map(({ id }) => id).filter((id) => id !== column);
  const at = before === null ? others.length : others.indexOf(before);
  // Nothing stands before the column that tells the trials apart.
  const place = Math.max(others[0] === HEAD_COLUMN ? 1 : 0, at < 0 ? others.length : at);
  const order = [...others.slice(0, place), column, ...others.slice(place)];
  return { ...layout, order: withHidden(order, layout) };
}

/** The layout in which a column has gone one place to the left (-1) or to the right (1). */
export function nudged(layout: TableLayout, shown: readonly Column[], column: string, step: -1 | 1): TableLayout {
  const at = shown.findIndex(({ id }) => id === column);
  const before = step < 0 ? shown[at - 1] : shown[at + 2];
  if (at < 0 || (step < 0 && before === undefined) || (step > 0 && at === shown.length - 1)) return layout;
  return moved(layout, shown, column, before?.id ?? null);
}

export function withHiddenColumn(layout: TableLayout, column: string, hidden: boolean): TableLayout {
  return { ...layout, hidden: toggled(layout.hidden, column, hidden) };
}

export function withPinnedColumn(layout: TableLayout, column: string, pinned: boolean): TableLayout {
  return { ...layout, pinned: toggled(layout.pinned, column, pinned) };
}

/** A column of so many pixels; null: as wide as it needs. */
export function withWidth(layout: TableLayout, column: string, width: number | null): TableLayout {
  const { [column]: _, ...others } = layout.widths;
  return { ...layout, widths: width === null ? others : { ...others, [column]: Math.round(width) } };
}

function toggled(names: readonly string[], name: string, on: boolean): readonly string[] {
  const others = names.filter((each) => each !== name);
  return on ? [...others, name] : others;
}

/** Columns that are not shown keep their places among those that are. */
function withHidden(order: readonly string[], layout: TableLayout): readonly string[] {
  const found = [...order];
  for (const [i, name] of layout.order.entries()) {
    if (found.includes(name)) continue;
    const before = layout.order.slice(0, i).reverse();
    const neighbour = before.find((each) => found.includes(each));
    found.splice(neighbour === undefined ? 0 : found.indexOf(neighbour) + 1, 0, name);
  }
  return found;
}

function inOrder(columns: readonly Column[], order: readonly string[]): readonly Column[] {
  const named = order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const found = [...named];
  for (const [i, column] of columns.entries()) {
    if (found.includes(column)) continue;
    const before = columns.slice(0, i).reverse();
    const neighbour = before.find((each) => found.includes(each));
    found.splice(neighbour === undefined ? 0 : found.indexOf(neighbour) + 1, 0, column);
  }
  return found;
}
