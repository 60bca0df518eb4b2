import { statSync } from "node:fs";
import type * as vscode from "vscode";
import type { StudyDigest } from "../studies/digest.js";

/** Whether a document differs from what the present run of its study works with. */
export function isEdited(document: vscode.TextDocument, digest: StudyDigest | null): boolean {
  if (digest?.activity.kind !== "running" || digest.started === null) return false;
  if (document.isDirty) return true;
  try {
    return statSync(document.uri.fsPath).mtimeMs * 1000 > digest.started;
  } catch {
    return true;
  }
}
