import { basename } from "node:path";
import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";
import { trialsText } from "../studies/progress.js";

/** The study of a journal that a person wants to see: one of ours or of Optuna. */
export async function studyOfJournal(argument: unknown, worker: WorkerClient): Promise<StudyRef | null> {
  const given = argument instanceof vscode.Uri ? argument : await journalFromDialog();
  if (given === undefined) return null;
  const journal = given.fsPath;
  const digests = await worker.ask("look", { journal });
  const [only] = digests;
  if (only === undefined) {
    void vscode.window.showErrorMessage(
      t("{0} holds no study. Journals of Hyperlens and of Optuna's JournalStorage can be opened.", basename(journal)),
    );
    return null;
  }
  if (digests.length === 1) return only.ref;
  const items = digests.map((digest) => ({
    label: digest.ref.study,
    description: trialsText(digest.finished),
    ref: digest.ref,
  }));
  return (await vscode.window.showQuickPick(items, { title: t("Studies of {0}", basename(journal)) }))?.ref ?? null;
}

async function journalFromDialog(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: t("Open Journal"),
    filters: { [t("Journals")]: ["log", "journal"], [t("All Files")]: ["*"] },
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return picked?.[0];
}
