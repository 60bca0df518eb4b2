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
    const names = columns.map(({ id }) => id).join("\n");
    return words.length === 0 ? null : (trial) => words.every((word) => hasWord(trial, columns, names, word));
  }
  const column = columns.find(({ id }) => id === filter.column);
  if (column === undefined) return null;
  if (filter.kind === "values") {
    const values = new Set(filter.values);
    return (trial) => values.has(column.value(trial));
  }
  const { low, high } = filter;
  return (trial) => {
    const key = column.key(trial);
    return typeof key === "number" && key >= low && key <= high;
  };
}

/** What finished trials say in their columns, in small letters: spelling a hundred thousand of them anew takes seconds. */
const said = new WeakMap<Trial, { readonly columns: string; readonly text: string }>();

function hasWord(trial: Trial, columns: readonly Column[], names: string, word: string): boolean {
  // Marks change after a trial has finished.
  const marks = columns.filter((column) => column.id.startsWith("mark:"));
  return textOf(trial, columns, names).includes(word) || marks.some((column) => spoken(column, trial).includes(word));
}

function textOf(trial: Trial, columns: readonly Column[], names: string): string {
  const known = said.get(trial);
  if (known?.columns === names) return known.text;
  const text = columns
    .filter((column) => !column.id.startsWith("mark:"))
    .map((column) => spoken(column, trial))
    .join("\n");
  const { kind } = trial.outcome;
  if (kind !== "running" && kind !== "waiting") said.set(trial, { columns: names, text });
  return text;
}

function spoken(column: Column, trial: Trial): string {
  const [text, full] = [column.text(trial), column.full(trial)];
  return (text === full ? text : `${text}\n${full}`).toLowerCase();
}
