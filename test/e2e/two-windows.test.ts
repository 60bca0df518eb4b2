import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Window } from "./editor/window.js";
import { useWindow } from "./use-window.js";
import { show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

describe("two windows on one folder", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED }));
  let second: Window;

  beforeAll(async () => {
    second = await Window.open(inject("host"), bench.workspace.folder);
  });
  afterAll(() => second?.close());

  async function states(): Promise<readonly string[]> {
    const [study] = await show(bench.workspace.path(".hyperlens/gated.journal.log"));
    return study?.trials.map((trial) => trial.state) ?? [];
  }

  it("both show a run that one of them has started", async () => {
    await second.editor.open("gated.py");
    await expect.poll(() => second.editor.lensTexts()).toEqual(["Run (6 trials)"]);
    await bench.window.editor.open("gated.py");
    await bench.window.editor.clickLens("Run");
    for (const window of [bench.window, second]) {
      await expect.poll(() => window.editor.lensTexts()).toEqual(["0 of 6", "Pause", "Stop", "Results"]);
      await expect.poll(() => window.statusBar.text()).toMatch(/gated.* 0 of 6/);
    }
  });

  it("do not start it a second time, and say where it runs", async () => {
    await second.palette.run("Hyperlens: Run Study");
    await second.notifications.open();
    await expect
      .poll(() => second.notifications.texts())
      .toContainEqual(expect.stringMatching(/gated runs in another terminal \(process \d+\)/));
    await open(bench.workspace, 0);
    await expect.poll(() => second.editor.lensTexts()).toContain("1 of 6");
    expect(await states()).toEqual(["COMPLETE", "RUNNING"]);
    expect(await second.terminal.count()).toBe(0);
  });

  it("both steer it", async () => {
    await second.editor.clickLens("Pause");
    await expect.poll(() => bench.window.editor.lensTexts()).toContain("Pausing, 1 of 6");
    await open(bench.workspace, 1);
    await expect.poll(() => bench.window.editor.lensTexts()).toContain("Paused, 2 of 6");
    await bench.window.editor.clickLens("Resume");
    await expect.poll(() => second.editor.lensTexts()).toContain("Pause");
    await open(bench.workspace);
    for (const window of [bench.window, second]) {
      await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    }
    expect(await states()).toEqual(Array(6).fill("COMPLETE"));
  });
});
