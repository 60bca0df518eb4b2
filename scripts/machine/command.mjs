// Starting other programs: always with an argument array, never through a shell line of our own making.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [environment] Added to our own; `undefined` takes a variable away.
 */

/**
 * Runs a program on this terminal and waits for it.
 * @param {string} program Name or path.
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<number>} Its exit status; 1 where it could not be started or a signal ended it.
 */
export function run(program, args, options = {}) {
  const [file, words, shell] = forThisSystem(program, args);
  return new Promise((resolve) => {
    const child = spawn(file, words, { stdio: "inherit", shell, ...settings(options) });
    child.on("error", (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program and returns what it printed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {string | null} Standard output without white space around it; null where it is missing or failed.
 */
export function capture(program, args, options = {}) {
  const [file, words, shell] = forThisSystem(program, args);
  const result = spawnSync(file, words, {
    encoding: "utf8",
    shell,
    stdio: ["ignore", "pipe", "ignore"],
    ...settings(options),
  });
  return result.status === 0 ? result.stdout.trim() : null;
}

/**
 * Starts a program that goes on by itself; that it cannot be started is no failure of ours.
 * @param {string} program
 * @param {readonly string[]} args
 */
export function launch(program, args) {
  spawn(program, args, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

/**
 * Looks a program up on the PATH.
 * @param {readonly string[]} names In order of preference.
 * @returns {string | null} The first one's full path.
 */
export function findOnPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  for (const name of names) {
    for (const folder of folders) {
      const found = endings.map((ending) => join(folder, name + ending)).find(isProgram);
      if (found) return found;
    }
  }
  return null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @param {CommandOptions} options */
function settings({ cwd, environment }) {
  return { ...(cwd ? { cwd } : {}), env: { ...process.env, ...environment } };
}

/**
 * Windows starts batch files only through its shell, which needs the words quoted.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {[string, string[], boolean]}
 */
function forThisSystem(program, args) {
  if (process.platform !== "win32" || !/\.(cmd|bat)$/i.test(program)) return [program, [...args], false];
  return [`"${program}"`, args.map((word) => `"${word}"`), true];
}
