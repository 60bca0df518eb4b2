// Opens VS Code on the examples with the extension as it was just built: the desktop's own, else a server in the browser.

import { join } from "node:path";
import { cacheFolder } from "../machine/cache.mjs";
import { capture, findOnPath, launch, run } from "../machine/command.mjs";
import { openDoor } from "./door.mjs";
import { installEditorServer, whyNoEditorServer } from "./install.mjs";
import { startEditorServer, workbenchUrl } from "./server.mjs";

/** What package.json asks for under engines.vscode. */
const OLDEST = { major: 1, minor: 100 };

/** Of a new profile in the browser: nothing but the code and the study asks for attention. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "git.openRepositoryInParentFolders": "never",
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
};

/**
 * @typedef {object} Opening
 * @property {string} root The repository.
 * @property {string} folder The workspace to open.
 * @property {string} file A file in it to show.
 */

/**
 * Opens the editor; in the browser, until it is interrupted.
 * @param {Opening} opening
 * @returns {Promise<number>} Exit status.
 */
export async function openExamples(opening) {
  const desktop = findDesktop();
  if (desktop !== null && (await openDesktop(desktop, opening))) return 0;
  const refusal = whyNoEditorServer();
  if (refusal === null) return serve(opening);
  process.stdout.write(
    `${refusal}\nTo go on in VS Code, install it from https://code.visualstudio.com with its command \`code\` on the PATH, and run npm start again.\n`,
  );
  return 0;
}

/** @returns {string | null} A desktop VS Code that is new enough. */
function findDesktop() {
  // In a remote window `code` is another program, which only passes files to that window.
  if (process.env.VSCODE_IPC_HOOK_CLI) return null;
  const code = findOnPath(["code", "code-insiders"]);
  const version = code && capture(code, ["--version"])?.split("\n")[0];
  if (!code || !version) return null;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return code;
  process.stdout.write(`${code} is VS Code ${version}; Hyperlens needs ${OLDEST.major}.${OLDEST.minor} or newer.\n`);
  return null;
}

/**
 * A development window has the person's own settings and extensions, and leaves nothing installed behind.
 * @param {string} code
 * @param {Opening} opening
 */
async function openDesktop(code, { root, folder, file }) {
  process.stdout.write(`Opening VS Code on ${folder}\n`);
  const words = ["--new-window", `--extensionDevelopmentPath=${root}`, folder, join(folder, file)];
  return (await run(code, words)) === 0;
}

/** @param {Opening} opening */
async function serve({ root, folder, file }) {
  const editor = await installEditorServer({ cache: cacheFolder(root) });
  const packaged = await run(process.execPath, ["scripts/package.mjs", "--built"], { cwd: root });
  if (packaged !== 0) return packaged;
  const server = await startEditorServer({
    editor,
    profile: join(root, ".cache", "profile"),
    vsix: join(root, "hyperlens.vsix"),
    settings: SETTINGS,
  });
  const url = workbenchUrl(server, folder, join(folder, file));
  const door = await openDoor(server, url);
  process.stdout.write(
    `\nVS Code runs in the browser: ${door.url}\n` +
      `From another machine, through a tunnel: ${server.url} with the password ${server.password}\n` +
      "Ctrl-C ends it.\n",
  );
  showInBrowser(door.url);
  await interrupted();
  process.stdout.write("\nStopping VS Code\n");
  door.close();
  await server.stop();
  return 0;
}

/** Where no browser can be shown, the printed address has to do. @param {string} url */
function showInBrowser(url) {
  const { platform } = process;
  if (platform === "darwin") return launch("open", [url]);
  if (platform === "win32") return launch("rundll32", ["url.dll,FileProtocolHandler", url]);
  const opener = process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? findOnPath(["xdg-open"]) : null;
  if (opener) launch(opener, [url]);
}

/** @returns {Promise<void>} Resolves on Ctrl-C or when we are asked to end. */
function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve());
  });
}
