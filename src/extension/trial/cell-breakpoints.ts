import { basename } from "node:path";
import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import { type CellSource, toCells, toFiles } from "./cell-sources.js";
import type { DescribedTrial } from "./configuration.js";

/** Under this name the cells stand in the configuration of a session, so that it may be started again. */
const CELLS = "hyperlensCells";

/** What a debugger's configuration needs so that breakpoints in a notebook's cells hold. */
export async function withCells(file: string, cells: DescribedTrial["cells"]): Promise<{ readonly [CELLS]?: unknown }> {
  if (cells === null) return {};
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
  const sources: CellSource[] = [];
  for (const cell of cells) {
    if (cell.number > notebook.cellCount) continue;
    const uri = notebook.cellAt(cell.number - 1).document.uri.toString();
    sources.push({ uri, file: cell.file, name: t("{0}, cell {1}", basename(file), cell.number) });
  }
  return { [CELLS]: sources };
}

/**
 * Debuggers know files, and the cells of a notebook are none: each runs from a file of its own. What the editor says to
 * the debugger of a trial names those files, and what it hears from there the cells.
 */
export function followCellBreakpoints(): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory("debugpy", {
    createDebugAdapterTracker({ configuration }) {
      const cells: readonly CellSource[] | undefined = configuration[CELLS];
      if (cells === undefined) return null;
      return {
        onWillReceiveMessage: (message) => toFiles(message, cells),
        onDidSendMessage: (message) => toCells(message, cells),
      };
    },
  });
}
