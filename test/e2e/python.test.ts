import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { debuggerPython } from "../debugger.js";
import { notebook } from "../notebook.js";
import { Notebook } from "./editor/notebook.js";
import { type Host, startHost } from "./host.js";
import { type Bench, useWindow } from "./use-window.js";
import { run } from "./workspace/cli.js";
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

/** The Jupyter extension as far as others see it: it names the environment of the kernel that a person has chosen. */
const JUPYTER_EXTENSION = {
  "package.json": JSON.stringify({
    name: "jupyter",
    publisher: "ms-toolsai",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
    main: "./extension.js",
    activationEvents: [],
  }),
  "extension.js": `const { join } = require("node:path");
const vscode = require("vscode");
exports.activate = () => ({
  ready: Promise.resolve(),
  getPythonEnvironment({ path }) {
    if (!path.endsWith("/noted.ipynb")) return undefined;
    const python = join(vscode.workspace.workspaceFolders[0].uri.fsPath, "kernel", "bin", "python");
    return { id: python, path: python };
  },
});
`,
};

/** The extension for Python's debugger as far as others see it: it starts the debugger. */
const DEBUGGER_EXTENSION = (python: string) => ({
  "package.json": JSON.stringify({
    name: "debugpy",
    publisher: "ms-python",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
    main: "./extension.js",
    activationEvents: ["onDebugResolve:debugpy"],
    contributes: {
      breakpoints: [{ language: "python" }],
      debuggers: [{ type: "debugpy", label: "Python Debugger", languages: ["python"] }],
    },
  }),
  "extension.js": `const vscode = require("vscode");
exports.activate = () => vscode.debug.registerDebugAdapterDescriptorFactory("debugpy", {
  createDebugAdapterDescriptor: () => new vscode.DebugAdapterExecutable(${JSON.stringify(python)}, ["-m", "debugpy.adapter"]),
});
`,
});

const NOTED = [
  "## Twice",
  "import sys\nopen('prefix.txt', 'w').write(sys.prefix)",
  "def twice(value):\n    two = 2\n    return two * value",
  `# @study noted minimize  trials=1
def objective(
    x=1,  # @tune int(0, 9)
):
    doubled = twice(x)
    return doubled`,
];

/** The programs of a window on the study, and how to run it. */
function study(bench: Bench) {
  return {
    environment(name: string): void {
      execFileSync("python3", ["-m", "venv", "--without-pip", bench.workspace.path(name)]);
    },
    /** Runs the study anew and returns what its terminal says. */
    async output(): Promise<string> {
      const { window, workspace } = bench;
      await rm(workspace.path(".hyperlens"), { recursive: true, force: true });
      await window.editor.open("which.py");
      await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (1 trial)"]);
      await window.editor.clickLens("Run");
      await expect.poll(() => window.editor.lensTexts()).toContain("Run 1 more");
      // Long lines are broken where the terminal ends.
      return (await window.terminal.text()).replaceAll("\n", "");
    },
  };
}

describe("the Python that runs a study", () => {
  const bench = useWindow(() => Workspace.create({ "which.py": WHICH }));
  const { environment, output } = study(bench);

  it("is the one on the PATH where nothing else is said", async () => {
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
});

describe("the Python that runs a study beside the Python extension", () => {
  let own: { readonly host: Host; readonly stop: () => Promise<void> } | undefined;
  // Another extension in the server of all files would be in the way of the others.
  beforeAll(async () => {
    own = await startHost(resolve(import.meta.dirname, "../.."), {
      stubs: {
        "ms-python.python-0.0.1": PYTHON_EXTENSION,
        "ms-toolsai.jupyter-0.0.1": JUPYTER_EXTENSION,
        "ms-python.debugpy-0.0.1": DEBUGGER_EXTENSION(await debuggerPython()),
      },
    });
  });
  afterAll(() => own?.stop());
  const bench = useWindow(
    () => Workspace.create({ "which.py": WHICH, "noted.ipynb": notebook(NOTED) }),
    () => own?.host ?? inject("host"),
  );
  const { environment, output } = study(bench);

  it("is the one chosen there, before setting and environment", async () => {
    for (const name of ["chosen", ".venv", "set"]) environment(name);
    await bench.workspace.write(
      ".vscode/settings.json",
      JSON.stringify({ "hyperlens.python": bench.workspace.path("set/bin/python") }),
    );
    const text = await output();
    expect(text).toContain(`prefix ${bench.workspace.path("chosen")}`);
    expect(text, "the choice is printed").toContain(bench.workspace.path("chosen/bin/python"));
  });

  it("is that of its kernel for a notebook, whose trial stops in its cells when it is debugged there", async () => {
    const { window, workspace } = bench;
    environment("kernel");
    await run("noted.ipynb", workspace.folder);
    await window.editor.open("noted.ipynb");
    await new Notebook(window.page).clickLine("doubled = twice");
    await window.page.keyboard.press("F9");
    await window.palette.run("Hyperlens: Debug Trial");
    await window.palette.choose("Trial 0");
    await window.debug.standsOn("doubled = twice");
    await window.debug.stepInto();
    await window.debug.standsOn("two = 2");
    await window.picture("debug-notebook");
    expect(await workspace.read("prefix.txt")).toBe(workspace.path("kernel"));
    await window.debug.goOn();
    await window.debug.toolbar.waitFor({ state: "hidden" });
  });
});
