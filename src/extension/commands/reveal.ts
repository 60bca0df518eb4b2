import * as vscode from "vscode";
import { showPlace } from "../documents/show.js";
import type { AnnotatedEntry } from "../studies/digest.js";

/** Shows the annotation of a study, in the column that shows its file already or else the first. */
export async function revealStudy({ file, place }: AnnotatedEntry): Promise<void> {
  await showPlace(file, place, { viewColumn: vscode.ViewColumn.One });
}
