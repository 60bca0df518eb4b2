import { formatNumber } from "../../src/core/format/number.js";
import type { TrialFilter } from "../../src/core/protocol/panel.js";
import type { Column } from "./columns.js";
import { NOT_SET } from "./dimension.js";

/** A filter in words: `learning_rate 0.001 – 0.01`. */
export function filterText(filter: TrialFilter, columns: readonly Column[]): string {
  if (filter.kind === "text") return `“${filter.text}”`;
  const title = columns.find(({ id }) => id === filter.column)?.title ?? filter.column;
  return `${title} ${passingText(filter)}`;
}

/** What a filter of a column lets pass. */
export function passingText(filter: Exclude<TrialFilter, { kind: "text" }>): string {
  if (filter.kind === "values") return filter.values.map((value) => (value === "" ? NOT_SET : value)).join(", ");
  return `${shortNumber(filter.low)} – ${shortNumber(filter.high)}`;
}

function shortNumber(value: number): string {
  return formatNumber(Number(value.toPrecision(3)));
}
