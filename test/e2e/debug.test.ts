import { describe, expect, it } from "vitest";
import { useWindow } from "./use-window.js";
import { run, type ShownTrial, show } from "./workspace/cli.js";
import { Workspace } from "./workspace/workspace.js";

const MODULE = `
// @study fit minimize loss  trials=4 seed=3 trial_timeout=20
export function fit(
  x = 4, // @tune uniform(-10, 10)
  kind = "b", // @tune choice("a", "b")
) {
  const distance = x - 2;
  return distance ** 2 + (kind === "b" ? 1 : 0);
}
`;

/** Asks only where there is somebody to answer. */
const ASKS = `import sys

# @study asks maximize score  trials=3 seed=1
def objective(
    x=4.0,  # @tune uniform(-10, 10)
):
    if sys.stdin.isatty():
        print("told", input("how much more? "))
    return x
`;

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({ "fit.mjs": MODULE, "asks.py": ASKS });
  await run("fit.mjs", workspace.folder);
  await run("asks.py", workspace.folder);
  return workspace;
}

describe("a trial by itself", () => {
  const bench = useWindow(prepared);

  async function trials(study: string): Promise<readonly ShownTrial[]> {
    const [shown] = await show(bench.workspace.path(`.hyperlens/${study}.journal.log`));
    return shown?.trials ?? [];
  }

  it("is debugged with its own values: a breakpoint in the file is hit", async () => {
    const { window, workspace } = bench;
    const before = await workspace.read(".hyperlens/fit.journal.log");
    await window.editor.open("fit.mjs");
    await window.editor.goTo(7);
    await window.debug.toggleBreakpoint();
    await window.tree.open();
    await window.tree.expand("fit");
    await window.tree.menu("Trial 2");
    await window.tree.choose("Debug Trial");
    await expect.poll(() => window.debug.isPaused(), { timeout: 40_000 }).toBe(true);
    expect(await window.editor.line()).toBe(7);
    const { params } = (await trials("fit"))[2]!;
    expect(await window.debug.evaluate("[x, kind].join()")).toContain(`${params.x},${params.kind}`);
    await window.picture("debug-javascript");
    await window.debug.goOn();
    await window.debug.toolbar.waitFor({ state: "hidden" });
    expect(await workspace.read(".hyperlens/fit.journal.log")).toBe(before);
  });

  it("needs Python's debugger for Python, and says so with what to do instead", async () => {
    const { window } = bench;
    await window.tree.expand("asks");
    await window.tree.menu("Trial 1");
    await window.tree.choose("Debug Trial");
    await window.notifications.open();
    await expect.poll(() => window.notifications.texts()).toEqual([expect.stringContaining("ms-python.debugpy")]);
    await window.notifications.press("ms-python.debugpy", "Run in Terminal");
    await expect.poll(() => window.terminal.text()).toContain("how much more?");
  });

  it("has its terminal as its own: it can be talked to there, and is not written down", async () => {
    const { window, workspace } = bench;
    const before = await workspace.read(".hyperlens/asks.journal.log");
    const { params } = (await trials("asks"))[1]!;
    expect(await window.terminal.text()).toContain(`Trial 1 of asks by itself: x=${params.x}`);
    await window.terminal.press("seven\r");
    await expect.poll(() => window.terminal.text()).toContain("told seven");
    await expect.poll(() => window.terminal.text()).toContain(`score = ${params.x}`);
    await window.picture("trial-terminal");
    expect(await workspace.read(".hyperlens/asks.journal.log")).toBe(before);
  });

  it("leaves its log to be read", async () => {
    const { window, workspace } = bench;
    await workspace.write("asks.py", ASKS.replace("    return x", '    print("said", x)\n    return x * 2'));
    await run("asks.py", workspace.folder, "--trials", "4");
    await expect.poll(async () => (await window.tree.items()).map(({ label }) => label)).toContain("Trial 3");
    await window.tree.menu("Trial 3");
    await window.tree.choose("Open Log of Trial");
    await expect.poll(() => window.editor.tabs()).toContain("log.txt");
  });

  it("is marked where it ran an older version of the code", async () => {
    const { window } = bench;
    const described = async () =>
      (await window.tree.items()).filter(({ level, label }) => level === 2 && label.startsWith("Trial"));
    await expect
      .poll(async () => (await described()).filter(({ description }) => description.includes("older code")).length)
      .toBe(3);
  });

  it("shows the code as it was, with its values, and what differs from another trial's", async () => {
    const { window } = bench;
    const params = (await trials("asks")).map((trial) => trial.params);
    await window.palette.run("Hyperlens: Open Code of Trial");
    await window.palette.choose("asks");
    await window.palette.choose("Trial 1");
    await expect.poll(() => window.editor.tabs()).toContain("asks (trial 1).py");
    await expect.poll(() => window.editor.text()).toContain(`x=${params[1]?.x}`);
    expect(await window.editor.text()).not.toContain('print("said"');
    await window.palette.run("Hyperlens: Compare Code of Trial");
    await window.palette.choose("asks");
    await window.palette.choose("Trial 1");
    await window.palette.choose("Trial 3");
    await window.page.locator(".monaco-diff-editor").waitFor();
    await expect
      .poll(async () =>
        (await window.page.locator(".monaco-diff-editor .modified .view-lines").innerText()).replace(/\u00a0/g, " "),
      )
      .toContain('print("said", x)');
    await window.picture("trial-diff");
  });
});
