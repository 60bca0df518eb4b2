import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";

/** Documents that nobody keeps: what they hold is worked out when they are opened. */
export const REPORT_SCHEME = "hyperlens-report";

/** Reports of studies as Markdown, for windows in which no page can be shown. */
export class TextReports implements vscode.TextDocumentContentProvider {
  constructor(private readonly worker: WorkerClient) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { journal, study } = JSON.parse(uri.query) as StudyRef;
    const text = await this.worker.ask("export", { ref: { journal, study }, format: "markdown" });
    return text ?? t("{0} holds no study {1}.", journal, study);
  }
}

/** Opens the results of a study as text, in place of the panel. */
export async function showTextReport(ref: StudyRef, viewColumn: vscode.ViewColumn | undefined): Promise<void> {
  const name = ref.study.replace(/[\\/]+/g, "-");
  const uri = vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${name}.md`, query: JSON.stringify(ref) });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    preview: false,
    preserveFocus: true,
    ...(viewColumn === undefined ? {} : { viewColumn }),
  });
}
