import { readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Host, startHost } from "./host.js";
import { useWindow } from "./use-window.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

/** Stands for a chat: calls a tool as a language model would, and writes down what came. */
const CHAT = {
  "package.json": JSON.stringify({
    name: "chat",
    publisher: "test",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
    main: "./extension.js",
    contributes: { commands: [{ command: "chat.call", title: "Call the Tool", category: "Chat" }] },
  }),
  "extension.js": `const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const vscode = require("vscode");
exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand("chat.call", async () => {
    const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
    const { tool, input } = JSON.parse(readFileSync(join(folder, "call.json"), "utf8"));
    const tools = vscode.lm.tools.filter(({ name }) => name.startsWith("hyperlens_"));
    const answer = { tools: tools.map(({ name, inputSchema }) => ({ name, inputSchema })) };
    try {
      const result = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
      answer.result = JSON.parse(result.content.map(({ value }) => value).join(""));
    } catch (error) {
      answer.error = error.message;
    }
    // Whole at once, since the file is read as soon as it is there.
    writeFileSync(join(folder, "answer.part"), JSON.stringify(answer));
    renameSync(join(folder, "answer.part"), join(folder, "answer.json"));
  }));
};
`,
};

interface Answer {
  readonly tools: readonly { readonly name: string; readonly inputSchema: object }[];
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

const PLAIN = "def train(lr=0.01, depth=3):\n    return depth * lr\n";

describe("the tools for language models", () => {
  let own: { readonly host: Host; readonly stop: () => Promise<void> } | undefined;
  beforeAll(async () => {
    own = await startHost(resolve(import.meta.dirname, "../.."), { stubs: { "test.chat-0.0.1": CHAT } });
  });
  afterAll(() => own?.stop());
  const bench = useWindow(
    () => Workspace.create({ "gated.py": GATED, "plain.py": PLAIN, "call.json": "{}" }),
    () => own?.host ?? inject("host"),
  );

  async function call(tool: string, input: object): Promise<void> {
    const { window, workspace } = bench;
    await rm(workspace.path("answer.json"), { force: true });
    await workspace.write("call.json", JSON.stringify({ tool, input }));
    await window.palette.run("Chat: Call the Tool");
  }

  async function answer(): Promise<Answer> {
    await expect.poll(() => bench.workspace.exists("answer.json")).toBe(true);
    return JSON.parse(await readFile(bench.workspace.path("answer.json"), "utf8")) as Answer;
  }

  async function ask(tool: string, input: object): Promise<Answer> {
    await call(tool, input);
    return answer();
  }

  it("are there, each with its input", async () => {
    const { tools, result } = await ask("hyperlens_list_studies", {});
    expect(tools.map(({ name }) => name).sort()).toEqual([
      "hyperlens_list_studies",
      "hyperlens_propose_space",
      "hyperlens_run_study",
      "hyperlens_stop_study",
      "hyperlens_study_results",
    ]);
    expect(tools.find(({ name }) => name === "hyperlens_run_study")?.inputSchema).toMatchObject({
      required: ["study"],
    });
    expect(result).toMatchObject({ studies: [{ study: "gated", file: "gated.py", state: "fresh", runnable: true }] });
  });

  it("refuse what is not their input, and say what would be", async () => {
    expect((await ask("hyperlens_study_results", {})).error).toContain("needs the field `study`");
    expect((await ask("hyperlens_run_study", { study: "gate" })).error).toContain("Did you mean `gated`?");
  });

  it("propose a space without writing anything", async () => {
    const { result } = await ask("hyperlens_propose_space", { file: "plain.py", function: "train" });
    expect(result).toMatchObject({ file: "plain.py", parameters: [{ name: "lr" }, { name: "depth" }] });
    expect(await bench.workspace.read("plain.py")).toBe(PLAIN);
    const outside = await ask("hyperlens_propose_space", { file: "../../etc/passwd" });
    expect(outside.error).toContain("There is no file");
  });

  it("run nothing before the person has agreed", async () => {
    const { window, workspace } = bench;
    await call("hyperlens_run_study", { study: "gated", trials: 3 });
    await window.dialog.box.waitFor();
    expect(await window.dialog.text()).toMatch(/Run the study gated\?.*3 trials.*gated\.py/);
    await window.picture("tool-confirmation");
    await window.dialog.press("Cancel");
    expect((await answer()).error).toBeDefined();
    expect(workspace.exists(".hyperlens/gated.journal.log")).toBe(false);
  });

  it("run a study, stop it, and tell its results", async () => {
    const { window, workspace } = bench;
    await open(workspace, 0);
    await call("hyperlens_run_study", { study: "gated", trials: 3 });
    await window.dialog.press(/^(Yes|Continue|Allow|OK|Run)/);
    expect((await answer()).result).toMatchObject({ started: true, state: "running" });
    await expect.poll(() => window.terminal.text()).toContain("trial 1 waits");
    await call("hyperlens_stop_study", { study: "gated" });
    await expect.poll(() => window.terminal.text()).toMatch(/stop/i);
    await open(workspace, 1);
    expect((await answer()).result).toMatchObject({ stopped: true, trials: 2 });
    const { result } = await ask("hyperlens_study_results", { study: "gated", wait_seconds: 20 });
    expect(result).toMatchObject({
      study: "gated",
      trials: 2,
      counts: { complete: 2 },
      baseline: { values: { loss: 5 } },
    });
  });

  it("wait for the end of a run", async () => {
    const { window, workspace } = bench;
    await call("hyperlens_run_study", { study: "gated", file: "gated.py", trials: 4 });
    await window.dialog.press(/^(Yes|Continue|Allow|OK|Run)/);
    await answer();
    await call("hyperlens_study_results", { study: "gated", wait_seconds: 60 });
    await open(workspace);
    expect((await answer()).result).toMatchObject({ trials: 4, counts: { complete: 4 }, ended: expect.any(String) });
  });
});
