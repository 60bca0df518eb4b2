import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import type { TableLayout } from "../../src/core/protocol/table-layout.js";
import { HEAD_COLUMN, nudged, withHiddenColumn, withPinnedColumn, withWidth } from "../model/arrange.js";
import { type Column, isListed } from "../model/columns.js";
import type { MenuEntry } from "../ui/menu.js";

export interface ColumnMenuInput {
  readonly column: Column;
  /** The columns as they are shown. */
  readonly shown: readonly Column[];
  readonly layout: TableLayout;
  readonly sort: readonly ColumnOrder[];
  /** The column's width now, in pixels. */
  readonly width: number;
  readonly onLayout: (layout: TableLayout) => void;
  readonly onSort: (sort: readonly ColumnOrder[]) => void;
  readonly onFilter: () => void;
}

/** Pixels by which the keyboard makes a column wider or narrower. */
const STEP = 24;

/** What can be done with a column: everything that the pointer can do at its title, and more. */
export function columnMenu(input: ColumnMenuInput): readonly MenuEntry[] {
  const { column, shown, layout, sort, width, onLayout, onSort } = input;
  const { id } = column;
  const others = sort.filter((order) => order.column !== id);
  const item = (label: string, onPress: () => void, disabled: string | null = null): MenuEntry => {
    return { kind: "item", label, disabled, onPress };
  };
  const sorted = (label: string, descending: boolean): MenuEntry =>
    item(label, () => onSort([{ column: id, descending }]));
  const entries: MenuEntry[] = [
    sorted("Sort Ascending", false),
    sorted("Sort Descending", true),
    ...(others.length > 0
      ? [item("Sort by This Too", () => onSort([...others, { column: id, descending: false }]))]
      : []),
    item("Filter…", input.onFilter),
  ];
  const sizes: MenuEntry[] = [
    { kind: "line" },
    item("Wider", () => onLayout(withWidth(layout, id, width + STEP))),
    item("Narrower", () => onLayout(withWidth(layout, id, width - STEP))),
    item("Width That Fits", () => onLayout(withWidth(layout, id, null))),
  ];
  if (id === HEAD_COLUMN) return [...entries, ...sizes];
  const pinned = layout.pinned.includes(id);
  const at = shown.findIndex((each) => each.id === id);
  return [
    ...entries,
    { kind: "line" },
    item(pinned ? "Unpin" : "Pin to the Left", () => onLayout(withPinnedColumn(layout, id, !pinned))),
    item("Move Left", () => onLayout(nudged(layout, shown, id, -1)), at <= 1 ? "It stands at the left already." : null),
    item(
      "Move Right",
      () => onLayout(nudged(layout, shown, id, 1)),
      at === shown.length - 1 ? "It stands at the right already." : null,
    ),
    item("Hide", () => onLayout(withHiddenColumn(layout, id, true))),
    ...sizes,
  ];
}

/** One entry for each column, to show it or hide it. */
export function columnChoice(
  columns: readonly Column[],
  layout: TableLayout,
  onLayout: (layout: TableLayout) => void,
  reset: () => void,
): readonly MenuEntry[] {
  const choices = columns
    .filter((column) => column.id !== HEAD_COLUMN && isListed(column))
    .map(({ id, title }): MenuEntry => {
      const hidden = layout.hidden.includes(id);
      return {
        kind: "item",
        label: title,
        checked: !hidden,
        onPress: () => onLayout(withHiddenColumn(layout, id, !hidden)),
      };
    });
  return [...choices, { kind: "line" }, { kind: "item", label: "Arrange as Usual", onPress: reset }];
}
