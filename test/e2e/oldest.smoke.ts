import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly engines: { readonly vscode: string };
};

describe("the oldest VS Code that is declared", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED, "notes.md": "" }));

  it("is the one that this runs in", async () => {
    const { window } = bench;
    await window.palette.run("Help: About");
    await window.dialog.box.waitFor();
    const version = /\b1\.(\d+)\.\d+/.exec(await window.dialog.text());
    expect(`^1.${version?.[1]}.0`).toBe(engines.vscode);
    await window.page.keyboard.press("Escape");
  });

  it("shows lens and tree, and runs a study in the terminal", async () => {
    const { window, workspace } = bench;
    await window.tree.open();
    await expect.poll(async () => (await window.tree.items()).map(({ label }) => label)).toEqual(["gated"]);
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.editor.clickLens("Run");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["0 of 6", "Stop", "Results"]);
    await expect.poll(() => window.statusBar.text()).toMatch(/gated.* 0 of 6/);
    await open(workspace);
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    const [study] = await show(workspace.path(".hyperlens/gated.journal.log"));
    expect(study?.trials.filter(({ state }) => state === "COMPLETE")).toHaveLength(6);
  });

  it("tells the end of the run, and opens the results, which a reload keeps", async () => {
    const { window } = bench;
    await window.notifications.open();
    await expect.poll(() => window.notifications.texts()).toEqual([expect.stringMatching(/^gated: 6 trials/)]);
    await window.notifications.clear();
    await window.editor.clickLens("Results");
    await window.panel.heading.waitFor();
    expect(await window.panel.order()).toHaveLength(6);
    await window.picture("oldest");
    await window.reload();
    await window.panel.heading.waitFor();
    await expect.poll(async () => (await window.panel.order()).length).toBe(6);
  });

  it("writes the best values into the code after a preview", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens("Apply best");
    await window.preview.box.waitFor();
    await window.preview.accept();
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.isDirty("gated.py")).toBe(true);
    await window.editor.save();
    await expect.poll(() => workspace.read("gated.py")).not.toBe(GATED);
  });
});
