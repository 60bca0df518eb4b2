import * as vscode from "vscode";
import type { Parts } from "../parts.js";
import { isRunning, type StudyRef } from "../studies/digest.js";

/** After a trial was queued: a run that is alive takes it next; where none is, one of just the queue is offered. */
export async function offerRun({ worker, studies, runs }: Parts, ref: StudyRef, trial: number): Promise<void> {
  const digests = await worker.ask("look", { journal: ref.journal });
  const digest = digests.find((one) => one.ref.study === ref.study) ?? null;
  if (isRunning(digest)) {
    vscode.window.setStatusBarMessage(`Trial ${trial} is queued; the run takes it next.`, 5_000);
    return;
  }
  const annotated = studies.entry(ref)?.annotated ?? null;
  if (digest === null || annotated === null || !annotated.study.valid || !vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(`Trial ${trial} is queued; the next run of ${ref.study} begins with it.`);
    return;
  }
  const { waiting } = digest.counts;
  const button = waiting === 1 ? "Run This Trial" : `Run the ${waiting} Queued Trials`;
  const choice = await vscode.window.showInformationMessage(
    `Trial ${trial} is queued. No run of ${ref.study} is alive to take it.`,
    button,
  );
  // Waiting trials go first, so a run to this total begins nothing else.
  if (choice !== undefined) await runs.run(annotated, digest.finished + waiting);
}
