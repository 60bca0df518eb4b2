import * as vscode from "vscode";

let channel: vscode.LogOutputChannel | null = null;

/** The extension's log, made when something is first written. */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel("Hyperlens", { log: true });
  return channel;
}

export function disposeLog(): void {
  channel?.dispose();
  channel = null;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
