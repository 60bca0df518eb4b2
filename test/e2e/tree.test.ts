import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { run } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

/** Every third trial fails, the others say where they stand. */
const SHAKY = `import os


# @study shaky maximize score  trials=6 seed=2 max_failures=10
def objective(
    width=3,  # @tune int(1, 9)
):
    if int(os.environ["HYPERLENS_TRIAL"]) % 3 == 2:
        raise ValueError("too wide")
    return width / 10
`;

/** A study whose code is gone when the window opens. */
const LOST = SHAKY.replace("shaky", "lost").replace("% 3 == 2", "< 0");

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "gated.py": GATED, "shaky.py": SHAKY, "lost.py": LOST });
  await open(workspace);
  await run("shaky.py", workspace.folder);
  await run("lost.py", workspace.folder);
  await rm(workspace.path("lost.py"));
  return workspace;
}

/** A journal of Optuna's with two studies, the first of which was to maximise. */
const OTHER = [
  { op_code: 0, study_name: "up", directions: [2] },
  { op_code: 0, study_name: "down", directions: [1] },
  {
    ...{ op_code: 4, study_id: 0, state: 1, value: -0.125, values: null, params: { x: 3 } },
    distributions: {
      x: JSON.stringify({ name: "FloatDistribution", attributes: { step: null, low: 0, high: 10, log: false } }),
    },
    ...{ datetime_start: "2026-01-01T00:00:00.000000", datetime_complete: "2026-01-01T00:00:01.000000" },
    ...{ user_attrs: {}, system_attrs: {}, intermediate_values: {} },
  },
];

describe("the view of studies", () => {
  const bench = useWindow(prepared);

  it("lists studies from annotations and from journals alike", async () => {
    const { window } = bench;
    await window.tree.open();
    await expect
      .poll(async () => (await window.tree.items()).map((item) => item.label).sort())
      .toEqual(["gated", "lost", "shaky"]);
  });

  it("shows each trial's state, value and parameters", async () => {
    const { window } = bench;
    await window.tree.expand("shaky");
    await expect.poll(async () => (await window.tree.items()).filter((item) => item.level === 2)).toHaveLength(6);
    const trials = (await window.tree.items()).filter((item) => item.level === 2);
    const baseline = trials.find((item) => /\b0\b/.test(item.label));
    expect(baseline?.description).toMatch(/0\.3.*width = 3/);
    expect(trials.filter((item) => item.icon === "error")).toHaveLength(2);
    expect(await window.tree.tooltip("too wide")).toMatch(/ValueError: too wide/);
    await window.picture("tree");
  });

  it("offers in the menu of a study what can be done with it", async () => {
    const { window } = bench;
    const withCode = await window.tree.menu("shaky");
    await window.tree.closeMenu();
    expect(withCode).toEqual([
      "Run Study",
      "Run More Trials",
      "Confirm Best Trials",
      "Queue Trial by Hand",
      "Open Results",
      "Reveal Study in Code",
      "Apply Best Values",
      "Apply Best Values without Preview",
      "Narrow Space around Best Values",
      "Copy Parameters of Trial",
      "Copy Values As…",
      "Export Study…",
      "Import Trials…",
      "Delete Study",
    ]);
    const withoutCode = await window.tree.menu("lost");
    await window.tree.closeMenu();
    expect(withoutCode).toEqual([
      "Queue Trial by Hand",
      "Open Results",
      "Copy Parameters of Trial",
      "Copy Values As…",
      "Export Study…",
      "Delete Study",
    ]);
    const fresh = await window.tree.menu("gated");
    await window.tree.closeMenu();
    expect(fresh).toEqual(["Run Study", "Reveal Study in Code", "Import Trials…"]);
  });

  it("reveals a study's code", async () => {
    const { window } = bench;
    await window.tree.menu("shaky");
    await window.tree.choose("Reveal Study in Code");
    await expect.poll(() => window.editor.tabs()).toContain("shaky.py");
    await expect.poll(() => window.editor.line()).toBe(4);
  });

  it("copies a trial's parameters", async () => {
    const { window } = bench;
    await window.tree.menu(/width = 3/);
    await window.tree.choose("Copy Parameters of Trial");
    await expect.poll(() => window.clipboard()).toMatch(/width.*3/);
  });

  it("deletes a study only after a question", async () => {
    const { window, workspace } = bench;
    const journal = ".hyperlens/lost.journal.log";
    await window.tree.menu("lost");
    await window.tree.choose("Delete Study");
    await window.dialog.box.waitFor();
    expect(await window.dialog.text()).toContain("lost");
    await window.dialog.press("Cancel");
    expect(workspace.exists(journal)).toBe(true);
    await window.tree.menu("lost");
    await window.tree.choose("Delete Study");
    await window.dialog.press(/Delete|Move to Trash/);
    await expect.poll(() => workspace.exists(journal)).toBe(false);
    await expect.poll(async () => (await window.tree.items()).map((item) => item.label)).not.toContain("lost");
  });

  it("imports the trials of another tuner, and asks what a table does not tell", async () => {
    const { window, workspace } = bench;
    await workspace.write("old.csv", "param_x,param_kind,mae\n2.5,a,0.25\n1,b,2\n7,c,25\n");
    await window.tree.menu("gated");
    await window.tree.choose("Import Trials…");
    await window.palette.choose("File…");
    await window.palette.path("Import Trials into gated", workspace.path("old.csv"), "mae");
    await window.palette.choose("mae");
    await expect
      .poll(async () => (await window.tree.items()).find((item) => item.label === "gated")?.description)
      .toMatch(/^3 imported · best 0.25/);
    await window.notifications.open();
    expect(await window.notifications.texts()).toContain(
      "3 trials of old.csv were imported into gated; 2 of them inform its search.",
    );
    await window.notifications.press("old.csv", "Open Results");
    await window.panel.heading.waitFor();
    await expect.poll(() => window.panel.locator(".study-facts").innerText()).toMatch(/3 imported/);
    await window.picture("imported");
    await window.notifications.clear();
    await window.palette.run("View: Close All Editors");
  });

  it("asks about a source that went in the other direction before it turns its values", async () => {
    const { window, workspace } = bench;
    await workspace.write(
      "other.log",
      OTHER.map((line) => `${JSON.stringify({ worker_id: "w", ...line })}\n`).join(""),
    );
    await window.tree.menu("gated");
    await window.tree.choose("Import Trials…");
    await window.palette.choose("File…");
    await window.palette.path("Import Trials into gated", workspace.path("other.log"), "up");
    await window.palette.choose("up");
    await window.dialog.box.waitFor();
    expect(await window.dialog.text()).toContain("Turn the sign of the values of other.log?");
    await window.dialog.press("Turn the Sign");
    await expect
      .poll(async () => (await window.tree.items()).find((item) => item.label === "gated")?.description)
      .toMatch(/^4 imported · best 0.125/);
    await window.notifications.clear();
  });

  it("follows what is written by others, without being asked", async () => {
    const { window, workspace } = bench;
    await run("gated.py", workspace.folder);
    await expect
      .poll(async () => (await window.tree.items()).find((item) => item.label === "gated")?.description)
      .toMatch(/^6 trials · 4 imported/);
    await workspace.write("added.py", GATED.replace("@study gated", "@study added"));
    await expect.poll(async () => (await window.tree.items()).map((item) => item.label)).toContain("added");
    await rm(workspace.path("added.py"));
    await expect.poll(async () => (await window.tree.items()).map((item) => item.label)).not.toContain("added");
  });
});
