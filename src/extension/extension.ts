import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Diagnostic } from "../core/annotations/study.js";
import { registerAssist } from "./assist/register.js";
import { Chooser } from "./commands/choose.js";
import { registerCommands } from "./commands/commands.js";
import { Contexts } from "./commands/contexts.js";
import { Mistakes } from "./documents/diagnostics.js";
import { parsedOf } from "./documents/parsed.js";
import { SOURCES, sourceOfNotebook } from "./documents/source.js";
import { translateWith } from "./l10n/translation.js";
import { LensProvider } from "./lens/provider.js";
import { disposeLog, log } from "./log.js";
import { Notifier } from "./notify/notifier.js";
import { actForPanel } from "./panel/act.js";
import { PANEL_TYPE, ResultsPanels } from "./panel/results-panels.js";
import { REPORT_SCHEME, TextReports } from "./panel/text-report.js";
import type { Parts } from "./parts.js";
import { TASK_TYPE } from "./run/definition.js";
import { Runs } from "./run/runs.js";
import { RunTasks } from "./run/tasks.js";
import { StatusBar } from "./status/status-bar.js";
import { Insights } from "./store/insights.js";
import { WorkspaceScan } from "./store/scan.js";
import { Studies } from "./store/studies.js";
import { WorkerClient } from "./store/worker-client.js";
import { registerTools } from "./tools/register.js";
import { StudiesTree } from "./tree/studies-tree.js";
import { followCellBreakpoints } from "./trial/cell-breakpoints.js";
import { CODE_SCHEME, TrialCode } from "./trial/code.js";

/** Registers what the editor may ask for; nothing is read, and no thread started, before it asks. */
export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  translateWith(vscode.l10n.bundle ?? {});
  const { subscriptions, extensionPath, extensionUri } = context;
  const own = <T extends vscode.Disposable>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  own({ dispose: disposeLog });
  const worker = own(new WorkerClient(extensionPath));
  const studies = own(new Studies(worker));
  const scan = own(new WorkspaceScan(worker, studies));
  const tasks = new RunTasks(extensionPath, studies, scan);
  const runs = new Runs(studies, tasks, worker);
  const panels = own(
    new ResultsPanels(extensionUri, studies, worker, scan, (ref, message) =>
      actForPanel(ref, message, { studies, worker }),
    ),
  );
  const tree = own(new StudiesTree(studies, worker, scan));
  const chooser = new Chooser(studies, scan, panels, worker);
  const insights = own(new Insights(studies, worker));
  const parts: Parts = { worker, studies, scan, runs, panels, tree, chooser, insights, tasks, extensionPath };
  own(new Contexts(studies));
  own(new StatusBar(studies));
  own(new Notifier(studies));
  const mistakes = own(new Mistakes("hyperlens", (document) => mistakesIn(document, studies)));
  const lenses = own(new LensProvider(studies));
  subscriptions.push(
    vscode.languages.registerCodeLensProvider(SOURCES, lenses),
    vscode.languages.registerCodeActionsProvider(SOURCES, mistakes, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.tasks.registerTaskProvider(TASK_TYPE, tasks),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, panels),
    vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, new TextReports(worker)),
    vscode.workspace.registerTextDocumentContentProvider(CODE_SCHEME, new TrialCode(worker)),
    vscode.workspace.onDidCloseTextDocument((document) => studies.closed(document)),
    vscode.workspace.onDidCloseNotebookDocument((notebook) => studies.closed(notebook)),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      const source = contentChanges.length > 0 ? sourceOfNotebook(notebook) : null;
      if (source !== null) studies.annotatedBy(source);
    }),
    followCellBreakpoints(),
    ...registerAssist(SOURCES, studies, insights, worker),
    ...registerCommands(parts),
    ...registerTools(parts),
  );
  const took = performance.now() - began;
  // What follows is work for later turns: the editor waits for this function.
  setTimeout(() => {
    log().info(`Activated in ${took.toFixed(1)} ms.`);
    mistakes.begin();
    if (hasStudiesFolder()) void scan.once();
  });
}

/** Looking for mistakes makes the studies of the document known, too. */
function mistakesIn(document: vscode.TextDocument, studies: Studies): readonly Diagnostic[] {
  studies.annotatedIn(document);
  return parsedOf(document).diagnostics;
}

/** A workspace that has run studies before shows those that still run. */
function hasStudiesFolder(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some(
    ({ uri }) => uri.scheme === "file" && existsSync(join(uri.fsPath, ".hyperlens")),
  );
}
