import * as vscode from "vscode";
import { COPY_FORMATS, COPY_NAMES, type CopyFormat } from "../../core/export/code.js";
import {
  EXPORT_FORMATS,
  EXPORT_NAMES,
  type ExportFormat,
  exportFileName,
  isExportFormat,
} from "../../core/export/formats.js";
import { t } from "../l10n/translation.js";
import { saveFile } from "../panel/save.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";

/** Writes a study into a file that the person chooses, in the format given or else chosen. */
export async function exportStudyTo(ref: StudyRef, given: unknown, worker: WorkerClient): Promise<void> {
  const format = isExportFormat(given) ? given : await pickExport(ref);
  if (format === null) return;
  const data = await worker.ask("export", { ref, format });
  if (data === null) throw new Error(t("{0} holds no study {1}.", ref.journal, ref.study));
  const { mime } = EXPORT_FORMATS[format];
  await saveFile(ref, { type: "save", name: exportFileName(ref.study, format), mime, data });
}

/** Copies the values of a trial, of the best one where no number is given, as code in a format that is chosen. */
export async function copyTrialAs(ref: StudyRef, trial: number | null, worker: WorkerClient): Promise<void> {
  const items = COPY_NAMES.map((format) => ({ label: COPY_FORMATS[format](t), format }));
  const title = trial === null ? t("Copy the Best Values of {0}", ref.study) : t("Copy Trial {0}", trial);
  const picked: { readonly format: CopyFormat } | undefined = await vscode.window.showQuickPick(items, { title });
  if (picked === undefined) return;
  const text = await worker.ask("code", { ref, trial, format: picked.format });
  if (text !== null) await vscode.env.clipboard.writeText(text);
  else void vscode.window.showInformationMessage(t("{0} has no best trial yet.", ref.study));
}

async function pickExport(ref: StudyRef): Promise<ExportFormat | null> {
  const items = EXPORT_NAMES.map((format) => {
    const { title, ending } = EXPORT_FORMATS[format];
    return { label: title(t), description: `.${ending}`, format };
  });
  const picked = await vscode.window.showQuickPick(items, { title: t("Export {0}", ref.study) });
  return picked?.format ?? null;
}
