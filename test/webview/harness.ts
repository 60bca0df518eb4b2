// The panel as a window shows it, without the editor: the same document under the same policy in a real browser, with the
// editor's two functions (messages and kept state) and the variables of its themes.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { chromium, type Page } from "playwright-core";
import { textsInBundle } from "../../scripts/l10n/texts.mjs";
import { ensureBrowser } from "../../scripts/machine/browser.mjs";
import { wordsFor } from "../../src/core/l10n/translation.js";
import type { HostMessage, PanelMessage, PanelState } from "../../src/core/protocol/panel.js";
import { panelPage } from "../../src/core/protocol/panel-page.js";
import { THEMES, type Theme } from "./themes.js";

const root = new URL("../..", import.meta.url).pathname;

export interface PanelOptions {
  readonly theme?: string;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** What was kept before a reload. */
  readonly kept?: unknown;
  /** A language that there is a translation for; English otherwise. */
  readonly language?: string;
}

/** A panel in the browser, until the next one is opened in its place. */
export interface TestPanel {
  readonly page: Page;
  send(...messages: readonly (HostMessage | unknown)[]): Promise<void>;
  /** Changes the theme as a window does, while the page is open. */
  dress(theme: string): Promise<void>;
  /** Everything that the page has sent so far. */
  sent(): Promise<readonly PanelMessage[]>;
  kept(): Promise<PanelState | null>;
  /** Violations of the policy and errors in the console; a test ends by finding none. */
  readonly faults: readonly string[];
}

/** A browser and the built page for a file of tests, which opens one panel after the other. */
export interface PanelHost {
  readonly bytes: number;
  open(options?: PanelOptions): Promise<TestPanel>;
  close(): Promise<void>;
}

export async function startPanelHost(): Promise<PanelHost> {
  const { files, texts } = await bundle();
  const server = createServer((request, response) => {
    const address = server.address() as AddressInfo;
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const name = pathname.slice(1);
    const cspSource = `http://127.0.0.1:${address.port}`;
    if (name === "") {
      const files = { script: "/panel.js", style: "/panel.css", analysis: "/analysis.js" };
      const language = searchParams.get("language") ?? "en";
      const words = language === "en" ? null : wordsFor(texts, wordsOf(language));
      const page = { ...files, cspSource, nonce: "n0nce", title: "Results", language, words };
      response.setHeader("content-type", "text/html; charset=utf-8").end(panelPage(page));
      return;
    }
    const text = files.get(name);
    if (name === "favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const type = name.endsWith(".js") ? "text/javascript" : "text/css";
    if (text === undefined) response.writeHead(404).end();
    else response.setHeader("content-type", `${type}; charset=utf-8`).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: await ensureBrowser(root), args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.addInitScript(pretendEditor);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let opened = 0;
  return {
    bytes: Buffer.byteLength(files.get("panel.js") ?? ""),
    open(options = {}) {
      opened += 1;
      return openPanel(page, addressOf(address, opened, options), options);
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The translation of the editor and the panel. */
export function wordsOf(language: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(`${root}l10n/bundle.l10n.${language}.json`, "utf8"));
}

async function bundle(): Promise<{ readonly files: ReadonlyMap<string, string>; readonly texts: readonly string[] }> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["webview/panel.ts", "webview/analysis.ts", "webview/panel.css"],
    outdir: "dist",
    write: false,
    bundle: true,
    minify: true,
    charset: "utf8",
    platform: "browser",
    target: "es2022",
    format: "iife",
    legalComments: "none",
    logLevel: "error",
    metafile: true,
  });
  return {
    files: new Map(result.outputFiles.map((file) => [file.path.split(/[\\/]/).at(-1)!, file.text])),
    texts: textsInBundle(root, result.metafile),
  };
}

/** What the window hands to the page stands behind the `#`, where no other address reaches it. */
function addressOf(server: string, opened: number, options: PanelOptions): string {
  const address = new URL(server);
  // A new number makes it a new document, where only another `#` would stay on the present one.
  address.searchParams.set("opened", String(opened));
  if (options.language !== undefined) address.searchParams.set("language", options.language);
  const given: Given = { theme: themeOf(options.theme ?? "dark"), kept: options.kept ?? null };
  address.hash = encodeURIComponent(JSON.stringify(given));
  return address.href;
}

async function openPanel(page: Page, address: string, options: PanelOptions): Promise<TestPanel> {
  const faults: string[] = [];
  page.removeAllListeners("console").removeAllListeners("pageerror");
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error.stack ?? error)));
  await page.setViewportSize({ width: options.width ?? 1000, height: options.height ?? 900 });
  await page.emulateMedia({ reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference" });
  // Nothing lies under the pointer yet.
  await page.mouse.move(0, 0);
  await page.goto(address);
  await page.waitForFunction(() => window.editor.sent.some((message) => message.type === "ready"));
  return {
    page,
    faults,
    async send(...messages) {
      await page.evaluate((all) => {
        for (const message of all) window.postMessage(message, "*");
      }, messages);
    },
    dress: (name) => page.evaluate((chosen) => window.editor.dress(chosen), themeOf(name)),
    sent: () => page.evaluate(() => window.editor.sent),
    kept: () => page.evaluate(() => window.editor.kept as PanelState | null),
  };
}

function themeOf(name: string): Theme {
  const theme = THEMES.find((each) => each.name === name);
  if (theme === undefined) throw new Error(`There is no theme ${name}.`);
  return theme;
}

/** What the window hands to the page. */
interface Given {
  readonly theme: Theme;
  readonly kept: unknown;
}

declare global {
  interface Window {
    editor: { sent: PanelMessage[]; kept: unknown; dress: (theme: Theme) => void };
  }
}

/** Runs in the page before its own script: what the window offers, and the theme as the window sets it. */
function pretendEditor(): void {
  if (location.hash === "") return;
  const { theme, kept }: Given = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  const dress = ({ colours, bodyClass }: Theme): void => {
    document.documentElement.removeAttribute("style");
    for (const [name, value] of Object.entries(colours)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = bodyClass;
  };
  window.editor = { sent: [], kept, dress };
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: PanelMessage) => window.editor.sent.push(message),
      getState: () => window.editor.kept ?? undefined,
      setState: (state: unknown) => {
        window.editor.kept = structuredClone(state);
      },
    }),
  });
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    dress(theme);
  }).observe(document, { childList: true, subtree: true });
}
