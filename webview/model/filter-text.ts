import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import type { Column } from "./columns.js";
import { NOT_SET } from "./dimension.js";
import { filterOf } from "./filter.js";

/** A filter in a few words, for its chip; null where its column is not there. */
export function filterText(filter: TrialFilter, columns: readonly Column[]): string | null {
  if (filter.kind === "text") return `“${filter.text}”`;
  const column = columns.find(({ id }) => id === filter.column);
  if (column === undefined) return null;
  if (filter.kind === "values") {
    const names = filter.values.map((value) => (value === "" ? NOT_SET : column.said(value)));
    if (column.kind === "star" && names.length === 1) return filter.values[0] === "" ? t("Not starred") : names[0]!;
    const some =
      names.length > 3
        ? t("{0} values", names.length)
        : names.slice(1).reduce((a, b) => t("{0} or {1}", a, b), names[0] ?? "");
    return `${column.title}: ${some}`;
  }
  const { low, high } = filter;
  const number = column.kind === "duration" ? formatSeconds : formatNumber;
  if (low <= -Number.MAX_VALUE && high >= Number.MAX_VALUE) return `${column.title}: ${t("any number")}`;
  if (low === Number.NEGATIVE_INFINITY || low <= -Number.MAX_VALUE) return `${column.title} ≤ ${number(high)}`;
  if (high === Number.POSITIVE_INFINITY || high >= Number.MAX_VALUE) return `${column.title} ≥ ${number(low)}`;
  return `${column.title}: ${number(low)} – ${number(high)}`;
}

/** What the filter of an axis's column lets pass, in words; null where there is none. */
export function rangeText(column: Column, filters: readonly TrialFilter[]): string | null {
  const filter = filterOf(filters, column.id);
  if (filter === undefined || filter.kind === "text") return null;
  if (filter.kind === "values")
    return filter.values.map((value) => (value === "" ? NOT_SET : column.said(value))).join(", ");
  const [low, high] = [filter.low, filter.high].map((end) =>
    Math.abs(end) < Number.MAX_VALUE ? shortNumber(end) : "",
  );
  if (low === "" && high === "") return t("any number");
  return low === "" ? `≤ ${high}` : high === "" ? `≥ ${low}` : `${low} – ${high}`;
}

/** Three digits say where a brush ends, but a whole number is a trial, or a size that people know. */
function shortNumber(value: number): string {
  return formatNumber(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}
