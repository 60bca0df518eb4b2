// npm, as it was started, and the project's own dependencies.

import { statSync } from "node:fs";
import { join } from "node:path";
import { findOnPath, run } from "./command.mjs";

/**
 * Runs npm on this terminal.
 * @param {readonly string[]} args
 * @param {import("./command.mjs").CommandOptions} [options]
 * @returns {Promise<number>} Exit status.
 */
export function npm(args, options) {
  // Under `npm start` this names the very npm that runs us, also where none is on the PATH.
  const self = process.env.npm_execpath;
  if (self?.endsWith(".js")) return run(process.execPath, [self, ...args], options);
  return run(findOnPath(["npm"]) ?? "npm", args, options);
}

/**
 * Installs the dependencies unless they are there and as new as the lock file.
 * @param {string} root The repository.
 * @returns {Promise<void>}
 * @throws {Error} Where npm fails; it has then said why.
 */
export async function installDependencies(root) {
  const installed = changedAt(join(root, "node_modules", ".package-lock.json"));
  if (installed >= changedAt(join(root, "package-lock.json"))) return;
  process.stdout.write("Installing dependencies (npm ci)\n");
  // No dependency needs its install script, so none is run.
  const status = await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: root });
  if (status !== 0) throw new Error("npm ci failed; its message above names the cause.");
}

/**
 * @param {string} path
 * @returns {number} Milliseconds of the epoch; minus infinity for a missing file.
 */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
