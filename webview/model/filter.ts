import type { TrialFilter } from "../../src/core/protocol/panel.js";
import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "./columns.js";

/** The trials that pass every filter, in the order given. A filter of a column that is not there lets everything pass. */
export function filterTrials(
  trials: readonly Trial[],
  columns: readonly Column[],
  filters: readonly TrialFilter[],
): readonly Trial[] {
  const tests = filters.map((filter) => testOf(filter, columns)).filter((test) => test !== null);
  return tests.length === 0 ? trials : trials.filter((trial) => tests.every((test) => test(trial)));
}

/** The filters with one more, in place of the one that its column, or the text, had before. */
export function withFilter(filters: readonly TrialFilter[], filter: TrialFilter): readonly TrialFilter[] {
  const key = filterKey(filter);
  const known = filters.some((each) => filterKey(each) === key);
  return known ? filters.map((each) => (filterKey(each) === key ? filter : each)) : [...filters, filter];
}

/** The filters without the one of a column; null stands for the text. */
export function withoutFilter(filters: readonly TrialFilter[], column: string | null): readonly TrialFilter[] {
  return filters.filter((each) => filterKey(each) !== column);
}

/** The filter of a column; null stands for the text. */
export function filterOf(filters: readonly TrialFilter[], column: string | null): TrialFilter | undefined {
  return filters.find((each) => filterKey(each) === column);
}

/** The column of a filter; null for the text, of which there is one. */
function filterKey(filter: TrialFilter): string | null {
  return filter.kind === "text" ? null : filter.column;
}

function testOf(filter: TrialFilter, columns: readonly Column[]): ((trial: Trial) => boolean) | null {
  if (filter.kind === "text") {
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    // Every word must stand somewhere: "pruned adam" finds the pruned trials with that optimiser.
    return words.length === 0 ? null : (trial) => words.every((word) => hasWord(trial, columns, word));
  }
  const column = columns.find(({ id }) => id === filter.column);
  if (column === undefined) return null;
  if (filter.kind === "values") {
    const values = new Set(filter.values);
    return (trial) => values.has(column.text(trial));
  }
  const { low, high } = filter;
  return (trial) => {
    const key = column.key(trial);
    return typeof key === "number" && key >= low && key <= high;
  };
}

function hasWord(trial: Trial, columns: readonly Column[], word: string): boolean {
  return columns.some(
    (column) => column.text(trial).toLowerCase().includes(word) || column.full(trial).toLowerCase().includes(word),
  );
}
