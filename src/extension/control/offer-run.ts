import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import type { Parts } from "../parts.js";
import type { StudyRef } from "../studies/digest.js";
import type { QueueOutcome } from "../worker/messages.js";

/** After a trial was queued: a run that is alive takes it next; where none is, one of just the queue is offered. */
export async function offerRun(
  { studies, runs }: Parts,
  ref: StudyRef,
  { trial, alive, waiting, finished }: Extract<QueueOutcome, { kind: "queued" }>,
): Promise<void> {
  if (alive) {
    vscode.window.setStatusBarMessage(t("Trial {0} is queued; the run takes it next.", trial), 5_000);
    return;
  }
  const annotated = studies.entry(ref)?.annotated ?? null;
  if (annotated === null || !annotated.study.valid || !vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(
      t("Trial {0} is queued; the next run of {1} begins with it.", trial, ref.study),
    );
    return;
  }
  const button = waiting === 1 ? t("Run This Trial") : t("Run the {0} Queued Trials", waiting);
  const choice = await vscode.window.showInformationMessage(
    t("Trial {0} is queued. No run of {1} is alive to take it.", trial, ref.study),
    button,
  );
  // Waiting trials go first, so a run to this total begins nothing else.
  if (choice !== undefined) await runs.run(annotated, finished + waiting);
}
