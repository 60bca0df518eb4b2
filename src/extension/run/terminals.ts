import * as vscode from "vscode";
import type { StudyDigest } from "../studies/digest.js";

/**
 * Shows the terminal of a run. A driver is the leader of its terminal's session, so the terminal is known by the
 * driver's process number, also after a reload of the window.
 *
 * @returns False where no terminal of this window has that process.
 */
export async function showTerminalOf(pid: number): Promise<boolean> {
  for (const terminal of vscode.window.terminals) {
    if ((await terminal.processId) !== pid) continue;
    terminal.show(true);
    return true;
  }
  return false;
}

export function pidOf(digest: StudyDigest | null): number | null {
  return digest?.activity.kind === "running" ? digest.activity.pid : null;
}
