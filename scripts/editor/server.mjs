// Runs the VS Code server on a folder, with extensions installed into a profile of its own.

import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DRIVER_VARIABLE } from "./install.mjs";

const START_TIMEOUT = 60_000;
const STOP_TIMEOUT = 6_000;

/**
 * @typedef {object} ServerOptions
 * @property {import("./install.mjs").EditorInstallation} editor
 * @property {string} profile A folder for its settings, extensions and log; made where it is missing.
 * @property {string} vsix The extension to install.
 * @property {Record<string, unknown>} [settings] User settings of a new profile, by their full names.
 * @property {Record<string, string | undefined>} [environment] Added to ours; `undefined` takes a variable away.
 * @property {boolean} [automation] Offers VS Code's own test driver to scripts in the page.
 * @property {boolean} [restricted] Asks for trust, as the desktop does; else every folder is trusted.
 */

/**
 * @typedef {object} EditorServer
 * @property {string} url Where the workbench is, without a folder.
 * @property {string} password What its login page asks for: other users of this machine can reach the page, too.
 * @property {{ name: string, value: string }} cookie Stands for the password in a browser.
 * @property {string} log The path of what the server printed.
 * @property {() => Promise<void>} stop Ends the server with all that it started.
 */

/**
 * Starts a server on a free port of this machine alone and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<EditorServer>}
 * @throws {Error} With the server's last words, where it does not start.
 */
export async function startEditorServer(options) {
  const { editor, profile, vsix, settings, environment, automation, restricted } = options;
  const log = join(profile, "server.log");
  const extensions = join(profile, "extensions");
  await mkdir(join(profile, "User"), { recursive: true });
  await mkdir(extensions, { recursive: true });
  await writeNew(join(profile, "User", "settings.json"), JSON.stringify(settings ?? {}, null, 2));
  // Without a configuration of its own the server would write one into the home folder.
  await writeFile(join(profile, "server.yaml"), "auth: password\n");
  const place = ["--config", join(profile, "server.yaml"), "--user-data-dir", profile, "--extensions-dir", extensions];
  const password = randomBytes(18).toString("base64url");
  const hash = createHash("sha256").update(password).digest("hex");
  const driver = automation ? { [DRIVER_VARIABLE]: "1" } : {};
  const env = { ...cleanEnvironment(environment), HASHED_PASSWORD: hash, ...driver };

  const installing = spawn(editor.node, [editor.entry, ...place, "--install-extension", vsix], { env, stdio: "pipe" });
  const { status, words } = await outcome(installing);
  if (status !== 0) throw new Error(`The VS Code server could not install ${vsix}:\n${words}`);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const output = openSync(log, "a");
  const server = spawn(
    editor.node,
    [
      editor.entry,
      ...place,
      ...["--auth", "password", "--bind-addr", `127.0.0.1:${port}`],
      ...["--disable-telemetry", "--disable-update-check"],
      ...(restricted ? [] : ["--disable-workspace-trust"]),
      ...(automation ? editor.automation : []),
    ],
    // A group of its own, so that stopping it reaches whatever it started.
    { env, detached: true, stdio: ["ignore", output, output] },
  );
  closeSync(output);
  const endAtOnce = () => signalGroup(server, "SIGTERM");
  process.once("exit", endAtOnce);
  const finished = new Promise((resolve) => server.once("close", resolve));
  const stop = async () => {
    process.removeListener("exit", endAtOnce);
    await endGroup(server, finished);
  };
  try {
    await answers(url, server);
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${await readFile(log, "utf8")}`);
  }
  return { url, password, cookie: { name: "code-server-session", value: hash }, log, stop };
}

/**
 * The address of the workbench on a folder, or on the folders of a `.code-workspace`.
 * @param {Pick<EditorServer, "url">} server
 * @param {string} folder Absolute path.
 * @param {string} [file] Absolute path of a file to open in it.
 */
export function workbenchUrl(server, folder, file) {
  const address = new URL(server.url);
  address.searchParams.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", folder);
  if (file) {
    const payload = [["openFile", `vscode-remote://${address.host}${file}`]];
    address.searchParams.set("payload", JSON.stringify(payload));
  }
  return address.href;
}

/**
 * Writes a file unless it is there: what a person has changed in it stays.
 * @param {string} path
 * @param {string} text
 */
async function writeNew(path, text) {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/** @param {string} url @param {import("node:child_process").ChildProcess} server */
async function answers(url, server) {
  for (const end = Date.now() + START_TIMEOUT; Date.now() < end; await wait(100)) {
    if (server.exitCode !== null) throw new Error(`The VS Code server ended with status ${server.exitCode}.`);
    const response = await fetch(`${url}/healthz`).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error(`The VS Code server did not answer within ${START_TIMEOUT / 1000} s.`);
}

/** @param {import("node:child_process").ChildProcess} server @param {Promise<unknown>} finished */
async function endGroup(server, finished) {
  if (!signalGroup(server, "SIGTERM")) return;
  const late = await Promise.race([finished.then(() => false), wait(STOP_TIMEOUT, true, { ref: false })]);
  if (late) signalGroup(server, "SIGKILL");
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @param {NodeJS.Signals} signal
 * @returns {boolean} False where nobody is left.
 */
function signalGroup(server, signal) {
  try {
    return server.pid !== undefined && process.kill(-server.pid, signal);
  } catch {
    return false;
  }
}

/**
 * An editor that is started from another editor's terminal must not find its way back to that one.
 * @param {Record<string, string | undefined>} [additions]
 */
function cleanEnvironment(additions) {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_RUN_AS_NODE$)/.test(name));
  // No marketplace is asked for anything.
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...additions };
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The system named no free port.");
  return address.port;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ status: number | null, words: string }>} How it ended and what it printed.
 */
function outcome(child) {
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      words += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, words }));
  });
}
