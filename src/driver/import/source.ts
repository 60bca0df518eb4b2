import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import Papa from "papaparse";
import { jsonOf } from "../../core/export/json.js";
import { type ForeignStudy, ImportError, type Wanted } from "../../core/import/foreign.js";
import { foreignFromJson } from "../../core/import/json.js";
import { foreignFromTable, type Table } from "../../core/import/table.js";
import type { Json } from "../../core/study/json.js";
import type { Interpreter } from "../interpreters/find.js";
import { Journal } from "../journal/journal.js";
import { localOffset } from "../journal/local-offset.js";
import { isOptunaStorage, readOptuna } from "./optuna.js";
import { isPickle, readPickle } from "./pickle.js";

/** Where trials come from, and what is asked of it. */
export interface SourceInput {
  /** A path or the address of a database. */
  readonly source: string;
  /** The study within it; null where it is the only one. */
  readonly name: string | null;
  readonly wanted: Wanted;
  /** The categories of the study's parameters, as texts. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
  /** Looked for only where it is needed. */
  python(): Interpreter;
}

/** What can be imported, for people. */
const KINDS =
  "a table (.csv, .tsv), JSON (.json, .jsonl), a journal of Hyperlens or Optuna (.log), an Optuna database (.db, .sqlite3 or its URL), a pickle (.pkl, .joblib) of Optuna, Hyperopt, scikit-optimize or scikit-learn, or the folder of a Keras Tuner project";

/**
 * Reads the trials of another program or study.
 *
 * @throws {ImportError} where there are none, with what was looked for.
 */
export async function readSource(input: SourceInput): Promise<ForeignStudy> {
  const { source, wanted } = input;
  const json = (value: Json) => foreignFromJson(value, wanted, localOffset);
  if (isOptunaStorage(source)) {
    if (!source.includes("://") && !existsSync(source)) throw new ImportError(`There is no file ${source}.`);
    return json(await readOptuna(source, input.name, input.python()));
  }
  if (isPickle(source)) {
    if (!existsSync(source)) throw new ImportError(`There is no file ${source}.`);
    return readPickle(input, input.python());
  }
  if (isFolder(source)) return json(kerasTrials(source));
  const ending = extname(source).toLowerCase();
  switch (ending) {
    case ".csv":
    case ".tsv":
      return foreignFromTable(tableOf(source), wanted, localOffset);
    case ".json":
      return json(parsed(textOf(source), source));
    case ".jsonl":
    case ".ndjson": {
      const lines = textOf(source).split("\n");
      return json(lines.filter((line) => line.trim() !== "").map((line) => parsed(line, source)));
    }
    case ".log":
      return json(journalTrials(source, input.name));
    default:
      throw new ImportError(`${source} is nothing that trials can be imported from: give ${KINDS}.`);
  }
}

function tableOf(path: string): Table {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(textOf(path), {
    header: true,
    skipEmptyLines: "greedy",
    ...(path.toLowerCase().endsWith(".tsv") ? { delimiter: "\t" } : {}),
  });
  const [broken] = errors.filter(({ type }) => type === "Quotes");
  if (broken !== undefined) throw new ImportError(`${path} is no table: ${broken.message} (row ${broken.row}).`);
  if (data.length === 0) throw new ImportError(`${path} has no rows below its first, which names the columns.`);
  // Where a semicolon parts the cells, a comma parts a number.
  const point = (text: string) => (/^\s*-?\d+,\d+\s*$/.test(text) ? text.replace(",", ".") : text);
  const rows = meta.delimiter === ";" ? data.map((row) => mapped(row, point)) : data;
  return { columns: meta.fields ?? [], rows };
}

function mapped(row: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([column, text]) => [column, change(String(text))]));
}

/** A study of a journal, in the words of its export. */
function journalTrials(path: string, name: string | null): Json {
  const journal = Journal.open(path, "read");
  journal.close();
  const { error, state } = journal;
  if (error !== null) throw new ImportError(`${path} cannot be read beyond line ${error.line}: ${error.message}`);
  const names = state.studies.map((study) => study.name);
  const chosen = name ?? (names.length === 1 ? names[0]! : null);
  const study = chosen === null ? undefined : state.study(chosen);
  if (study !== undefined) return JSON.parse(jsonOf(study));
  const what = name === null ? `${names.length} studies` : `no study ${name}`;
  throw new ImportError(
    `${path} holds ${what}. Choose one with --from NAME: ${names.join(", ")}.`,
    names.length > 0 ? { flag: "from", names } : null,
  );
}

/** The trials of a Keras Tuner project, whose folder has a folder `trial_…` with a `trial.json` for each. */
function kerasTrials(folder: string): Json {
  const trials = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => basename(name) === "trial.json" && basename(dirname(name)).startsWith("trial_"))
    .sort()
    .map((name) => parsed(textOf(join(folder, name)), join(folder, name)) as KerasTrial);
  if (trials.length === 0) {
    throw new ImportError(`${folder} is no project of Keras Tuner: there is no trial_…/trial.json. Give ${KINDS}.`);
  }
  return trials.map(({ trial_id, hyperparameters, score, status }) => ({
    trial_id: trial_id ?? null,
    params: hyperparameters?.values ?? {},
    score: score ?? null,
    status: status ?? "",
  }));
}

interface KerasTrial {
  readonly trial_id?: Json;
  readonly hyperparameters?: { readonly values?: Json };
  readonly score?: Json;
  readonly status?: Json;
}

function parsed(text: string, path: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ImportError(`${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ImportError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
