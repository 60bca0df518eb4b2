// A Python to run the examples with, and one with Optuna for the tests.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { capture, findOnPath, run } from "./command.mjs";
import { installSystemPackages } from "./system-packages.mjs";

const REMEDY =
  "Install Python 3.9 or newer (https://www.python.org/downloads/, or your system's package python3) and try again.";

/**
 * Finds a Python that is new enough.
 * @returns {string} Its path.
 * @throws {Error} That names the remedy.
 */
export function findPython() {
  const found = ["python3", "python"].map((name) => findOnPath([name])).filter((path) => path !== null);
  const usable = found.find((path) => isNewEnough(versionOf(path)));
  if (usable) return usable;
  if (found.length === 0) throw new Error(`No Python was found on the PATH. ${REMEDY}`);
  throw new Error(`${found.join(" and ")} cannot be used: Python 3.9 or newer is needed. ${REMEDY}`);
}

/**
 * Makes a virtual environment with the given packages, once.
 * @param {string} folder Where it is kept.
 * @param {readonly string[]} requirements For pip, versions pinned.
 * @returns {Promise<string>} The path of its interpreter.
 * @throws {Error} That names the step that failed.
 */
export async function ensureEnvironment(folder, requirements) {
  const python = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const install = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install"];
  // Without an index pip succeeds only where everything is there already.
  if (existsSync(python) && capture(python, [...install, "--no-index", ...requirements]) !== null) return python;
  process.stdout.write(`Making a Python environment with ${requirements.join(", ")} in ${folder}\n`);
  rmSync(folder, { recursive: true, force: true });
  const base = findPython();
  if ((await run(base, ["-m", "venv", folder])) !== 0) {
    // Debian and Ubuntu keep venv in a package of its own.
    const mended = await installSystemPackages(["python3-venv"]);
    if (!mended || (await run(base, ["-m", "venv", "--clear", folder])) !== 0) {
      throw new Error(`${base} -m venv failed. Install the package python3-venv and try again.`);
    }
  }
  if ((await run(python, [...install, ...requirements])) !== 0) {
    throw new Error(`pip could not install ${requirements.join(", ")}; its message above names the cause.`);
  }
  return python;
}

/**
 * @param {string} path
 * @returns {number[]} Major and minor version; empty where it does not run.
 */
function versionOf(path) {
  const text = capture(path, ["-c", "import sys; print(*sys.version_info[:2])"]);
  return text === null ? [] : text.split(" ").map(Number);
}

/** @param {readonly number[]} version */
function isNewEnough([major = 0, minor = 0]) {
  return major > 3 || (major === 3 && minor >= 9);
}
