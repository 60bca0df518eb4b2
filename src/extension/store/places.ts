import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import type { SourcePlace } from "../../core/notebooks/source-text.js";
import { journalPath, studiesFolder } from "../../driver/places/studies.js";
import type { AnnotatedEntry, StudyRef } from "../studies/digest.js";

/** The setting `hyperlens.studiesFolder` as an absolute path; null where it is not set. */
export function studiesSetting(file: string): string | null {
  const uri = vscode.Uri.file(file);
  const setting = vscode.workspace.getConfiguration("hyperlens", uri).get<string>("studiesFolder", "").trim();
  if (setting === "") return null;
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of VS Code's settings.
  const path = setting.replaceAll("${workspaceFolder}", root ?? "");
  return isAbsolute(path) ? path : root === undefined ? null : join(root, path);
}

/** Where the journal of a file's study is or would be: the same place that the driver finds. */
export function refOf(file: string, study: string): StudyRef {
  return { journal: journalPath(studiesFolder(file, studiesSetting(file)), study), study };
}

export function annotatedEntry(file: string, place: SourcePlace, study: AnnotatedStudy): AnnotatedEntry {
  return { ref: refOf(file, study.name), file, place, study };
}
