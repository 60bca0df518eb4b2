import { type ForeignStudy, ImportError, nameThere } from "../../core/import/foreign.js";
import { foreignFromJson } from "../../core/import/json.js";
import { foreignFromTable } from "../../core/import/table.js";
import type { Json } from "../../core/study/json.js";
import type { Interpreter } from "../interpreters/find.js";
import { localOffset } from "../journal/local-offset.js";
import { readByPython, type Unread } from "./python.js";
import type { SourceInput } from "./source.js";

/** Whether a source is a pickle, of whatever tool. */
export function isPickle(source: string): boolean {
  return /\.(pkl|pickle|joblib)(\.(gz|bz2|xz|lzma|z))?$/i.test(source);
}

type Found =
  | Unread
  | {
      readonly table: {
        readonly columns: readonly string[];
        readonly rows: readonly (readonly string[])[];
      };
    }
  | PickledStudy;

interface PickledStudy {
  readonly directions?: readonly string[];
  /** Whether a whole number may be the index of a category. */
  readonly indexed?: boolean;
  readonly trials: readonly { readonly [name: string]: Json }[];
}

/**
 * The trials in a pickle, which is read by a Python that has the tool that made it. Reading it runs what it holds.
 *
 * @throws {ImportError}
 */
export async function readPickle(input: SourceInput, python: Interpreter): Promise<ForeignStudy> {
  const { source, wanted } = input;
  const found = (await readByPython("pickled_trials.py", [source], python, source)) as Found;
  if ("error" in found) {
    const remedy =
      found.missing === true
        ? `A pickle is read with the tool that made it: install that for ${python.path}, or name a Python that has it with --python PATH.`
        : "Known are studies of Optuna, Trials of Hyperopt, results of scikit-optimize, searches of scikit-learn and tables of pandas.";
    throw new ImportError(`${source} cannot be read: ${found.error.replace(/\.\s*$/, "")}. ${remedy}`);
  }
  if (!("table" in found)) {
    const study = found.indexed === true ? withCategories(found, input) : found;
    return foreignFromJson(study as unknown as Json, wanted, localOffset);
  }
  const { columns, rows } = found.table;
  const named = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ""])));
  return foreignFromTable({ columns, rows: named }, wanted, localOffset);
}

/** Where the source has the index of a category alone, it is that of the study's own at the same place. */
function withCategories(study: PickledStudy, { wanted, categories }: SourceInput): PickledStudy {
  const known = new Map([...categories].map(([name, texts]) => [nameThere(wanted, name), texts]));
  const meant = (name: string, value: Json): Json => {
    const texts = known.get(name);
    if (texts === undefined || texts.includes(String(value)) || typeof value !== "number") return value;
    return texts[value] ?? value;
  };
  const trials = study.trials.map(({ params = {}, ...trial }) => ({
    ...trial,
    params: Object.fromEntries(Object.entries(params as object).map(([name, value]) => [name, meant(name, value)])),
  }));
  return { ...study, trials };
}
