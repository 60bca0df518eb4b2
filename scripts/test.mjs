// npm test: installs what the tests need, then builds, lints and runs all of them. Parts can be named: `npm test -- unit`.
// The two long parts run side by side: the editor's tests wait most of the time for windows and trials.
// Until the dependencies are there, nothing but Node's own modules may be imported.

import { mkdir, open, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installEditorServer, whyNoEditorServer } from "./editor/install.mjs";
import { ensureBrowser } from "./machine/browser.mjs";
import { cacheFolder } from "./machine/cache.mjs";
import { run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { requireNode } from "./machine/node.mjs";
import { installDependencies } from "./machine/npm.mjs";
import { ensureEnvironment } from "./machine/python.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = join(root, "test-results");
const OPTUNA = ["optuna==5.0.0"];

/**
 * @typedef {object} Part
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} Place How a part shares the machine with another.
 * @property {number} workers
 * @property {number | undefined} output A file descriptor that takes the output in place of this terminal.
 */

/** @type {Record<string, (place: Place) => Promise<Part>>} */
const PARTS = { build, lint, unit, e2e, oldest };
/** In this order; what stands together runs side by side, and the output of all but the first comes when all have ended. */
const ORDER = [["build"], ["lint"], ["unit", "e2e"], ["oldest"]];
/** Runs only where it is named: it downloads a second VS Code server. */
const ASKED = ["oldest"];
const WORKERS = 2;
/** @type {Promise<string> | null} Fetched once, though two parts need it. */
let browser = null;

await main(async () => {
  requireNode();
  process.chdir(root);
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(", ")} of the tests; there are ${Object.keys(PARTS).join(", ")}.`);
  }
  await installDependencies(root);
  await mkdir(results, { recursive: true });

  const sum = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const times = [];
  for (const group of ORDER) {
    const names = group.filter((name) => (asked.length > 0 ? asked.includes(name) : !ASKED.includes(name)));
    for (const { name, part, seconds } of await runGroup(names)) {
      sum.passed += part.passed;
      sum.failed += part.failed;
      sum.skipped += part.skipped;
      times.push(`${name} ${part.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
    }
    // Nothing after a broken build would test the code that stands there.
    if (group.includes("build") && sum.failed > 0) break;
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
  process.stdout.write(`\n${times.join("\n")}\n\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
});

/**
 * @param {readonly string[]} names
 * @returns {Promise<{ name: string, part: Part, seconds: number }[]>}
 */
async function runGroup(names) {
  // What runs beside another part leaves a processor to it.
  const workers = names.length > 1 ? Math.max(1, Math.min(WORKERS, availableParallelism() - 1)) : WORKERS;
  if (names.length > 0) process.stdout.write(`\n── ${names.join(", and beside it ")} ──\n`);
  const logs = await Promise.all(names.slice(1).map((name) => open(join(results, `${name}.log`), "w+")));
  try {
    const ran = await Promise.all(
      names.map(async (name, i) => {
        const began = Date.now();
        const part = await PARTS[name]?.({ workers, output: logs[i - 1]?.fd });
        if (part === undefined) throw new Error(`There is no part ${name}.`);
        return { name, part, seconds: Math.round((Date.now() - began) / 1000) };
      }),
    );
    for (const name of names.slice(1)) {
      process.stdout.write(`\n── ${name} ──\n${await readFile(join(results, `${name}.log`), "utf8")}`);
    }
    return ran;
  } finally {
    for (const log of logs) await log.close();
  }
}

async function build() {
  return check(await run(process.execPath, ["scripts/build.mjs"]));
}

async function lint() {
  const style = await run(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"]);
  const types = await run(process.execPath, ["node_modules/typescript/bin/tsc", "-b"]);
  return check(style || types);
}

function theBrowser() {
  browser ??= ensureBrowser(root);
  return browser;
}

/** @param {Place} place */
async function unit(place) {
  await theBrowser();
  const python = await ensureEnvironment(join(cacheFolder(root), "optuna"), OPTUNA);
  return vitest("unit", "test/vitest.config.ts", { HYPERLENS_OPTUNA_PYTHON: python }, place);
}

/** @param {Place} place */
function e2e(place) {
  return inEditor("e2e", "newest", "test/e2e/vitest.config.ts", place);
}

/** The oldest VS Code that package.json declares. */
function oldest(/** @type {Place} */ place) {
  return inEditor("oldest", "oldest", "test/e2e/oldest.config.ts", place);
}

/**
 * @param {string} name
 * @param {"newest" | "oldest"} edition
 * @param {string} config
 * @param {Place} place
 */
async function inEditor(name, edition, config, place) {
  const refusal = whyNoEditorServer();
  if (refusal) throw new Error(`The end-to-end tests cannot run here. ${refusal}`);
  const browserPath = await theBrowser();
  const editor = await installEditorServer({ cache: cacheFolder(root), edition });
  const packaged = await run(process.execPath, ["scripts/package.mjs", "--built"], { output: place.output });
  if (packaged !== 0) return check(packaged);
  const environment = { CHROMIUM_PATH: browserPath, HYPERLENS_EDITOR: JSON.stringify(editor) };
  return vitest(name, config, environment, place);
}

/**
 * @param {number} status
 * @returns {Part} One check that passed or failed.
 */
function check(status) {
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {string} name
 * @param {string} config
 * @param {Record<string, string>} environment
 * @param {Place} place
 * @returns {Promise<Part>}
 */
async function vitest(name, config, environment, { workers, output }) {
  const report = join(results, `${name}.json`);
  await rm(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const words = ["node_modules/vitest/vitest.mjs", "run", "--config", config, `--maxWorkers=${workers}`, ...reporters];
  const status = await run(process.execPath, words, { environment, output });
  const text = await readFile(report, "utf8").catch(() => null);
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(text);
  // A file that could not be loaded fails without a test of its own.
  const failed = status === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}
