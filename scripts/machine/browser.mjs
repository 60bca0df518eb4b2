// A Chromium for the end-to-end tests: the machine's own, or one that is installed on the way.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { capture, findOnPath, run } from "./command.mjs";
import { installSystemPackages } from "./system-packages.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...[process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].flatMap((folder) =>
    folder
      ? [join(folder, "Google/Chrome/Application/chrome.exe"), join(folder, "Microsoft/Edge/Application/msedge.exe")]
      : [],
  ),
];

/**
 * Finds a browser of the Chromium family, installing one where there is none.
 * @param {string} root The repository, for the browser that Playwright can fetch.
 * @returns {Promise<string>} The path of its program.
 * @throws {Error} That names the remedies.
 */
export async function ensureBrowser(root) {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and there is no such file.`);
  return (
    asked ??
    findBrowser() ??
    ((await installSystemPackages(["chromium"])) ? findBrowser() : null) ??
    (await fetchBrowser(root)) ??
    fail()
  );
}

/** @returns {string | null} A browser that starts; the stubs that Ubuntu leaves for its snap do not. */
function findBrowser() {
  const onPath = NAMES.map((name) => findOnPath([name])).filter((path) => path !== null);
  const starts = onPath.find((path) => process.platform === "win32" || capture(path, ["--version"]) !== null);
  return starts ?? PLACES.find((path) => existsSync(path)) ?? null;
}

/**
 * Playwright's own build, for systems whose package manager has none.
 * @param {string} root
 * @returns {Promise<string | null>}
 */
async function fetchBrowser(root) {
  const { chromium } = await import("playwright-core");
  const cli = join(root, "node_modules", "playwright-core", "cli.js");
  const fetched =
    existsSync(chromium.executablePath()) || (await run(process.execPath, [cli, "install", "chromium"])) === 0;
  return fetched && existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** @returns {never} */
function fail() {
  throw new Error(
    "The end-to-end tests need Chromium, Chrome or Edge. Install one, or name its program in CHROMIUM_PATH.",
  );
}
