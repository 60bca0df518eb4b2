import type { LocalOffset } from "../journal/instant.js";
import type { Json } from "../study/json.js";
import {
  type ForeignStudy,
  type ForeignTrial,
  foldsFrom,
  ImportError,
  instantFrom,
  nameThere,
  numberFrom,
  outcomeFrom,
  type Wanted,
} from "./foreign.js";

/** A table with one trial in each row. */
export interface Table {
  readonly columns: readonly string[];
  /** Texts by column. */
  readonly rows: readonly { readonly [column: string]: string }[];
}

/**
 * Before the name of a parameter: Hyperlens, Optuna (`trials_dataframe`), scikit-learn (`cv_results_`), Ray Tune
 * (`get_dataframe`).
 */
const PREFIXES = ["", "params_", "param_", "config/", "config.", "params.", "hyperparameters."];
const KEPT = "user_attrs_";

const STATE = ["state", "State", "status", "Status"];
const STARTED = ["started", "datetime_start", "start_time", "Created"];
const FINISHED = ["finished", "datetime_complete", "end_time"];
const KEY = ["number", "trial_id", "Trial", "ID", "id", "Name"];

/**
 * Trials from a table whose columns are named as one of the usual tools names them. Cells that are empty are values that
 * the trial does not have.
 *
 * @throws {ImportError} where the value of a direction or every parameter has no column.
 */
export function foreignFromTable(table: Table, wanted: Wanted, localOffset: LocalOffset): ForeignStudy {
  const { columns, rows } = table;
  const values = wanted.metrics.map((metric, at) => valueColumn(columns, wanted, metric, at));
  const taken = new Set(values);
  const parameters = new Map<string, string>();
  for (const name of wanted.parameters) {
    const column = parameterColumn(columns, nameThere(wanted, name), taken);
    if (column !== null) parameters.set(name, column);
  }
  if (parameters.size === 0) {
    throw new ImportError(
      `None of the study's parameters (${wanted.parameters.join(", ")}) has a column of its name, or one that begins with ${PREFIXES.slice(1, 4).join(", ")}. ${listed(columns)}`,
    );
  }
  const folds = values.length === 1 ? foldColumns(columns, values[0]!) : [];
  const kept = keptColumns(columns, new Set([...taken, ...parameters.values()]));
  const [state, started, finished] = [STATE, STARTED, FINISHED].map((names) => first(columns, names, taken));
  const key = keyColumn(table, new Set([...taken, ...parameters.values()]));
  let unfinished = 0;
  const trials: ForeignTrial[] = [];
  for (const [at, row] of rows.entries()) {
    const cell = (column: string | null | undefined): string => (column == null ? "" : (row[column] ?? "").trim());
    const numbers = values.map((column) => numberFrom(cell(column)));
    const params = new Map<string, string>();
    for (const [name, column] of parameters) {
      const text = cell(column);
      if (text !== "" && !MISSING.test(text)) params.set(name, text);
    }
    const outcome = outcomeFrom(cell(state), numbers);
    if (outcome === null || params.size === 0) {
      unfinished++;
      continue;
    }
    const scores = folds.map((column) => numberFrom(cell(column)));
    trials.push({
      key: key === null ? `row ${at + 1}` : cell(key),
      ...outcome,
      folds: outcome.state === "complete" ? foldsFrom(scores) : null,
      params,
      extra: extraOf(kept, cell),
      intermediate: [],
      started: instantFrom(cell(started), localOffset),
      finished: instantFrom(cell(finished), localOffset),
    });
  }
  const missing = wanted.parameters.filter((name) => !parameters.has(name));
  return { trials, directions: null, unfinished, missing };
}

/** What pandas writes for a cell without a value. `None` may be a category, and stays. */
const MISSING = /^(nan|<na>|nat)$/i;

function first(columns: readonly string[], names: readonly string[], taken: ReadonlySet<string>): string | null {
  return names.find((name) => columns.includes(name) && !taken.has(name)) ?? null;
}

function valueColumn(
  columns: readonly string[],
  { metrics, called }: Wanted,
  metric: string | null,
  at: number,
): string {
  const given = called?.[at];
  if (given !== undefined) {
    if (columns.includes(given)) return given;
    throw new ImportError(`There is no column ${given}. ${listed(columns)}`);
  }
  const named = metric === null ? [] : [metric, `values_${metric}`, `mean_test_${metric}`];
  const plain = metrics.length > 1 ? [`values_${at}`, `value ${at + 1}`] : ["value", "mean_test_score", "score"];
  const unnamed = metric === null && metrics.length === 1 ? ["objective", "loss"] : [];
  const found = [...named, ...plain, ...unnamed].find((name) => columns.includes(name));
  if (found !== undefined) return found;
  throw new ImportError(
    `No column holds ${metric === null ? "the value of the objective" : metric}: neither of ${[...named, ...plain, ...unnamed].join(", ")} is there. Name it with --metric COLUMN. ${listed(columns)}`,
    metrics.length === 1 ? { flag: "metric", names: columns.filter((column) => column !== "") } : null,
  );
}

function parameterColumn(columns: readonly string[], name: string, taken: ReadonlySet<string>): string | null {
  for (const prefix of PREFIXES) {
    const column = `${prefix}${name}`;
    if (columns.includes(column) && !taken.has(column)) return column;
  }
  // A step of a scikit-learn pipeline stands before the name: param_svc__C.
  const within = columns.filter((column) => column.startsWith("param_") && column.endsWith(`__${name}`));
  return within.length === 1 ? within[0]! : null;
}

/** scikit-learn's score of each fold, beside the mean of them. */
function foldColumns(columns: readonly string[], value: string): readonly string[] {
  const metric = /^mean_test_(.*)$/.exec(value)?.[1];
  return metric === undefined ? [] : columns.filter((column) => /^split\d+_test_(.*)$/.exec(column)?.[1] === metric);
}

/** Columns that are kept beside the trial, by the names under which they are. */
function keptColumns(columns: readonly string[], used: ReadonlySet<string>): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  for (const column of columns) {
    const prefix = [KEPT, ...PREFIXES.slice(1)].find(
      (start) => column.startsWith(start) && column.length > start.length,
    );
    if (prefix !== undefined && !used.has(column)) kept.set(column.slice(prefix.length), column);
  }
  return kept;
}

/** The column that tells trials apart, where it has another text in each row; null: their place in the table does. */
function keyColumn({ columns, rows }: Table, used: ReadonlySet<string>): string | null {
  return (
    KEY.find((name) => {
      if (!columns.includes(name) || used.has(name)) return false;
      const texts = new Set(rows.map((row) => (row[name] ?? "").trim()));
      return texts.size === rows.length && !texts.has("");
    }) ?? null
  );
}

function extraOf(kept: ReadonlyMap<string, string>, cell: (column: string) => string): ReadonlyMap<string, Json> {
  const extra = new Map<string, Json>();
  for (const [name, column] of kept) {
    const text = cell(column);
    if (text === "" || MISSING.test(text)) continue;
    const number = numberFrom(text);
    extra.set(name, Number.isFinite(number) ? number : text);
  }
  return extra;
}

function listed(columns: readonly string[]): string {
  const named = columns.filter((column) => column !== "");
  const [shown, more] = [named.slice(0, 20), named.length - 20];
  return `The columns are ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}
