import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

describe("the end of a run", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED }));

  it("is told by one message, with what can be done next", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens("Run");
    await expect.poll(() => window.editor.lensTexts()).toContain("Stop");
    await open(workspace);
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    await window.notifications.open();
    await expect
      .poll(() => window.notifications.texts())
      .toEqual([expect.stringMatching(/^gated: 6 trials, best .*All/)]);
    await window.picture("notification");
    await window.notifications.press("gated: 6 trials", "Open Results");
    await window.panel.heading.waitFor();
    await expect.poll(() => window.notifications.texts()).toEqual([]);
  });

  it("is not told to someone who has stopped the run", async () => {
    const { window, workspace } = bench;
    await workspace.write("gated.py", GATED.replace("trials=6", "trials=6 ").replace('"all"', '"both"'));
    await window.palette.run("View: Close All Editors");
    await window.editor.open("gated.py");
    await window.editor.clickLens("Run 6 more");
    await window.editor.clickLens("Stop");
    await expect.poll(() => window.editor.lensTexts()).toContain("Stopping…");
    await open(workspace, 6);
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    await window.notifications.open();
    expect(await window.notifications.texts()).toEqual([]);
  });
});

describe("the shortcuts", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED }));

  it("are nobody else's, and run a study and show its results", async () => {
    const { window, workspace } = bench;
    await open(workspace);
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await window.editor.goTo(8);
    await window.page.keyboard.press("Control+K");
    await window.page.keyboard.press("Alt+R");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    await window.editor.goTo(8);
    await window.page.keyboard.press("Control+K");
    await window.page.keyboard.press("Alt+O");
    await window.panel.heading.waitFor();
    await window.palette.run("Preferences: Open Keyboard Shortcuts");
    const search = window.page.locator(".keybindings-header input");
    await search.waitFor();
    for (const letter of ["r", "s", "o", "a", "t"]) {
      await search.fill(`"ctrl+k alt+${letter}"`);
      const rows = window.page.locator(".keybindings-body .monaco-list-row");
      await expect.poll(() => rows.count()).toBe(1);
      expect(await rows.innerText()).toContain("Hyperlens");
    }
  });
});

describe("the walkthrough", () => {
  const bench = useWindow(() => Workspace.create({ "notes.md": "# Notes\n" }));

  it("is reached from the empty view, and leads to a study that can be run", async () => {
    const { window } = bench;
    await window.tree.open();
    await window.tree.welcome.locator("a", { hasText: "get started" }).click();
    const steps = window.page.locator(".gettingStartedContainer .getting-started-step");
    await expect.poll(() => steps.count()).toBe(6);
    await window.picture("walkthrough");
    await window.page.locator(".gettingStartedContainer").getByRole("button", { name: "Create Example Study" }).click();
    await expect.poll(() => window.editor.lensTexts()).toEqual([expect.stringMatching(/^Run \(\d+ trials\)$/)]);
  });

  it("ticks off what was done, and draws each step in the theme's colours", async () => {
    const { window } = bench;
    // The example has taken the place of the page, as a file does that was only looked at.
    await window.palette.run("Welcome: Open Walkthrough...");
    await window.palette.choose("Get Started with Hyperlens");
    const first = window.page.locator(
      ".getting-started-step .codicon.complete, .getting-started-step .codicon-getting-started-step-checked",
    );
    await expect.poll(() => first.count()).toBeGreaterThan(0);
    const steps = window.page.locator(".gettingStartedContainer .getting-started-step");
    for (let i = 0; i < 6; i++) {
      await steps.nth(i).locator(".step-title").click();
      await window.picture(`walkthrough-${i + 1}`);
    }
  });
});
