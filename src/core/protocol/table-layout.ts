import { isRecord } from "./shape.js";

/** How a person has arranged the columns of the trials table, by their ids; one that is named nowhere has its usual place. */
export interface TableLayout {
  /** Columns that were moved, with those before them, from the left. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Columns that stay at the left edge while the others scroll. */
  readonly pinned: readonly string[];
  /** Pixels of the columns that were resized. */
  readonly widths: Readonly<Record<string, number>>;
}

export const DEFAULT_LAYOUT: TableLayout = { order: [], hidden: [], pinned: [], widths: {} };

/** A kept layout; what is not understood is left as usual. */
export function parseTableLayout(data: unknown): TableLayout {
  if (!isRecord(data)) return DEFAULT_LAYOUT;
  const { order, hidden, pinned, widths } = data;
  return {
    order: isNames(order) ? order : [],
    hidden: isNames(hidden) ? hidden : [],
    pinned: isNames(pinned) ? pinned : [],
    widths: isRecord(widths) ? sizes(widths) : {},
  };
}

function isNames(data: unknown): data is readonly string[] {
  return Array.isArray(data) && data.every((name) => typeof name === "string");
}

function sizes(data: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const usable = (entry: [string, unknown]): entry is [string, number] =>
    typeof entry[1] === "number" && Number.isFinite(entry[1]) && entry[1] > 0;
  return Object.fromEntries(Object.entries(data).filter(usable));
}
