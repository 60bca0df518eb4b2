import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import type { TableLayout } from "../../src/core/protocol/table-layout.js";
import { t } from "../l10n/translation.js";
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
    sorted(t("Sort Ascending"), false),
    sorted(t("Sort Descending"), true),
    ...(others.length > 0
      ? [item(t("Sort by This Too"), () => onSort([...others, { column: id, descending: false }]))]
      : []),
    item(t("Filter…"), input.onFilter),
  ];
  const sizes: MenuEntry[] = [
    { kind: "line" },
    item(t("Wider"), () => onLayout(withWidth(layout, id, width + STEP))),
    item(t("Narrower"), () => onLayout(withWidth(layout, id, width - STEP))),
    item(t("Width That Fits"), () => onLayout(withWidth(layout, id, null))),
  ];
  if (id === HEAD_COLUMN) return [...entries, ...sizes];
  const pinned = layout.pinned.includes(id);
  const at = shown.findIndex((each) => each.id === id);
  return [
    ...entries,
    { kind: "line" },
    item(pinned ? t("Unpin") : t("Pin to the Left"), () => onLayout(withPinnedColumn(layout, id, !pinned))),
    item(
      t("Move Left"),
      () => onLayout(nudged(layout, shown, id, -1)),
      at <= 1 ? t("It stands at the left already.") : null,
    ),
    item(
      t("Move Right"),
      () => onLayout(nudged(layout, shown, id, 1)),
      at === shown.length - 1 ? t("It stands at the right already.") : null,
    ),
    item(t("Hide"), () => onLayout(withHiddenColumn(layout, id, true))),
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
  return [...choices, { kind: "line" }, { kind: "item", label: t("Arrange as Usual"), onPress: reset }];
}
