import { statSync } from "node:fs";
import * as vscode from "vscode";
import { isNotebook } from "../../core/notebooks/cell.js";
import { log } from "../log.js";
import { expandFolder } from "./folder.js";
import type { EnvironmentsExtension, JupyterExtension, PythonExtension } from "./python-apis.js";
import {
  choosePython,
  fromEnvironmentsExtension,
  fromJupyterExtension,
  fromPythonExtension,
  type PythonChoice,
} from "./python-choice.js";

const PYTHON = "ms-python.python";

/** The Python that the editor wants for a file. Asked anew for each run: choices made at start-up are often corrected. */
export async function pythonFor(file: vscode.Uri): Promise<PythonChoice | null> {
  const choice = await choosePython({
    async kernel() {
      if (!isNotebook(file.fsPath)) return null;
      const jupyter = await exportsOf<JupyterExtension<vscode.Uri>>("ms-toolsai.jupyter");
      if (jupyter === null) return null;
      return fromJupyterExtension(jupyter, await exportsOf(PYTHON), file, isFile);
    },
    async environments() {
      const wanted = vscode.workspace.getConfiguration("python", file).get<boolean>("useEnvironmentsExtension", false);
      const api = wanted ? await exportsOf<EnvironmentsExtension<vscode.Uri>>("ms-python.vscode-python-envs") : null;
      return api === null ? null : fromEnvironmentsExtension(api, file);
    },
    async python() {
      const api = await exportsOf<PythonExtension<vscode.Uri>>(PYTHON);
      return api === null ? null : fromPythonExtension(api, file);
    },
    setting: () => expandFolder(vscode.workspace.getConfiguration("hyperlens", file).get("python", ""), file),
    passed: (source, why) => log().warn(`Passed over ${source}: ${why}`),
  });
  log().info(choice === null ? "No Python was chosen in the editor." : `Python: ${choice.path}, from ${choice.from}.`);
  return choice;
}

async function exportsOf<Api>(id: string): Promise<Api | null> {
  const extension = vscode.extensions.getExtension<Api>(id);
  return extension === undefined ? null : ((await extension.activate()) ?? null);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
