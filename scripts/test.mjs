// npm test: installs what the tests need, then builds, lints and runs all of them. Parts can be named: `npm test -- unit`.
// Until the dependencies are there, nothing but Node's own modules may be imported.

import { mkdir, readFile, rm } from "node:fs/promises";
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

/** @type {Record<string, () => Promise<Part>>} In the order in which they run. */
const PARTS = { build, lint, unit, e2e, oldest };
/** Runs only where it is named: it downloads a second VS Code server. */
const ASKED = ["oldest"];

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
  const times = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length > 0 ? !asked.includes(name) : ASKED.includes(name)) continue;
    const began = Date.now();
    process.stdout.write(`\n── ${name} ──\n`);
    const { passed, failed, skipped } = await part();
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    times.push(`${name} ${failed === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - began) / 1000)} s`);
    // Nothing after a broken build would test the code that stands there.
    if (name === "build" && failed > 0) break;
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
  process.stdout.write(`\n${times.join("\n")}\n\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
});

async function build() {
  return check(await run(process.execPath, ["scripts/build.mjs"]));
}

async function lint() {
  const style = await run(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"]);
  const types = await run(process.execPath, ["node_modules/typescript/bin/tsc", "-b"]);
  return check(style || types);
}

async function unit() {
  const python = await ensureEnvironment(join(cacheFolder(root), "optuna"), OPTUNA);
  return vitest("unit", "test/vitest.config.ts", { HYPERLENS_OPTUNA_PYTHON: python });
}

function e2e() {
  return inEditor("e2e", "newest", "test/e2e/vitest.config.ts");
}

/** The oldest VS Code that package.json declares. */
function oldest() {
  return inEditor("oldest", "oldest", "test/e2e/oldest.config.ts");
}

/**
 * @param {string} name
 * @param {"newest" | "oldest"} edition
 * @param {string} config
 */
async function inEditor(name, edition, config) {
  const refusal = whyNoEditorServer();
  if (refusal) throw new Error(`The end-to-end tests cannot run here. ${refusal}`);
  const browser = await ensureBrowser(root);
  const editor = await installEditorServer({ cache: cacheFolder(root), edition });
  const packaged = await run(process.execPath, ["scripts/package.mjs", "--built"]);
  if (packaged !== 0) return check(packaged);
  return vitest(name, config, {
    CHROMIUM_PATH: browser,
    HYPERLENS_EDITOR: JSON.stringify(editor),
  });
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
 * @returns {Promise<Part>}
 */
async function vitest(name, config, environment) {
  const report = join(results, `${name}.json`);
  await rm(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const words = ["node_modules/vitest/vitest.mjs", "run", "--config", config, ...reporters];
  const status = await run(process.execPath, words, { environment });
  const text = await readFile(report, "utf8").catch(() => null);
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(text);
  // A file that could not be loaded fails without a test of its own.
  const failed = status === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}
