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

/** Runs a task, or shows the terminal of the same one that runs: a second start the editor would answer with a question. */
export async function executeOnce(task: vscode.Task, preserveFocus: boolean): Promise<void> {
  const running = vscode.tasks.taskExecutions.some(({ task: { name, definition } }) => {
    return name === task.name && definition.type === task.definition.type && definition.file === task.definition.file;
  });
  if (running) vscode.window.terminals.find(({ name }) => name.includes(task.name))?.show(preserveFocus);
  else await vscode.tasks.executeTask(task);
}

export function pidOf(digest: StudyDigest | null): number | null {
  return digest?.activity.kind === "running" ? digest.activity.pid : null;
}
