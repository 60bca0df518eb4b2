import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { installEditorServer } from "../../scripts/editor/install.mjs";
import { startEditorServer } from "../../scripts/editor/server.mjs";
import { ensureBrowser } from "../../scripts/machine/browser.mjs";
import { cacheFolder } from "../../scripts/machine/cache.mjs";
import { setLanguage } from "./language.js";

/** A running VS Code server and a browser; plain data, so that it can be handed to other processes. */
export interface Host {
  /** Where the workbench is. */
  readonly server: string;
  /** What lets a browser in. */
  readonly cookie: { readonly name: string; readonly value: string };
  /** Where the browser listens for Playwright. */
  readonly browser: string;
}

const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A bare workbench that looks the same on every machine. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Dark Modern",
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "window.commandCenter": false,
  "git.enabled": false,
  // As on the desktop; in a browser VS Code saves by itself.
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  // A caret that blinks makes two screenshots of one state differ.
  "editor.cursorBlinking": "solid",
};

export interface HostOptions {
  /** Further extensions, by `publisher.name-version`. */
  readonly stubs?: Readonly<Record<string, Stub>>;
  /** Settings beside those of every test. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders are not trusted until somebody says so. */
  readonly restricted?: boolean;
  /** Which VS Code: the newest, or the oldest that package.json declares. */
  readonly edition?: "newest" | "oldest";
  /** The display language of windows, instead of English. */
  readonly language?: string;
}

/** An extension that is written for a test: its files by name. */
export type Stub = Readonly<Record<string, string>>;

/**
 * Starts a VS Code server with the packaged extension in a fresh profile, and a browser.
 * @param root The repository.
 */
export async function startHost(
  root: string,
  options: HostOptions = {},
): Promise<{ host: Host; stop: () => Promise<void> }> {
  const { stubs = {}, settings = {}, restricted = false, language } = options;
  const vsix = join(root, "hyperlens.vsix");
  if (!existsSync(vsix)) throw new Error(`${vsix} is missing: run npm run package first.`);
  const executablePath = await ensureBrowser(root);
  const editor = await installEditorServer({ cache: cacheFolder(root), edition: options.edition ?? "newest" });
  const profile = await mkdtemp(join(tmpdir(), "hyperlens-profile-"));
  for (const [name, files] of Object.entries(stubs)) {
    const folder = join(profile, "extensions", name);
    await mkdir(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  }
  if (language !== undefined) await setLanguage(profile, language);
  const all = { ...SETTINGS, ...settings };
  const server = await startEditorServer({ editor, profile, vsix, settings: all, automation: true, restricted });
  const browser = await chromium.launchServer({ executablePath, args: BROWSER_ARGUMENTS, chromiumSandbox: false });
  return {
    host: { server: server.url, cookie: server.cookie, browser: browser.wsEndpoint() },
    async stop() {
      await browser.close();
      await server.stop();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
