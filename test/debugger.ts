import { join, resolve } from "node:path";
import { cacheFolder } from "../scripts/machine/cache.mjs";
import { ensureEnvironment } from "../scripts/machine/python.mjs";

/** The debugger that the editor's extension for Python brings along. */
const DEBUGGER = ["debugpy==1.8.17"];

/** The path of a Python that has the debugger. */
export async function debuggerPython(): Promise<string> {
  return ensureEnvironment(join(cacheFolder(resolve(import.meta.dirname, "..")), "debugpy"), DEBUGGER);
}
