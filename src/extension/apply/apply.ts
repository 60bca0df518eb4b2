import * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import { planWrite } from "../../core/annotations/write.js";
import { worded } from "../../core/l10n/phrase.js";
import { placeIn } from "../../core/notebooks/source-text.js";
import type { Literal } from "../../core/space/literal.js";
import { labelledEdit } from "../documents/edit.js";
import { parsedSource } from "../documents/parsed.js";
import { showPlace } from "../documents/show.js";
import { openedSource } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import type { AnnotatedEntry } from "../studies/digest.js";
import { type LastStretch, stretchText } from "../studies/last-stretch.js";

export interface ApplyInput {
  readonly entry: AnnotatedEntry;
  readonly trial: number;
  readonly values: readonly (readonly [string, Literal])[];
  /** Where these are the values of the last part of a schedule alone. */
  readonly stretch: LastStretch | null;
  readonly preview: "shown" | "skipped";
}

/** Writes the values of a trial into the code, as one edit that one undo takes back; the file is not saved. */
export async function applyValues({ entry, trial, values, stretch, preview }: ApplyInput): Promise<void> {
  const source = await openedSource(entry.file);
  const study =
    source === null ? undefined : parsedSource(source).studies.find(({ name }) => name === entry.study.name);
  const language = languageOf(entry.file);
  if (source === null || study === undefined || language === null) {
    refuse(entry, t("Its annotation is not in the file any more."));
    return;
  }
  const plan = planWrite(source.text, study, language, new Map(values));
  if (plan.kind === "refusal") {
    refuse(entry, worded(plan.message, t));
    return;
  }
  for (const { why } of plan.skipped) void vscode.window.showWarningMessage(`${entry.study.name}: ${worded(why, t)}`);
  if (plan.edits.length === 0) {
    void vscode.window.showInformationMessage(t("The code has the values of trial {0} already.", trial));
    return;
  }
  if (stretch !== null && !(await isWanted(trial, stretch))) return;
  const edit = labelledEdit(source, plan.edits, t("Values of trial {0} of {1}", trial, entry.study.name), preview);
  if (source.notebook !== null) {
    // The editor keeps a notebook only as long as somebody looks at it.
    const place = placeIn(source, study.annotation.start);
    await showPlace(entry.file, place, { viewColumn: vscode.ViewColumn.Active, preserveFocus: true });
  } else if (preview === "skipped") {
    await vscode.window.showTextDocument(source.parts[0]!.document, { preserveFocus: true, preview: false });
  }
  await vscode.workspace.applyEdit(edit);
}

/** Whether the values shall be written although they alone do not make the trial. */
async function isWanted(trial: number, stretch: LastStretch): Promise<boolean> {
  const question = t("Apply the last values of the schedule of trial {0}?", trial);
  const write = t("Apply Values");
  const options = { modal: true, detail: stretchText(stretch) };
  return (await vscode.window.showWarningMessage(question, options, write)) === write;
}

function refuse(entry: AnnotatedEntry, why: string): void {
  void vscode.window.showErrorMessage(t("The values were not written into {0}. {1}", entry.study.name, why));
}
