import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Host, startHost } from "./host.js";
import { useWindow } from "./use-window.js";
import { run } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const SETTINGS = {
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  // The panel of a restricted window must not be hidden behind questions.
  "security.workspace.trust.emptyWindow": false,
};

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({
    "gated.py": GATED,
    "fresh.py": GATED.replace("study gated", "study fresh"),
  });
  await open(workspace);
  await run("gated.py", workspace.folder);
  return workspace;
}

describe("a workspace that is not trusted", () => {
  let own: { readonly host: Host; readonly stop: () => Promise<void> } | undefined;
  beforeAll(async () => {
    own = await startHost(resolve(import.meta.dirname, "../.."), { restricted: true, settings: SETTINGS });
  });
  afterAll(() => own?.stop());
  const bench = useWindow(prepared, () => own?.host ?? inject("host"));

  it("shows its studies and their results", async () => {
    const { window } = bench;
    await window.tree.open();
    await expect.poll(async () => (await window.tree.items()).map(({ label }) => label)).toEqual(["fresh", "gated"]);
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toContain("Not run in Restricted Mode");
    await window.editor.clickLens("Results");
    await window.panel.heading.waitFor();
    expect((await window.panel.order()).length).toBe(6);
    expect(await window.panel.body.innerText()).toContain("Restricted Mode");
    await window.picture("restricted");
  });

  it("runs nothing: not from the lens, the tree, the palette or a shortcut", async () => {
    const { window, workspace } = bench;
    await window.editor.open("fresh.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Not run in Restricted Mode"]);
    expect(await window.tree.menu("fresh")).not.toContain("Run Study");
    await window.tree.closeMenu();
    expect(await window.palette.offers("Hyperlens: Run Study")).not.toContain("Hyperlens: Run Study");
    await window.editor.goTo(8);
    await window.page.keyboard.press("Control+K");
    await window.page.keyboard.press("Alt+R");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Not run in Restricted Mode"]);
    expect(workspace.exists(".hyperlens/fresh.journal.log")).toBe(false);
    expect(await window.terminal.count()).toBe(0);
  });

  it("runs once it is trusted", async () => {
    const { window, workspace } = bench;
    await window.palette.run("Workspaces: Manage Workspace Trust");
    const trust = window.page.locator(".workspace-trust-editor");
    await trust.getByRole("button", { name: "Trust", exact: true }).click();
    await trust.getByText("You trust this folder").waitFor();
    // It lies over everything, and keeps what is typed from the window until it is closed.
    await window.page
      .locator(".monaco-modal-editor-block")
      .getByRole("button", { name: /^Close/ })
      .click();
    await trust.waitFor({ state: "hidden" });
    await window.editor.open("fresh.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.editor.clickLens("Run");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    expect(workspace.exists(".hyperlens/fresh.journal.log")).toBe(true);
  });
});
