import type { Locator, Page } from "playwright-core";
import { plain } from "./palette.js";

export interface TreeItem {
  readonly label: string;
  readonly description: string;
  readonly level: number;
  readonly expanded: boolean | null;
  /** The name of its icon, as `pass` for `$(pass)`; null where it has none. */
  readonly icon: string | null;
}

/** The view of studies in the side bar. */
export class StudiesTree {
  readonly rows: Locator;
  readonly welcome: Locator;

  constructor(private readonly page: Page) {
    this.rows = page.locator('.part.sidebar .tree-explorer-viewlet-tree-view [role="treeitem"]');
    this.welcome = page.locator(".part.sidebar .welcome-view-content");
  }

  async open(): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item:has(a.action-label[aria-label^="Hyperlens"])');
    if ((await icon.getAttribute("class"))?.includes("checked")) return;
    // A badge may lie over the icon itself.
    await icon.click();
  }

  async items(): Promise<TreeItem[]> {
    const found = await this.rows.evaluateAll((rows) =>
      rows.map((row) => {
        const icon = row.querySelector(".custom-view-tree-node-item-icon, .monaco-icon-label > .codicon");
        const name = [...(icon?.classList ?? [])].find((word) => /^codicon-(?!modifier)/.test(word));
        const expanded = row.getAttribute("aria-expanded");
        return {
          label: row.querySelector(".label-name")?.textContent ?? "",
          description: row.querySelector(".label-description")?.textContent ?? "",
          level: Number(row.getAttribute("aria-level")),
          expanded: expanded === null ? null : expanded === "true",
          icon: name?.replace("codicon-", "") ?? null,
        };
      }),
    );
    return found.map((item) => ({ ...item, label: plain(item.label), description: plain(item.description) }));
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first();
  }

  async expand(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "false") await row.locator(".monaco-tl-twistie").click();
  }

  /** Expands a study with the others closed, so that its trials are the only ones in view. */
  async expandAlone(text: string): Promise<void> {
    await this.open();
    const expanded = this.rows.and(this.page.locator('[aria-level="1"][aria-expanded="true"]'));
    while ((await expanded.count()) > 0) {
      const before = await expanded.count();
      await expanded.first().locator(".monaco-tl-twistie").click();
      await expanded.nth(before - 1).waitFor({ state: "detached" });
    }
    await this.expand(text);
    await this.rows.and(this.page.locator('[aria-level="2"]')).first().waitFor();
  }

  /** Clicks the button of a row that shows under the pointer. */
  async action(text: string | RegExp, label: string): Promise<void> {
    const row = this.row(text);
    await row.hover();
    await row.locator(`.actions a[aria-label^="${label}"]`).click();
  }

  /** Opens the context menu of a row and returns its entries; `choose` or `closeMenu` follows. */
  async menu(text: string | RegExp): Promise<string[]> {
    const entries = this.entries();
    // A row that is drawn anew between the press and its menu opens none.
    for (let tries = 0; tries < 5; tries++) {
      await this.row(text).click({ button: "right" });
      const opened = await entries
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
      if (opened) break;
    }
    return (await entries.allInnerTexts()).map(plain).filter((entry) => entry !== "");
  }

  async choose(entry: string): Promise<void> {
    const item = this.entries().filter({ hasText: new RegExp(`^\\s*${entry}\\s*$`) });
    // VS Code takes no click in the first moment of a menu, lest the one that opened it chooses something.
    for (let tries = 0; tries < 10; tries++) {
      await item.click();
      const closed = await item.waitFor({ state: "hidden", timeout: 500 }).then(
        () => true,
        () => false,
      );
      if (closed) return;
    }
    throw new Error(`The menu's entry ${entry} takes no click.`);
  }

  async closeMenu(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.entries().first().waitFor({ state: "hidden" });
  }

  /** What a pointer on a row is told. */
  async tooltip(text: string | RegExp): Promise<string> {
    await this.row(text).hover();
    const hover = this.page.locator(
      ".workbench-hover-container .monaco-hover-content, .workbench-hover .hover-contents",
    );
    await hover.first().waitFor();
    return plain(await hover.first().innerText());
  }

  private entries(): Locator {
    return this.page.locator(".context-view .monaco-menu .action-item:not(.disabled) .action-label:not(.separator)");
  }
}
