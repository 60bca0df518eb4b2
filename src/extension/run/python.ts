import * as vscode from "vscode";
import { log } from "../log.js";
import { expandFolder } from "./folder.js";
import type { EnvironmentsExtension, PythonExtension } from "./python-apis.js";
import { choosePython, fromEnvironmentsExtension, fromPythonExtension, type PythonChoice } from "./python-choice.js";

/** The Python that the editor wants for a file. Asked anew for each run: choices made at start-up are often corrected. */
export async function pythonFor(file: vscode.Uri): Promise<PythonChoice | null> {
  const choice = await choosePython({
    async environments() {
      const wanted = vscode.workspace.getConfiguration("python", file).get<boolean>("useEnvironmentsExtension", false);
      const api = wanted ? await exportsOf<EnvironmentsExtension<vscode.Uri>>("ms-python.vscode-python-envs") : null;
      return api === null ? null : fromEnvironmentsExtension(api, file);
    },
    async python() {
      const api = await exportsOf<PythonExtension<vscode.Uri>>("ms-python.python");
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
