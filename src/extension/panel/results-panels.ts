import * as vscode from "vscode";
import { type PanelMessage, parsePanelState } from "../../core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import type { WorkspaceScan } from "../store/scan.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { type StudyRef, studyKey } from "../studies/digest.js";
import type { OwnMessage } from "./act.js";
import { ResultsPanel } from "./results-panel.js";

export const PANEL_TYPE = "hyperlens.results";

/** The results panels, one for each study, restored after a reload of the window. */
export class ResultsPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, ResultsPanel>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly studies: Studies,
    private readonly worker: WorkerClient,
    private readonly scan: WorkspaceScan,
    private readonly act: (ref: StudyRef, message: Exclude<PanelMessage, OwnMessage>) => Promise<void>,
  ) {}

  /** The study whose panel has the focus. */
  get active(): StudyRef | null {
    return [...this.panels.values()].find(({ panel }) => panel.active)?.ref ?? null;
  }

  /** Opens the panel of a study beside the editor, or shows the one that there is. */
  show(ref: StudyRef, focus: "taken" | "left" = "left"): void {
    const preserveFocus = focus === "left";
    const present = this.panels.get(studyKey(ref));
    if (present !== undefined) {
      present.panel.reveal(undefined, preserveFocus);
      return;
    }
    // Results stand together, not each in a column of its own.
    const [other] = this.panels.values();
    const place = { viewColumn: other?.panel.viewColumn ?? vscode.ViewColumn.Beside, preserveFocus };
    this.adopt(vscode.window.createWebviewPanel(PANEL_TYPE, titleOf(ref), place), ref);
  }

  /** Opens the form that queues a trial in the panel of a study; see the panel's message `form`. */
  async openForm(ref: StudyRef, trial: number | null): Promise<void> {
    this.show(ref, "taken");
    await this.panels.get(studyKey(ref))?.openForm(trial);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = parsePanelState(state);
    if (kept === null) {
      panel.dispose();
      return;
    }
    this.adopt(panel, { journal: kept.journal, study: kept.study });
  }

  /** Closes the panels of a journal that is gone. */
  close(journal: string): void {
    for (const { panel, ref } of [...this.panels.values()]) if (ref.journal === journal) panel.dispose();
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
  }

  private adopt(panel: vscode.WebviewPanel, ref: StudyRef): void {
    const key = studyKey(ref);
    const results = new ResultsPanel(panel, ref, this.studies, this.worker, this.extension, (message) =>
      this.act(ref, message),
    );
    this.panels.get(key)?.panel.dispose();
    this.panels.set(key, results);
    panel.onDidDispose(() => {
      results.dispose();
      if (this.panels.get(key) === results) this.panels.delete(key);
    });
    this.studies.add([ref.journal]);
    // Whether values can be applied depends on where the study's code is.
    if (this.studies.entry(ref)?.annotated == null) void this.scan.once();
  }
}

function titleOf({ study }: StudyRef): string {
  return t("Results: {0}", study);
}
