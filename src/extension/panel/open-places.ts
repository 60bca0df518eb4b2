import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as vscode from "vscode";
import { isNotebook } from "../../core/notebooks/cell.js";
import { trialFolder } from "../../driver/places/studies.js";
import { showPlace } from "../documents/show.js";
import { t } from "../l10n/translation.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyEntry, StudyRef } from "../studies/digest.js";
import { besidePanel } from "./beside-panel.js";

/** Shows a file that a trial left in its folder; a name that leads out of it shows nothing. */
export async function openTrialFile(ref: StudyRef, trial: number, name: string): Promise<void> {
  const file = fileWithin(trialFolder(ref.journal, trial), name);
  if (file === null) {
    void vscode.window.showInformationMessage(t("Trial {0} has no file {1} any more.", trial, name));
    return;
  }
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file), besidePanel());
}

/** Shows a place that a log or a traceback names; a path may start where the trial ran, or beside the study's code. */
export async function openSource(
  entry: StudyEntry | undefined,
  ref: StudyRef,
  place: { readonly trial: number; readonly file: string; readonly line: number },
  worker: WorkerClient,
): Promise<void> {
  const cwd = await worker.ask("cwd", { ref, trial: place.trial });
  const source = entry?.annotated?.file ?? entry?.digest?.source?.file;
  const roots = [
    ...(cwd === null ? [] : [cwd]),
    ...(source === undefined ? [] : [dirname(source)]),
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
  ];
  const { path, cell } = withoutCell(place.file);
  const file = sourceFile(path, roots);
  if (file === null) {
    void vscode.window.showInformationMessage(t("There is no file {0} here.", place.file));
    return;
  }
  const line = Math.max(0, place.line - 1);
  if (isNotebook(file)) return showPlace(file, { cell, line }, besidePanel());
  const start = new vscode.Position(line, 0);
  const selection = new vscode.Range(start, start);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { ...besidePanel(), selection });
}

/** `svm.ipynb, cell 3`, as tracebacks name a cell, taken apart. */
function withoutCell(text: string): { readonly path: string; readonly cell: number | null } {
  const [, path, cell] = /^(.*\.ipynb), cell (\d+)$/i.exec(text) ?? [];
  return path === undefined ? { path: text, cell: null } : { path, cell: Number(cell) };
}

/** The file of a folder, wherever its links lead; null where there is none, or it lies outside. */
export function fileWithin(folder: string, name: string): string | null {
  const path = join(folder, name);
  if (!isFile(path)) return null;
  const inside = relative(realpathSync(folder), realpathSync(path));
  return inside.startsWith("..") || isAbsolute(inside) ? null : path;
}

/** The file that a text means: an address, an absolute path, or one that starts in the first folder that has it. */
export function sourceFile(text: string, roots: readonly string[]): string | null {
  const path = text.startsWith("file:") ? pathOf(text) : text;
  if (path === null) return null;
  const candidates = isAbsolute(path) ? [path] : roots.map((root) => resolve(root, path));
  return candidates.find(isFile) ?? null;
}

function pathOf(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
