import { statSync } from "node:fs";
import type * as vscode from "vscode";
import { sourceOf } from "../documents/source.js";
import type { StudyDigest } from "../studies/digest.js";

/** Whether the source of a document differs from what the present run of its study works with. */
export function isEdited(document: vscode.TextDocument, digest: StudyDigest | null): boolean {
  if (digest?.activity.kind !== "running" || digest.started === null) return false;
  const source = sourceOf(document);
  // A notebook is written, and counts as changed, also where only its outputs are new.
  if (source?.notebook != null) return source.changed !== null && source.changed * 1000 > digest.started;
  if (document.isDirty) return true;
  try {
    return statSync(document.uri.fsPath).mtimeMs * 1000 > digest.started;
  } catch {
    return true;
  }
}
