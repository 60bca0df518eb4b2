import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { type ShownTrial, show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const JOURNAL = ".hyperlens/gated.journal.log";

describe("a running study and its window", () => {
  const bench = useWindow(() => Workspace.create({ "gated.py": GATED }));

  async function trials(): Promise<readonly ShownTrial[]> {
    const [study] = await show(bench.workspace.path(JOURNAL));
    return study?.trials ?? [];
  }

  it("stops within 5 s of its terminal being closed, with its trial queued again", async () => {
    const { window, workspace } = bench;
    await window.editor.open("gated.py");
    await window.editor.clickLens("Run");
    await open(workspace, 0);
    await expect.poll(() => window.terminal.text()).toContain("trial 1 waits");
    await window.terminal.kill();
    const states = async () => (await trials()).map((trial) => trial.state);
    await expect.poll(states, { timeout: 5_000 }).toEqual(["COMPLETE", "FAIL", "WAITING"]);
    await expect.poll(() => processesIn(workspace.folder)).toEqual([]);
    await expect.poll(() => window.editor.lensTexts()).toContain("Continue (1 of 6)");
  });

  it("goes on through a reload of the window, which then shows it", async () => {
    const { window, workspace } = bench;
    const before = await trials();
    await window.editor.clickLens("Continue");
    // The queued trial is the one that goes first.
    await expect.poll(() => window.terminal.text()).toContain("trial 2 waits");
    await window.reload();
    await expect.poll(() => window.editor.lensTexts()).toEqual(expect.arrayContaining(["1 of 6", "Stop"]));
    await expect.poll(() => window.statusBar.text()).toMatch(/gated.* 1 of 6/);
    expect((await trials()).map((trial) => trial.state)).toEqual(["COMPLETE", "FAIL", "RUNNING"]);
    await open(workspace);
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 6 more");
    const after = await trials();
    expect(after[2]?.params).toEqual(before[1]?.params);
    expect(after.filter((trial) => trial.state === "COMPLETE")).toHaveLength(6);
  });

  it("leaves no process behind", async () => {
    await expect.poll(() => processesIn(bench.workspace.folder)).toEqual([]);
  });
});

/** Command lines of processes that name a folder or work in it. */
function processesIn(folder: string): string[] {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      const within = line.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      return within && !/chrom|code-server/.test(line) ? [line] : [];
    } catch {
      return []; // It has just ended.
    }
  });
}
