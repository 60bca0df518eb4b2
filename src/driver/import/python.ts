import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ImportError } from "../../core/import/foreign.js";
import type { Interpreter } from "../interpreters/find.js";

const run = promisify(execFile);

/** A study of some hundred thousand trials is some hundred megabytes of JSON. */
const MOST_BYTES = 2 ** 30;

/** What a script of ours says that could not read its source. */
export interface Unread {
  readonly error: string;
  /** Whether a module is missing. */
  readonly missing?: boolean;
  readonly studies?: readonly string[];
}

/**
 * What a script of ours prints as JSON about a source that only Python can read.
 *
 * @param shown What the source is called in messages.
 * @throws {ImportError} where the script itself fails.
 */
export async function readByPython(
  script: string,
  words: readonly string[],
  python: Interpreter,
  shown: string,
): Promise<unknown> {
  const path = fileURLToPath(new URL(`./runners/${script}`, import.meta.url));
  try {
    return JSON.parse((await run(python.path, [path, ...words], { maxBuffer: MOST_BYTES })).stdout);
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new ImportError(`${python.path} cannot read ${shown}: ${stderr?.trim() || String(error)}`);
  }
}
