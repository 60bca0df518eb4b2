import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { useWindow } from "./use-window.js";
import { Workspace } from "./workspace/workspace.js";

const WHICH = `import sys


# @study which minimize  trials=1
def objective(
    x=1,  # @tune int(0, 9)
):
    print("prefix", sys.prefix, flush=True)
    return x
`;

/** The Python extension as far as others see it: it names the interpreter that a person has chosen. */
const PYTHON_EXTENSION = {
  "package.json": JSON.stringify({
    name: "python",
    publisher: "ms-python",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
    main: "./extension.js",
    activationEvents: ["onLanguage:python"],
  }),
  "extension.js": `const { join } = require("node:path");
const vscode = require("vscode");
const environment = () => {
  const path = join(vscode.workspace.workspaceFolders[0].uri.fsPath, "chosen", "bin", "python");
  return { id: path, path };
};
exports.activate = () => ({
  ready: Promise.resolve(),
  environments: {
    known: [],
    getActiveEnvironmentPath: environment,
    resolveEnvironment: async (given) => ({
      ...environment(),
      executable: { uri: vscode.Uri.file(given.path ?? given), bitness: "64-bit", sysPrefix: "" },
    }),
    onDidChangeActiveEnvironmentPath: new vscode.EventEmitter().event,
  },
});
`,
};

describe("the Python that runs a study", () => {
  const bench = useWindow(() => Workspace.create({ "which.py": WHICH }));
  const extension = join(inject("host").profile, "extensions", "ms-python.python-0.0.1");

  afterAll(() => rm(extension, { recursive: true, force: true }));

  function environment(name: string): void {
    execFileSync("python3", ["-m", "venv", "--without-pip", bench.workspace.path(name)]);
  }

  /** Runs the study anew and returns what its terminal says. */
  async function output(): Promise<string> {
    const { window, workspace } = bench;
    await rm(workspace.path(".hyperlens"), { recursive: true, force: true });
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (1 trial)"]);
    await window.editor.clickLens(/^Run/);
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 1 more");
    // Long lines are broken where the terminal ends.
    return (await window.terminal.text()).replaceAll("\n", "");
  }

  it("is the one on the PATH where nothing else is said", async () => {
    await bench.window.editor.open("which.py");
    const prefix = execFileSync("python3", ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" }).trim();
    expect(await output()).toContain(`prefix ${prefix}`);
  });

  it("is the workspace's own environment where there is one", async () => {
    environment(".venv");
    const text = await output();
    expect(text).toContain(`prefix ${bench.workspace.path(".venv")}`);
    expect(text, "the choice is printed").toContain(bench.workspace.path(".venv/bin/python"));
  });

  it("is the setting's before that", async () => {
    environment("set");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of VS Code's settings.
    const settings = { "hyperlens.python": "${workspaceFolder}/set/bin/python" };
    await bench.workspace.write(".vscode/settings.json", JSON.stringify(settings));
    const text = await output();
    expect(text).toContain(`prefix ${bench.workspace.path("set")}`);
    expect(text, "the choice is printed").toContain(bench.workspace.path("set/bin/python"));
  });

  it("is the one chosen in the Python extension before all others", async () => {
    environment("chosen");
    await mkdir(extension, { recursive: true });
    for (const [name, text] of Object.entries(PYTHON_EXTENSION)) await writeFile(join(extension, name), text);
    await bench.window.reload();
    const text = await output();
    expect(text).toContain(`prefix ${bench.workspace.path("chosen")}`);
    expect(text, "the choice is printed").toContain(bench.workspace.path("chosen/bin/python"));
  });
});
