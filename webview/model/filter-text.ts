import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import type { TrialFilter } from "../../src/core/protocol/panel.js";
import type { Column } from "./columns.js";

/** A filter in a few words, for its chip; null where its column is not there. */
export function filterText(filter: TrialFilter, columns: readonly Column[]): string | null {
  if (filter.kind === "text") return `“${filter.text}”`;
  const column = columns.find(({ id }) => id === filter.column);
  if (column === undefined) return null;
  if (filter.kind === "values") {
    const names = filter.values.map((value) => (value === "" ? "not set" : value));
    if (column.kind === "star" && names.length === 1) return names[0] === "not set" ? "Not starred" : names[0]!;
    return `${column.title}: ${names.length > 3 ? `${names.length} values` : names.join(" or ")}`;
  }
  const { low, high } = filter;
  const number = column.kind === "duration" ? formatSeconds : formatNumber;
  if (low === Number.NEGATIVE_INFINITY || low <= -Number.MAX_VALUE) return `${column.title} ≤ ${number(high)}`;
  if (high === Number.POSITIVE_INFINITY || high >= Number.MAX_VALUE) return `${column.title} ≥ ${number(low)}`;
  return `${column.title}: ${number(low)} – ${number(high)}`;
}
