// Installs a VS Code server (code-server) and the Node that it runs on, out of npm and without a compiler.

import { existsSync } from "node:fs";
import { copyFile, mkdir, readlink, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { npm as runNpm } from "../machine/npm.mjs";

/** VS Code 1.139.1. Sizes in megabytes, measured on Linux x64 from an empty npm cache. */
const VERSION = { server: "4.139.1", node: "24.21.0", download: 255, disk: 680 };

/** The server's own parts that only artificial-intelligence features use: 126 MB. */
const UNUSED = ["@github/copilot-sdk-linux-x64", "@github/copilot-sdk-linux-arm64"];

/**
 * @typedef {object} EditorInstallation
 * @property {string} node The Node that runs it.
 * @property {string} entry The server's script.
 */

/**
 * Why no VS Code server can run on this machine.
 * @returns {string | null} A sentence; null where one can.
 */
export function whyNoEditorServer() {
  if (ownNodeServes() || nodePackage() !== null) return null;
  return `No VS Code server is offered for ${process.platform} on ${process.arch} with Node ${process.versions.node}.`;
}

/**
 * Installs the server unless it is there. Several processes may ask at once: one installs, the others wait for it.
 * @param {object} options
 * @param {string} options.cache The folder that installations are kept in.
 * @param {(line: string) => void} [options.say] Is told the size before anything is downloaded.
 * @param {typeof runNpm} [options.npm]
 * @returns {Promise<EditorInstallation>}
 * @throws {Error} Where this system is not offered one, or a step failed.
 */
export async function installEditorServer({ cache, say = console.log, npm = runNpm }) {
  const refusal = whyNoEditorServer();
  if (refusal) throw new Error(refusal);
  const folder = join(cache, `code-server-${VERSION.server}`);
  await mkdir(cache, { recursive: true });
  await once(folder, async () => {
    say(
      `Downloading a VS Code server, once: about ${VERSION.download} MB to fetch, ${VERSION.disk} MB on disk, in ${folder}`,
    );
    const draft = `${folder}.${process.pid}`;
    try {
      await fill(draft, npm);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
  return { node: nodeOf(folder), entry: join(folder, "node_modules/code-server/out/node/entry.js") };
}

/**
 * Does the work unless its folder exists, at most once at a time over all processes.
 * @param {string} folder Comes to exist in one step, as the work's last.
 * @param {() => Promise<void>} work
 */
async function once(folder, work) {
  const lock = `${folder}.lock`;
  while (!existsSync(folder)) {
    try {
      // A symbolic link to nowhere comes into being together with what it says: who holds the lock.
      await symlink(String(process.pid), lock);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      const holder = await readlink(lock).catch(() => null);
      // Two that find the holder dead may both go on; they then download twice, and the first to rename wins.
      if (holder !== null && !isAlive(Number(holder))) await rm(lock, { force: true });
      else await wait(250);
      continue;
    }
    try {
      if (!existsSync(folder)) await work();
    } finally {
      await rm(lock, { force: true });
    }
  }
}

/**
 * @param {string} folder
 * @param {typeof runNpm} npm
 */
async function fill(folder, npm) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"name":"editor-server","private":true}\n');
  const node = nodePackage();
  const packages = [`code-server@${VERSION.server}`, ...(node && !ownNodeServes() ? [`${node}@${VERSION.node}`] : [])];
  // Install scripts would compile native modules; the ones that matter bring prebuilt files.
  const install = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await step(npm([...install, ...packages], { cwd: folder }), packages.join(" and "));
  const server = join(folder, "node_modules/code-server/lib/vscode");
  const environment = { PATH: `${dirname(nodeOf(folder))}${delimiter}${process.env.PATH ?? ""}` };
  await step(npm(install, { cwd: server, environment }), "the server's dependencies");
  await step(npm(install, { cwd: join(server, "extensions"), environment }), "the built-in extensions' dependencies");
  // Without a compiled spdlog every output channel would stay empty.
  await copyFile(new URL("spdlog.cjs", import.meta.url), join(server, "node_modules/@vscode/spdlog/index.js"));
  for (const name of UNUSED) await rm(join(server, "node_modules", name), { recursive: true, force: true });
  await stat(nodeOf(folder));
}

/**
 * @param {Promise<number>} status
 * @param {string} what
 */
async function step(status, what) {
  if ((await status) !== 0)
    throw new Error(`npm could not install ${what} for the VS Code server; see its message above.`);
}

/** The server wants the very major version of Node that it was built for. */
function ownNodeServes() {
  return process.platform !== "win32" && process.versions.node.split(".")[0] === VERSION.node.split(".")[0];
}

/** @returns {string | null} The npm package that brings Node for this system. */
function nodePackage() {
  // The builds of Node on npm are for glibc; musl systems have no such header.
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const offered = process.platform === "linux" && ["x64", "arm64"].includes(process.arch) && header.glibcVersionRuntime;
  return offered ? `node-linux-${process.arch}` : null;
}

/** @param {string} folder */
function nodeOf(folder) {
  return ownNodeServes() ? process.execPath : join(folder, "node_modules", nodePackage() ?? "", "bin", "node");
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
