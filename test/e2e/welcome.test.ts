import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { Workspace } from "./workspace/workspace.js";

const ALWAYS = [
  "Create Example Study",
  "New Study",
  "Open Journal File",
  "Search Workspace for Studies Again",
  "Show Log",
];
const WITH_AN_EDITOR = ["Make Value Tunable", "Tune This Function"];
const WITH_STUDIES = ["Fold Annotations", "Format Annotations", "Import Trials…", "Reveal Study in Code", "Run Study"];
const WITH_RESULTS = [
  "Apply Best Values",
  "Apply Best Values without Preview",
  "Apply Values of Trial",
  "Compare Code of Trial",
  "Confirm Best Trials",
  "Copy Parameters of Trial",
  "Copy Values As…",
  "Debug Trial",
  "Delete Study",
  "Edit and Queue Trial",
  "Export Study…",
  "Narrow Space around Best Values",
  "Open Code of Trial",
  "Open Folder of Trial",
  "Open Log of Trial",
  "Open Results",
  "Queue Trial by Hand",
  "Run More Trials",
  "Run Trial Again",
  "Run Trial in Its Own Terminal",
  "Skip Trial",
];

describe("a folder without studies", () => {
  const bench = useWindow(() => Workspace.create({ "notes.md": "# Notes\n" }));

  async function offered(): Promise<string[]> {
    const titles = await bench.window.palette.offers("Hyperlens: ");
    const prefix = "Hyperlens: ";
    const own = titles.filter((title) => title.startsWith(prefix)).map((title) => title.slice(prefix.length));
    return own.filter((title) => !/^(Focus on|Reset|Move|Toggle)/.test(title)).sort();
  }

  it("is welcomed with what to write", async () => {
    const { window } = bench;
    await window.tree.open();
    await window.tree.welcome.waitFor();
    expect(await window.tree.welcome.innerText()).toMatch(/No study yet[\s\S]*@study[\s\S]*@tune/);
    await window.picture("welcome");
  });

  it("is offered only the commands that make sense there", async () => {
    expect(await offered()).toEqual(ALWAYS);
  });

  it("gets an example that can be run", async () => {
    const { window } = bench;
    await window.tree.welcome.getByRole("button", { name: "Create Example Study" }).click();
    await expect.poll(() => window.editor.lensTexts()).toEqual([expect.stringMatching(/^Run \(\d+ trials\)$/)]);
    await expect.poll(() => window.tree.items()).toHaveLength(1);
    expect(await window.tree.welcome.isVisible()).toBe(false);
    await expect.poll(offered).toEqual([...ALWAYS, ...WITH_AN_EDITOR, ...WITH_STUDIES].sort());
  });

  it("is offered what results allow once the example has run", async () => {
    const { window } = bench;
    await window.editor.clickLens("Run");
    await expect.poll(() => window.editor.lensTexts()).toContain("Apply best");
    await expect
      .poll(() => window.editor.lensTexts(), { timeout: 45_000 })
      .toContainEqual(expect.stringMatching(/^Run \d+ more$/));
    await expect.poll(offered).toEqual([...ALWAYS, ...WITH_AN_EDITOR, ...WITH_STUDIES, ...WITH_RESULTS].sort());
  });
});
