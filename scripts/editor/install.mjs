// Installs a VS Code server (code-server) and the Node that it runs on, out of npm and without a compiler.

import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { npm as runNpm } from "../machine/npm.mjs";

/**
 * VS Code 1.139.1, and 1.100.3 as the oldest that package.json declares. Sizes in megabytes, measured on Linux x64 from
 * an empty npm cache.
 */
const VERSIONS = {
  newest: {
    server: "4.139.1",
    node: "24.21.0",
    download: 255,
    disk: 680,
    terminal: null,
    // A person may come back to a closed tab for hours; a script never does.
    automation: ["--reconnection-grace-time", "20", "--vscode-option", "enable-smoke-test-driver"],
  },
  oldest: {
    server: "4.100.3",
    node: "20.20.2",
    download: 170,
    disk: 470,
    // Its own terminal library has to be compiled; this one brings prebuilt files for every Node.
    terminal: "node-pty@1.2.0-beta.15",
    // It has no such options, and is told by the environment.
    automation: [],
  },
};

/** Makes an old server offer VS Code's own test driver. */
export const DRIVER_VARIABLE = "HYPERLENS_TEST_DRIVER";

/** @typedef {(typeof VERSIONS)[keyof typeof VERSIONS]} Version */

/** The server's own parts that only artificial-intelligence features use: 126 MB. */
const UNUSED = ["@github/copilot-sdk-linux-x64", "@github/copilot-sdk-linux-arm64"];

/**
 * @typedef {object} EditorInstallation
 * @property {string} node The Node that runs it.
 * @property {string} entry The server's script.
 * @property {readonly string[]} automation What it is told where a script works with it.
 */

/**
 * Why no VS Code server can run on this machine.
 * @returns {string | null} A sentence; null where one can.
 */
export function whyNoEditorServer() {
  if (ownNodeServes(VERSIONS.newest) || nodePackage() !== null) return null;
  return `No VS Code server is offered for ${process.platform} on ${process.arch} with Node ${process.versions.node}.`;
}

/**
 * Installs the server unless it is there. Several processes may ask at once: one installs, the others wait for it.
 * @param {object} options
 * @param {string} options.cache The folder that installations are kept in.
 * @param {keyof typeof VERSIONS} [options.edition]
 * @param {(line: string) => void} [options.say] Is told the size before anything is downloaded.
 * @param {typeof runNpm} [options.npm]
 * @returns {Promise<EditorInstallation>}
 * @throws {Error} Where this system is not offered one, or a step failed.
 */
export async function installEditorServer({ cache, edition = "newest", say = console.log, npm = runNpm }) {
  const refusal = whyNoEditorServer();
  if (refusal) throw new Error(refusal);
  const version = VERSIONS[edition];
  const folder = join(cache, `code-server-${version.server}`);
  await mkdir(cache, { recursive: true });
  await once(folder, async () => {
    say(
      `Downloading a VS Code server, once: about ${version.download} MB to fetch, ${version.disk} MB on disk, in ${folder}`,
    );
    const draft = `${folder}.${process.pid}`;
    try {
      await fill(draft, version, npm);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
  const entry = join(folder, "node_modules/code-server/out/node/entry.js");
  return { node: nodeOf(folder, version), entry, automation: version.automation };
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
 * @param {Version} version
 * @param {typeof runNpm} npm
 */
async function fill(folder, version, npm) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"name":"editor-server","private":true}\n');
  const node = nodePackage();
  const brought = node && !ownNodeServes(version) ? [`${node}@${version.node}`] : [];
  const packages = [`code-server@${version.server}`, ...brought, ...(version.terminal ? [version.terminal] : [])];
  // Install scripts would compile native modules; the ones that matter bring prebuilt files.
  const install = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await step(npm([...install, ...packages], { cwd: folder }), packages.join(" and "));
  const server = join(folder, "node_modules/code-server/lib/vscode");
  const environment = { PATH: `${dirname(nodeOf(folder, version))}${delimiter}${process.env.PATH ?? ""}` };
  await step(npm(install, { cwd: server, environment }), "the server's dependencies");
  await step(npm(install, { cwd: join(server, "extensions"), environment }), "the built-in extensions' dependencies");
  // Without a compiled spdlog every output channel would stay empty.
  await copyFile(new URL("spdlog.cjs", import.meta.url), join(server, "node_modules/@vscode/spdlog/index.js"));
  if (version.terminal) await adapt(folder, server);
  for (const name of UNUSED) await rm(join(server, "node_modules", name), { recursive: true, force: true });
  await stat(nodeOf(folder, version));
}

/**
 * Makes an old server work without a compiler, and offer VS Code's own test driver where the environment says so.
 * @param {string} folder
 * @param {string} server
 */
async function adapt(folder, server) {
  await rm(join(server, "node_modules/node-pty"), { recursive: true, force: true });
  await cp(join(folder, "node_modules/node-pty"), join(server, "node_modules/node-pty"), { recursive: true });
  // Compiled as well, and only for passwords of a kind that is not used here.
  await writeFile(join(folder, "node_modules/argon2/argon2.js"), "module.exports = {};\n");
  const options = join(folder, "node_modules/code-server/out/node/cli.js");
  const text = await readFile(options, "utf8");
  const place = "help: !!args.help,";
  if (!text.includes(place)) throw new Error(`${options} does not pass its options on as expected.`);
  const driver = `"enable-smoke-test-driver": process.env.${DRIVER_VARIABLE} === "1",`;
  await writeFile(options, text.replace(place, `${driver} ${place}`));
}

/**
 * @param {Promise<number>} status
 * @param {string} what
 */
async function step(status, what) {
  if ((await status) !== 0)
    throw new Error(`npm could not install ${what} for the VS Code server; see its message above.`);
}

/** The server wants the very major version of Node that it was built for. @param {Version} version */
function ownNodeServes({ node }) {
  return process.platform !== "win32" && process.versions.node.split(".")[0] === node.split(".")[0];
}

/** @returns {string | null} The npm package that brings Node for this system. */
function nodePackage() {
  // The builds of Node on npm are for glibc; musl systems have no such header.
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const offered = process.platform === "linux" && ["x64", "arm64"].includes(process.arch) && header.glibcVersionRuntime;
  return offered ? `node-linux-${process.arch}` : null;
}

/** @param {string} folder @param {Version} version */
function nodeOf(folder, version) {
  return ownNodeServes(version) ? process.execPath : join(folder, "node_modules", nodePackage() ?? "", "bin", "node");
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
