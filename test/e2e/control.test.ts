import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { type ShownTrial, show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const JOURNAL = ".hyperlens/gated.journal.log";

describe("steering a run", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED }));

  async function trials(): Promise<readonly ShownTrial[]> {
    const [study] = await show(bench.workspace.path(JOURNAL));
    return study?.trials ?? [];
  }

  const states = async () => (await trials()).map((trial) => trial.state);

  it("pauses it from the lens: the running trial finishes, and nothing else begins", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens("Run");
    await expect.poll(() => window.terminal.text()).toContain("trial 0 waits");
    await window.editor.clickLens("Pause");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Pausing, 0 of 6", "Resume", "Stop", "Results"]);
    await open(workspace, 0);
    await expect.poll(() => window.editor.lensTexts()).toContain("Paused, 1 of 6");
    expect(await states()).toEqual(["COMPLETE"]);
  });

  it("shows the pause in status bar, view and panel", async () => {
    const { window } = bench;
    await expect.poll(() => window.statusBar.text()).toMatch(/gated paused, 1 of 6/);
    await window.tree.open();
    await expect
      .poll(() => window.tree.items())
      .toMatchObject([{ label: "gated", description: expect.stringContaining("paused, 1 of 6"), icon: "debug-pause" }]);
    await window.editor.clickLens("Results");
    await expect.poll(() => window.panel.standing.innerText()).toBe("Paused");
    await window.picture("control-paused");
  });

  it("opens the results with a click on the status bar, once", async () => {
    const { window } = bench;
    await window.panel.close();
    await expect.poll(() => window.panel.count()).toBe(0);
    await window.statusBar.study.click();
    // Before the page knows its study the heading is another one.
    await expect.poll(() => window.panel.heading.innerText()).toBe("gated");
    await window.statusBar.study.click();
    expect(await window.panel.count()).toBe(1);
  });

  it("resumes it from the view", async () => {
    const { window } = bench;
    await window.tree.action("gated", "Resume Study");
    await expect.poll(() => window.terminal.text()).toContain("trial 1 waits");
    await expect.poll(() => window.editor.lensTexts()).toContain("Pause");
    await expect.poll(() => window.panel.standing.innerText()).toBe("Running");
  });

  it("kills a trial in its row, and goes on with the next", async () => {
    const { window } = bench;
    await window.tree.expand("gated");
    await window.tree.action("Trial 1", "Kill Trial");
    await expect.poll(() => window.terminal.text()).toContain("trial 2 waits");
    expect(await states()).toEqual(["COMPLETE", "FAIL", "RUNNING"]);
    await expect.poll(async () => (await window.tree.items()).map((item) => item.description).join()).toMatch(/killed/);
  });

  it("changes how many trials run at once, and the total", async () => {
    const { window } = bench;
    await window.palette.run("Hyperlens: Change Trials, Parallelism or Time of the Run");
    await window.palette.choose("Trials at once");
    await window.palette.answer("none");
    await expect.poll(() => window.palette.message()).toMatch(/whole number/);
    await window.palette.answer("2");
    await expect.poll(() => window.terminal.text()).toContain("trial 3 waits");
    await window.palette.run("Hyperlens: Run More Trials");
    await window.palette.answer("4");
    await expect.poll(() => window.editor.lensTexts()).toContain("2 of 10");
  });

  it("queues the values of a trial once more, to be run next", async () => {
    const { window, workspace } = bench;
    await window.tree.menu("Trial 0");
    await window.tree.choose("Run Trial Again");
    await expect.poll(states).toEqual(["COMPLETE", "FAIL", "RUNNING", "RUNNING", "WAITING"]);
    await open(workspace, 2);
    await expect.poll(states).toEqual(["COMPLETE", "FAIL", "COMPLETE", "RUNNING", "RUNNING"]);
    const all = await trials();
    expect(all[4]?.params).toEqual(all[0]?.params);
  });

  it("takes a waiting trial from the queue", async () => {
    const { window } = bench;
    await window.tree.menu("Trial 0");
    await window.tree.choose("Run Trial Again");
    await expect.poll(async () => (await states())[5]).toBe("WAITING");
    await window.tree.action("Trial 5", "Skip Trial");
    await expect.poll(async () => (await states())[5]).toBe("FAIL");
  });

  it("stops at once on the second word, with its trials queued again", async () => {
    const { window } = bench;
    await window.editor.clickLens("Stop");
    await window.editor.clickLens("Stop now");
    await expect.poll(() => window.editor.lensTexts()).toContain("Continue (3 of 6)");
    expect((await states()).filter((state) => state === "WAITING")).toHaveLength(2);
    expect(await window.statusBar.text()).toBeNull();
  });

  it("queues a trial by hand: the panel's form begins with the best, and shows what to expect", async () => {
    const { window } = bench;
    await window.palette.run("Hyperlens: Queue Trial by Hand");
    const form = window.panel.locator("dialog.form[open]");
    await form.waitFor();
    const number = form.locator('[data-parameter="x"] input[type=text]');
    const values = (await trials()).map((trial) => Number(trial.values?.[0] ?? Number.POSITIVE_INFINITY));
    const best = (await trials())[values.indexOf(Math.min(...values))]!;
    expect(Number(await number.inputValue())).toBe(best.params.x);
    await number.fill("77");
    await expect.poll(() => form.getByRole("alert").allInnerTexts()).toContainEqual(expect.stringMatching(/outside/));
    await number.fill("2.25");
    await form.getByText('"a"', { exact: true }).click();
    await window.picture("control-form");
    await form.getByRole("button", { name: "Queue trial" }).click();
    await form.waitFor({ state: "hidden" });
    await expect
      .poll(async () => (await trials()).at(-1))
      .toMatchObject({ state: "WAITING", params: { x: 2.25, kind: "a" } });
  });

  it("offers to run just what is queued where no run is alive", async () => {
    const { window, workspace } = bench;
    await open(workspace);
    await window.notifications.open();
    await expect
      .poll(() => window.notifications.texts())
      .toContainEqual(expect.stringMatching(/No run of gated is alive/));
    const before = (await trials()).length;
    await window.notifications.press("No run of gated", "Run the 3 Queued Trials");
    await expect.poll(async () => (await states()).filter((state) => state === "WAITING")).toEqual([]);
    await expect.poll(() => window.statusBar.text()).toBeNull();
    expect(await trials()).toHaveLength(before);
    expect((await trials()).at(-1)).toMatchObject({ state: "COMPLETE", values: [0.0625] });
  });

  it("begins the form with any other trial", async () => {
    const { window } = bench;
    await window.tree.menu("Trial 0");
    await window.tree.choose("Edit and Queue Trial");
    const form = window.panel.locator("dialog.form[open]");
    await form.waitFor();
    expect(await form.locator("h2").innerText()).toBe("Edit and queue trial 0");
    expect(await form.locator('[data-parameter="x"] input[type=text]').inputValue()).toBe("4.0");
  });
});
