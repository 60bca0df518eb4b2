import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import type { Trial } from "../../src/core/study/trial.js";
import type { Column, SortKey } from "./columns.js";

/** The trials in the wished order; equal ones by number. Keys are made once for each trial, not for each comparison. */
export function sortTrials(
  trials: readonly Trial[],
  columns: readonly Column[],
  orders: readonly ColumnOrder[],
): readonly Trial[] {
  const [first] = orders;
  if (orders.length === 1 && first?.column === "number") return first.descending ? [...trials].reverse() : trials;
  const keys = orders.flatMap(({ column: id, descending }) => {
    const found = columns.find((column) => column.id === id);
    return found ? [{ values: trials.map((trial) => found.key(trial)), descending }] : [];
  });
  const positions = trials.map((_, position) => position);
  positions.sort((a, b) => {
    for (const { values, descending } of keys) {
      const order = compare(values[a]!, values[b]!, descending);
      if (order !== 0) return order;
    }
    return a - b;
  });
  return positions.map((position) => trials[position]!);
}

function compare(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  let order: number;
  if (typeof a === "number" && typeof b === "number") order = a - b;
  else if (typeof a === "string" && typeof b === "string") order = a < b ? -1 : 1;
  else order = typeof a === "number" ? -1 : 1;
  return descending ? -order : order;
}

/** The order after a press on a column's title: the first press sorts, the next one turns it round. */
export function pressed(
  orders: readonly ColumnOrder[],
  column: string,
  firstDescending: boolean,
): readonly ColumnOrder[] {
  const [leading] = orders;
  return [{ column, descending: leading?.column === column ? !leading.descending : firstDescending }];
}

/** The order after a press that adds to it: the column comes last, the next press turns it round, the third takes it out. */
export function pressedToo(
  orders: readonly ColumnOrder[],
  column: string,
  firstDescending: boolean,
): readonly ColumnOrder[] {
  const present = orders.find((order) => order.column === column);
  if (present === undefined) return [...orders, { column, descending: firstDescending }];
  if (present.descending === firstDescending) {
    return orders.map((order) => (order === present ? { column, descending: !firstDescending } : order));
  }
  const rest = orders.filter((order) => order !== present);
  return rest.length > 0 ? rest : orders;
}
