import { mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { workbenchUrl } from "../../../scripts/editor/server.mjs";
import type { Host } from "../host.js";
import { Debugger } from "./debugger.js";
import { Dialog } from "./dialog.js";
import { Editor } from "./editor.js";
import { Notifications } from "./notifications.js";
import { Palette } from "./palette.js";
import { ResultsPanel } from "./panel.js";
import { Preview } from "./preview.js";
import { Problems } from "./problems.js";
import { StatusBar } from "./status-bar.js";
import { Terminal } from "./terminal.js";
import { StudiesTree } from "./tree.js";

const pictures = resolve(import.meta.dirname, "../../../test-results/screenshots");

declare global {
  /** VS Code's own test driver, which its server puts into the page. */
  var driver: {
    whenWorkbenchRestored(): Promise<void>;
    getTerminalBuffer(selector: string): Promise<string[]>;
    writeInTerminal(selector: string, text: string): Promise<void>;
  };
  /** Set before a reload and gone after it. */
  var beforeReload: boolean | undefined;
}

/** One VS Code window, with an object for each of its parts. */
export class Window {
  readonly palette: Palette;
  readonly editor: Editor;
  readonly tree: StudiesTree;
  readonly terminal: Terminal;
  readonly panel: ResultsPanel;
  readonly notifications: Notifications;
  readonly problems: Problems;
  readonly statusBar: StatusBar;
  readonly dialog: Dialog;
  readonly preview: Preview;
  readonly debug: Debugger;

  private constructor(
    private readonly browser: Browser,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.palette = new Palette(page);
    this.editor = new Editor(page, this.palette);
    this.tree = new StudiesTree(page);
    this.terminal = new Terminal(page, this.palette);
    this.panel = new ResultsPanel(page);
    this.notifications = new Notifications(page, this.palette);
    this.problems = new Problems(page, this.palette);
    this.statusBar = new StatusBar(page);
    this.dialog = new Dialog(page);
    this.preview = new Preview(page);
    this.debug = new Debugger(page, this.palette);
  }

  /** @param pages `lost`: no page of an extension comes up, as in a browser that keeps its service workers from VS Code. */
  static async open(host: Host, folder: string, pages: "shown" | "lost" = "shown"): Promise<Window> {
    const browser = await chromium.connect(host.browser);
    const serviceWorkers = pages === "lost" ? "block" : "allow";
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, serviceWorkers });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: host.server });
    await context.addCookies([{ ...host.cookie, url: host.server }]);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const window = new Window(browser, context, page);
    await page.goto(workbenchUrl({ url: host.server }, folder));
    await window.ready();
    if (folder.endsWith(".code-workspace")) await window.findFolders();
    return window;
  }

  async reload(): Promise<void> {
    await this.page.evaluate(() => {
      globalThis.beforeReload = true;
    });
    await this.palette.run("Developer: Reload Window");
    await this.page.waitForFunction(() => !globalThis.beforeReload);
    await this.ready();
  }

  /** What was copied last. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.browser.close();
  }

  /** Keeps a picture of the window for people to look at. */
  async picture(name: string): Promise<void> {
    await mkdir(pictures, { recursive: true });
    // A list that has just been closed fades away; a picture is of what stays.
    await this.page.screenshot({ path: join(pictures, `${basename(name)}.png`), animations: "disabled" });
  }

  /**
   * A browser that reads a workspace's file for the first time may come up without its folders: VS Code then begins with
   * what it remembers of the workspace, which is nothing, and misses the news of what it has read meanwhile. It
   * remembers them by the next load.
   */
  private async findFolders(): Promise<void> {
    await this.tree.open();
    const none = this.tree.welcome.getByText("Open a folder");
    await this.tree.rows.first().or(none).first().waitFor();
    if (await none.isVisible()) await this.reload();
  }

  private async ready(): Promise<void> {
    await this.page.locator(".part.statusbar .statusbar-item").first().waitFor({ timeout: 60_000 });
    await this.page.waitForFunction(() => typeof driver !== "undefined");
    await this.page.evaluate(() => driver.whenWorkbenchRestored());
  }
}
