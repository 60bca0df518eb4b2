import { ImportError } from "../../core/import/foreign.js";
import type { Json } from "../../core/study/json.js";
import type { Interpreter } from "../interpreters/find.js";
import { readByPython, type Unread } from "./python.js";

/** Whether a source is a database of Optuna's: a URL of one, or an SQLite file. */
export function isOptunaStorage(source: string): boolean {
  return /^[a-z][a-z0-9+]*:\/\//i.test(source) || /\.(db|sqlite|sqlite3)$/i.test(source);
}

/**
 * A study of an Optuna database as JSON, read by the Optuna of a Python: it knows all its databases and their versions.
 *
 * @param name The study; null where it is the only one.
 * @throws {ImportError}
 */
export async function readOptuna(storage: string, name: string | null, python: Interpreter): Promise<Json> {
  const words = [storage, ...(name === null ? [] : [name])];
  const shown = withoutPassword(storage);
  const found = (await readByPython("optuna_trials.py", words, python, shown)) as Partial<Unread>;
  if (found.error === undefined) return found as Json;
  const remedy =
    found.missing === true
      ? "An Optuna database is read by Optuna itself: install it there, or name a Python that has it with --python PATH."
      : found.studies === undefined || found.studies.length === 0
        ? "Check the address of the database, and that the Python has the module for it."
        : `Choose one with --from NAME: ${found.studies.join(", ")}.`;
  const names = found.studies ?? [];
  throw new ImportError(
    `${shown} cannot be read: ${found.error.replaceAll(storage, shown).replace(/\.\s*$/, "")}. ${remedy}`,
    names.length > 0 ? { flag: "from", names } : null,
  );
}

/** An address as it may be shown and kept. */
export function withoutPassword(storage: string): string {
  return storage.replace(/^([a-z][a-z0-9+]*:\/\/[^/@:]*):[^/]*@/i, "$1@");
}
