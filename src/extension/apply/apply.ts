import * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import { planWrite } from "../../core/annotations/write.js";
import type { Literal } from "../../core/space/literal.js";
import { parsedOf } from "../documents/parsed.js";
import { t } from "../l10n/translation.js";
import type { AnnotatedEntry } from "../studies/digest.js";

export interface ApplyInput {
  readonly entry: AnnotatedEntry;
  readonly trial: number;
  readonly values: readonly (readonly [string, Literal])[];
  readonly preview: "shown" | "skipped";
}

/** Writes the values of a trial into the code, as one edit that one undo takes back; the file is not saved. */
export async function applyValues({ entry, trial, values, preview }: ApplyInput): Promise<void> {
  const uri = vscode.Uri.file(entry.file);
  const document = await vscode.workspace.openTextDocument(uri);
  const study = parsedOf(document).studies.find(({ name }) => name === entry.study.name);
  const language = languageOf(entry.file);
  if (study === undefined || language === null) {
    refuse(entry, t("Its annotation is not in the file any more."));
    return;
  }
  const plan = planWrite(document.getText(), study, language, new Map(values), t);
  if (plan.kind === "refusal") {
    refuse(entry, plan.message);
    return;
  }
  for (const { why } of plan.skipped) void vscode.window.showWarningMessage(`${entry.study.name}: ${why}`);
  if (plan.edits.length === 0) {
    void vscode.window.showInformationMessage(t("The code has the values of trial {0} already.", trial));
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  const label = t("Values of trial {0} of {1}", trial, entry.study.name);
  // The editor shows its preview where an edit asks for it, and leaves such edits out unless each is ticked by hand.
  // So it is asked for by one that does nothing and is not shown: the creation of a file that exists.
  if (preview === "shown") edit.createFile(uri, { ignoreIfExists: true }, { needsConfirmation: true, label });
  for (const { range, text } of plan.edits) {
    const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
    edit.replace(uri, place, text, {
      needsConfirmation: false,
      label,
      description: `${document.getText(place)} → ${text}`,
    });
  }
  if (preview === "skipped") await vscode.window.showTextDocument(document, { preserveFocus: true, preview: false });
  await vscode.workspace.applyEdit(edit);
}

function refuse(entry: AnnotatedEntry, why: string): void {
  void vscode.window.showErrorMessage(t("The values were not written into {0}. {1}", entry.study.name, why));
}
