import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { StudyPlace } from "../../core/protocol/charts-view.js";
import { type HostMessage, PANEL_PROTOCOL, type PanelMessage, parsePanelMessage } from "../../core/protocol/panel.js";
import { panelPage } from "../../core/protocol/panel-page.js";
import { confirmationName } from "../../core/study/confirm.js";
import { repeatsPath } from "../../driver/journal/repeats.js";
import { studyFolder } from "../../driver/places/studies.js";
import { t } from "../l10n/translation.js";
import { log, messageOf } from "../log.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { type StudyRef, studyKey } from "../studies/digest.js";
import type { WorkerEvent } from "../worker/messages.js";
import type { OwnMessage } from "./act.js";
import { chooseStudies } from "./choose-studies.js";
import { OtherFeeds } from "./other-feeds.js";
import { pageWords } from "./page-words.js";
import { Patience } from "./patience.js";
import { panelStatus } from "./status.js";
import { showTextReport } from "./text-report.js";
import { TrialDetails } from "./trial-details.js";

type LinesEvent = Extract<WorkerEvent, { type: "lines" }>;

/** Every page that comes up gets a feed of its own, so that pieces for its predecessor are not mistaken for its. */
let feeds = 0;

/** One panel with the results of one study. The page keeps nothing that the journal does not: it can vanish at any time. */
export class ResultsPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private readonly others: OtherFeeds;
  private readonly details: TrialDetails;
  private readonly patience: Patience;
  /** The study in which repeats of the best trials are kept. */
  private readonly repeats: string;
  private feed: number | null = null;
  /** The journal is read while the page comes up; the pieces that it will want first. */
  private early: { readonly feed: number; readonly pieces: LinesEvent[] } | null = null;
  private status = "";
  private confirmed = "";
  /** The form that the page is to open once it listens. */
  private form: { readonly trial: number | null } | null = null;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly ref: StudyRef,
    private readonly studies: Studies,
    private readonly worker: WorkerClient,
    extension: vscode.Uri,
    act: (message: Exclude<PanelMessage, OwnMessage>) => Promise<void>,
  ) {
    const { webview } = panel;
    const repeats = confirmationName(ref.study);
    this.repeats = studyKey({ journal: repeatsPath(ref.journal, ref.study), study: repeats });
    const dist = vscode.Uri.joinPath(extension, "dist");
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.svg");
    webview.options = { enableScripts: true, localResourceRoots: [dist, vscode.Uri.file(studyFolder(ref.journal))] };
    this.details = new TrialDetails(ref, webview, worker, (message) => void this.post(message));
    this.patience = new Patience(panel, () => void this.fallBack());
    this.others = new OtherFeeds(
      worker,
      () => feeds++,
      (message) => this.post(message),
    );
    this.subscriptions = [
      this.others,
      webview.onDidReceiveMessage((data) => {
        const message = parsePanelMessage(data);
        if (message === null) log().warn("The results panel sent a message that is none.");
        else if (message.type === "ready") this.begin(message.version);
        else if (message.type === "follow") this.others.follow(message.journals);
        else if (message.type === "compare") void this.compare(message.chosen);
        else if (message.type === "watch") this.details.watch(message.trial);
        else act(message).catch((error) => log().error(messageOf(error)));
      }),
      worker.onDidTell((event) => {
        if (event.type === "lines" && event.feed === this.early?.feed) this.early.pieces.push(event);
        else if (event.type === "lines" && event.feed === this.feed) void this.lines(event);
        else if (event.type === "unreadable" && event.feed === this.early?.feed) this.early = null;
        else if (event.type === "unreadable" && event.feed === this.feed) {
          void this.post({ type: "unreadable", message: event.message });
        }
      }),
      studies.onDidChange((change) => {
        this.tellStatus();
        if (change.kind === "all" || change.keys.has(this.repeats)) void this.tellConfirmed();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tellStatus()),
      worker.onDidRestart(() => {
        if (this.early !== null) this.early = this.read();
        if (this.feed !== null) this.begin(PANEL_PROTOCOL);
      }),
    ];
    webview.html = panelPage({
      script: String(webview.asWebviewUri(vscode.Uri.joinPath(dist, "panel.js"))),
      style: String(webview.asWebviewUri(vscode.Uri.joinPath(dist, "panel.css"))),
      analysis: String(webview.asWebviewUri(vscode.Uri.joinPath(dist, "analysis.js"))),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("hex"),
      title: panel.title,
      language: vscode.env.language,
      words: pageWords(dist.fsPath),
    });
    this.early = this.read();
  }

  /** Opens the page's form that queues a trial, with the values of one; with those of the best where it is null. */
  async openForm(trial: number | null): Promise<void> {
    const arrived = this.feed !== null && (await this.post({ type: "form", trial }));
    if (!arrived) this.form = { trial };
  }

  dispose(): void {
    this.end();
    if (this.early !== null) this.worker.tell("unfeed", { feed: this.early.feed });
    this.details.dispose();
    this.patience.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private begin(version: number): void {
    if (version !== PANEL_PROTOCOL) log().warn(`The results panel speaks protocol ${version}, not ${PANEL_PROTOCOL}.`);
    this.patience.answer();
    this.end();
    // A new page says anew which journals it wants.
    this.others.follow([]);
    this.details.watch(null);
    const { journal, study } = this.ref;
    const status = this.presentStatus();
    this.status = JSON.stringify(status);
    void this.post({ type: "open", version: PANEL_PROTOCOL, journal, study, status });
    const { feed, pieces } = this.early ?? this.read();
    this.early = null;
    this.feed = feed;
    for (const piece of pieces) void this.lines(piece);
    this.confirmed = "";
    void this.tellConfirmed();
    if (this.form !== null) void this.post({ type: "form", ...this.form });
    this.form = null;
  }

  /** Begins to read the journal from its start. */
  private read(): { readonly feed: number; readonly pieces: LinesEvent[] } {
    const feed = feeds++;
    this.worker.tell("feed", { feed, journal: this.ref.journal });
    return { feed, pieces: [] };
  }

  private end(): void {
    if (this.feed !== null) this.worker.tell("unfeed", { feed: this.feed });
    this.feed = null;
  }

  private async lines({ feed, restart, more, text }: LinesEvent): Promise<void> {
    const arrived = await this.post({ type: "lines", restart, more, text });
    if (this.feed !== feed) return;
    // A page that is not there will ask for everything once it is.
    if (arrived) this.worker.tell("fed", { feed });
    else this.end();
  }

  private async compare(chosen: readonly StudyPlace[]): Promise<void> {
    const studies = await chooseStudies(this.studies.entries(), this.ref, chosen);
    if (studies !== null) void this.post({ type: "compared", studies });
  }

  private tellStatus(): void {
    if (this.feed === null) return;
    const status = this.presentStatus();
    const key = JSON.stringify(status);
    if (key === this.status) return;
    this.status = key;
    void this.post({ type: "status", status });
  }

  private async tellConfirmed(): Promise<void> {
    if (this.feed === null) return;
    const confirmed = await this.worker.ask("confirmed", { ref: this.ref });
    const key = JSON.stringify(confirmed);
    if (key === this.confirmed || (confirmed.length === 0 && this.confirmed === "")) return;
    this.confirmed = key;
    void this.post({ type: "confirmed", confirmed });
  }

  /** Never a blank page: where none comes up the results are shown as text, and a message says why. */
  private async fallBack(): Promise<void> {
    log().warn(`The page with the results of ${this.ref.study} does not answer.`);
    try {
      await showTextReport(this.ref, this.panel.viewColumn);
    } catch (error) {
      log().error(messageOf(error));
    }
    const retry = t("Try Again");
    const why = t(
      "The page with the results of {0} does not answer, so they are shown as text. In a browser, VS Code's pages need HTTPS or localhost, and cookies.",
      this.ref.study,
    );
    if ((await vscode.window.showWarningMessage(why, retry)) !== retry) return;
    this.panel.dispose();
    await vscode.commands.executeCommand("hyperlens.showResults", this.ref);
  }

  private presentStatus() {
    return panelStatus(this.studies.entry(this.ref), vscode.workspace.isTrusted);
  }

  private post(message: HostMessage): Thenable<boolean> {
    return this.panel.webview.postMessage(message);
  }
}
