import * as vscode from "vscode";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { parsedSource } from "../documents/parsed.js";
import { openedSource, saved } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import type { AnnotatedEntry } from "../studies/digest.js";

/** Whether the workspace's code may be executed; says so where it may not. */
export function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    t("This workspace is not trusted, and running a study executes its code. Trust the workspace to run it."),
  );
  return false;
}

/** A study as its file defines it now, with the file saved; null, and said why, where it cannot be run. */
export async function savedStudy({ file, study: { name } }: AnnotatedEntry): Promise<AnnotatedStudy | null> {
  const source = await openedSource(file);
  if (source !== null && !(await saved(source))) {
    void vscode.window.showErrorMessage(t("{0} was not run: its file could not be saved.", name));
    return null;
  }
  // What runs before a file is saved may have changed it.
  const now = await openedSource(file);
  const study = now === null ? undefined : parsedSource(now).studies.find((candidate) => candidate.name === name);
  if (study?.valid) return study;
  void vscode.window.showErrorMessage(
    study === undefined
      ? t("{0} is not in its file any more, so it was not run.", name)
      : t("{0} has a mistake in its annotations, so it was not run.", name),
  );
  return null;
}
