import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { show } from "./workspace/cli.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const TASKS = JSON.stringify({
  version: "2.0.0",
  tasks: [{ type: "hyperlens", label: "Tune three", file: "gated.py", study: "gated", options: { trials: 3 } }],
});

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "gated.py": GATED, ".vscode/tasks.json": TASKS });
  await open(workspace);
  return workspace;
}

describe("tasks of type hyperlens", () => {
  const bench = useWindow(prepared);

  async function finished(): Promise<number> {
    if (!bench.workspace.exists(".hyperlens/gated.journal.log")) return 0;
    const [study] = await show(bench.workspace.path(".hyperlens/gated.journal.log"));
    return study?.trials.filter((trial) => trial.state === "COMPLETE").length ?? 0;
  }

  it("run from tasks.json with their options", async () => {
    const { window } = bench;
    // A window that has only just opened takes the list of tasks away again.
    await window.editor.open("gated.py");
    await window.editor.lenses.first().waitFor();
    await window.palette.run("Tasks: Run Task");
    await window.palette.choose("Tune three");
    await expect.poll(finished).toBe(3);
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toContain("Continue (3 of 6)");
  });

  it("are offered for every study of the workspace", async () => {
    const { window } = bench;
    await window.palette.run("Tasks: Run Task");
    await window.palette.choose("hyperlens");
    const offer = window.palette.rows.filter({ hasText: "gated" }).first();
    await offer.waitFor();
    await offer.click();
    await expect.poll(finished).toBe(6);
  });
});
