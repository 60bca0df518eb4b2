import { existsSync } from "node:fs";
import { basename } from "node:path";
import * as vscode from "vscode";
import { studyFolder } from "../../driver/places/studies.js";
import { t } from "../l10n/translation.js";
import { messageOf } from "../log.js";
import type { ResultsPanels } from "../panel/results-panels.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { isRunning, type StudyEntry } from "../studies/digest.js";
import { trialsText } from "../studies/progress.js";

/** Deletes a study's journal with what belongs to it, after a question; refused while a driver works on it. */
export async function deleteStudy(
  { ref }: StudyEntry,
  {
    studies,
    worker,
    panels,
  }: { readonly studies: Studies; readonly worker: WorkerClient; readonly panels: ResultsPanels },
): Promise<void> {
  const digests = await worker.ask("look", { journal: ref.journal });
  const running = digests.find(isRunning);
  if (running !== undefined) {
    void vscode.window.showErrorMessage(t("{0} is running. Stop it before it is deleted.", running.ref.study));
    return;
  }
  const trials = digests.reduce((sum, digest) => sum + digest.recorded, 0);
  const names = digests.map((digest) => digest.ref.study).join(", ");
  // A remote file system has no trash.
  const trash = vscode.env.remoteName === undefined;
  const button = trash ? t("Move to Trash") : t("Delete");
  const question =
    digests.length > 1
      ? t("Delete the {0} studies of this journal ({1})?", digests.length, names)
      : t("Delete {0}?", ref.study);
  const contents = [basename(ref.journal), trialsText(trials)] as const;
  const answer = await vscode.window.showWarningMessage(
    question,
    {
      modal: true,
      detail: trash
        ? t("{0} with {1}, its logs and files move to the trash. The code stays as it is.", ...contents)
        : t("{0} with {1}, its logs and files are deleted for good. The code stays as it is.", ...contents),
    },
    button,
  );
  if (answer === undefined) return;
  try {
    const paths = [ref.journal, studyFolder(ref.journal)].filter((path) => existsSync(path));
    for (const path of paths)
      await vscode.workspace.fs.delete(vscode.Uri.file(path), { recursive: true, useTrash: trash });
    panels.close(ref.journal);
    studies.forget(ref.journal);
  } catch (error) {
    void vscode.window.showErrorMessage(t("{0} could not be deleted: {1}", ref.study, messageOf(error)));
  }
}
