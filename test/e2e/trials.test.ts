import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { run, show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

/** Trial 2 fails; the others print, and leave a picture and a text. */
const SOURCE = `import base64
import os
import warnings
from pathlib import Path

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


# @study shown maximize score  trials=8 seed=1 keep=8
def objective(
    x=0.5,  # @tune uniform(0, 1)
    kind="a",  # @tune choice("a", "b")
):
    trial = int(os.environ["HYPERLENS_TRIAL"])
    print(f"trial {trial} has begun")
    print(f"{Path(__file__).name}:11: look here")
    folder = Path(os.environ["HYPERLENS_FOLDER"])
    (folder / "plots").mkdir(parents=True)
    (folder / "plots" / "dot.png").write_bytes(base64.b64decode(PIXEL))
    (folder / "notes.txt").write_text(f"left by trial {trial}\\n")
    if trial == 2:
        raise ValueError("two is not wanted")
    return x - (kind == "b")
`;

const JOURNAL = ".hyperlens/shown.journal.log";

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "shown.py": SOURCE, "gated.py": GATED });
  await run("shown.py", workspace.folder);
  return workspace;
}

describe("the trials of a study", () => {
  const bench = useWindow(prepared);

  const row = (trial: number) => bench.window.panel.table.locator(`.row[data-trial="${trial}"]`);

  async function save(name: string): Promise<string> {
    const { window, workspace } = bench;
    const path = workspace.path(name);
    const { input } = window.palette;
    await input.waitFor();
    // The dialog proposes a name once it has looked at the folder, and would put it in the place of what stood there before.
    await expect.poll(() => input.inputValue()).toContain("shown");
    // It takes a moment to understand a path; Enter means nothing to it before.
    const entered = async () => {
      if (await input.isVisible()) {
        if ((await input.inputValue()) !== path) await input.fill(path);
        else await window.page.keyboard.press("Enter");
      }
      return workspace.exists(name);
    };
    await expect.poll(entered, { interval: 500 }).toBe(true);
    await expect.poll(() => readFile(path, "utf8")).not.toBe("");
    return readFile(path, "utf8");
  }

  it("are filtered by words and by values, with chips that take the filters away", async () => {
    const { panel, editor } = bench.window;
    await editor.open("shown.py");
    await editor.clickLens("Results");
    await panel.heading.waitFor();
    await panel.tab("Trials");
    expect(await panel.order()).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
    await panel.locator(".toolbar input").fill("two is not wanted");
    await expect.poll(() => panel.order()).toEqual([2]);
    await panel.locator(".toolbar input").fill("");
    await panel.button("Filter").click();
    await panel.choose("State");
    await panel.locator(".filter-value").filter({ hasText: "Failed" }).click();
    await panel.button("Done").click();
    await expect.poll(() => panel.order()).toEqual([2]);
    await panel.button(/^Remove the filter State/).click();
    await expect.poll(async () => (await panel.order()).length).toBe(8);
  });

  it("wear stars, tags and notes that the journal keeps", async () => {
    const { window, workspace } = bench;
    await window.panel.openTrialMenu(5);
    await window.panel.choose("Star");
    await row(5).locator('.row-star[aria-pressed="true"]').waitFor();
    await window.panel.select(5);
    await window.panel.detail.getByLabel("Tags, parted by commas").fill("promising");
    await window.panel.detail.getByLabel("Note").fill("try again with more data");
    await window.panel.detail.getByRole("heading").click();
    await expect.poll(() => row(5).innerText()).toContain("promising");
    await expect.poll(() => workspace.read(JOURNAL)).toContain("try again with more data");
    expect((await show(workspace.path(JOURNAL)))[0]?.trials).toHaveLength(8);
  });

  it("tell what they printed and left: log, picture and files, which open in the editor", async () => {
    const { window } = bench;
    const { detail } = window.panel;
    await window.panel.select(4);
    await detail.getByText("trial 4 has begun").waitFor();
    const picture = detail.getByRole("img", { name: "plots/dot.png" });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await window.picture("trial-detail");
    await detail.getByRole("button", { name: "shown.py:11" }).click();
    await expect.poll(() => window.statusBar.caret()).toMatch(/Ln 11\b/);
    await detail.getByRole("button", { name: /notes\.txt/ }).click();
    await expect.poll(() => window.editor.tabs()).toContain("notes.txt");
  });

  it("lead from the traceback of a failed one to its line", async () => {
    const { window } = bench;
    await window.panel.select(2);
    await window.panel.detail.getByRole("button", { name: /shown\.py", line 22/ }).click();
    await expect.poll(() => window.statusBar.caret()).toMatch(/Ln 22\b/);
  });

  it("are copied as code in the form that is wanted", async () => {
    const { window } = bench;
    await window.panel.openTrialMenu(4);
    await window.panel.choose("Copy As");
    await window.panel.choose("Python Dictionary");
    await expect.poll(() => window.clipboard()).toMatch(/^params = \{\n {4}"x": [\d.e-]+,\n {4}"kind": "[ab]",\n}$/);
  });

  it("lead from their menu to the code that they ran, and to their log", async () => {
    const { window } = bench;
    await window.panel.openTrialMenu(4);
    await window.panel.choose("Open Code as of This Trial");
    await expect.poll(() => window.editor.tabs()).toContain("shown (trial 4).py");
    await window.panel.openTrialMenu(4);
    await window.panel.choose("Open Log");
    await expect.poll(() => window.editor.tabs()).toContain("log.txt");
    await window.panel.openTrialMenu(4);
    await window.panel.choose("Compare Code with the File of Today");
    await window.page.locator(".monaco-diff-editor").waitFor();
  });

  it("stand side by side, with what differs marked", async () => {
    const { window } = bench;
    await window.panel.openTrialMenu(4);
    await window.panel.choose("Choose to Compare");
    await row(3).click({ modifiers: ["Control"] });
    await window.panel.button("Compare 2").click();
    await window.panel.locator(".compare-table .compare-differs").filter({ hasText: "score" }).waitFor();
    await window.picture("trials-compared");
    await window.panel.button("Back to the table").click();
  });

  it("keep how their columns are arranged over a reload of the window", async () => {
    const { window } = bench;
    await window.panel.button("Columns").click();
    await window.panel.locator('[role="menuitemcheckbox"]').filter({ hasText: "kind" }).click();
    await window.page.keyboard.press("Escape");
    await expect.poll(() => window.panel.columns()).not.toContain("kind");
    await window.reload();
    await window.panel.heading.waitFor();
    await expect.poll(() => window.panel.columns()).toContain("x");
    expect(await window.panel.columns()).not.toContain("kind");
  });

  it("are exported from the panel and from the palette, as the person chooses", async () => {
    const { window } = bench;
    await window.panel.button("Export").click();
    await window.panel.choose("Trials as CSV");
    const csv = await save("out.csv");
    expect(csv.split("\r\n")).toHaveLength(1 + 8 + 1);
    await window.panel.body.click({ position: { x: 5, y: 5 } });
    // A list that opens before the window knows of the click would be closed by it.
    await window.panel.focused();
    await window.palette.run("Hyperlens: Export Study…");
    await window.palette.choose("Report as a web page");
    const html = await save("report.html");
    expect(html).toContain("<h1>shown</h1>");
    expect(html).toContain("<svg");
  });

  it("say how good the winner is, once it was confirmed", async () => {
    const { window } = bench;
    await window.panel.button("Confirm the best trials").click();
    await window.panel.tab("Overview");
    await window.panel.locator(".confirmed").filter({ hasText: "over 3 repeats" }).waitFor({ timeout: 60_000 });
  });
});

describe("trials that run", () => {
  const bench = useWindow(prepared);

  it("print live while they run, and are killed from their menu", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens(/^Run/);
    await expect.poll(() => workspace.exists(".hyperlens/gated.journal.log"), { timeout: 60_000 }).toBe(true);
    await window.editor.clickLens("Results");
    await expect.poll(() => window.panel.heading.innerText()).toBe("gated");
    await window.panel.tab("Trials");
    await window.panel.select(0);
    await window.panel.detail.getByText("trial 0 waits").waitFor();
    await window.panel.openTrialMenu(0);
    await window.panel.choose("Kill");
    await window.panel.detail.getByText("It was killed by hand.").first().waitFor();
    await open(workspace);
    await expect.poll(() => window.panel.standing.innerText(), { timeout: 60_000 }).not.toMatch(/running/i);
  }, 150_000);
});

describe("a panel whose page does not answer", () => {
  const bench = useWindow(prepared, undefined, "lost");

  it("gives way to a report in text, and says why", async () => {
    const { window } = bench;
    await window.editor.open("shown.py");
    await window.editor.clickLens("Results");
    await expect.poll(() => window.editor.tabs(), { timeout: 60_000 }).toContain("shown.md");
    await window.page.locator(".view-line", { hasText: "# shown" }).first().waitFor();
    await window.notifications.open();
    expect(await window.notifications.texts()).toContainEqual(
      expect.stringContaining("The page with the results of shown does not answer"),
    );
    await window.picture("text-report");
  });
});
