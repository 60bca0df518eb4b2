import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { StudyPlace } from "../../core/protocol/charts-view.js";
import {
  type HostMessage,
  PANEL_PROTOCOL,
  type PackedText,
  type PanelMessage,
  parsePanelMessage,
} from "../../core/protocol/panel.js";
import { panelPage } from "../../core/protocol/panel-page.js";
import { log, messageOf } from "../log.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";
import { chooseStudies } from "./choose-studies.js";
import { OtherFeeds } from "./other-feeds.js";
import { panelStatus } from "./status.js";

/** What the page asks for that is not about its own content. */
export type PanelWish = Exclude<PanelMessage, { type: "ready" | "follow" | "compare" }>;

/** Every page that comes up gets a feed of its own, so that pieces for its predecessor are not mistaken for its. */
let feeds = 0;

/** One panel with the results of one study. The page keeps nothing that the journal does not: it can vanish at any time. */
export class ResultsPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private readonly others: OtherFeeds;
  private feed: number | null = null;
  private status = "";

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly ref: StudyRef,
    private readonly studies: Studies,
    private readonly worker: WorkerClient,
    extension: vscode.Uri,
    act: (message: PanelWish) => Promise<void>,
  ) {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(extension, "dist");
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.svg");
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
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
        else act(message).catch((error) => log().error(messageOf(error)));
      }),
      worker.onDidTell((event) => {
        if (event.type === "lines" && event.feed === this.feed) void this.lines(event.feed, event.restart, event.text);
        else if (event.type === "unreadable" && event.feed === this.feed) {
          void this.post({ type: "unreadable", message: event.message });
        }
      }),
      studies.onDidChange(() => this.tellStatus()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tellStatus()),
      worker.onDidRestart(() => {
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
    });
  }

  dispose(): void {
    this.end();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private begin(version: number): void {
    if (version !== PANEL_PROTOCOL) log().warn(`The results panel speaks protocol ${version}, not ${PANEL_PROTOCOL}.`);
    this.end();
    // A new page says anew which journals it wants.
    this.others.follow([]);
    const feed = feeds++;
    this.feed = feed;
    const { journal, study } = this.ref;
    const status = this.presentStatus();
    this.status = JSON.stringify(status);
    void this.post({ type: "open", version: PANEL_PROTOCOL, journal, study, status });
    this.worker.tell("feed", { feed, journal });
  }

  private end(): void {
    if (this.feed !== null) this.worker.tell("unfeed", { feed: this.feed });
    this.feed = null;
  }

  private async lines(feed: number, restart: boolean, text: PackedText): Promise<void> {
    const arrived = await this.post({ type: "lines", restart, text });
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

  private presentStatus() {
    return panelStatus(this.studies.entry(this.ref), vscode.workspace.isTrusted);
  }

  private post(message: HostMessage): Thenable<boolean> {
    return this.panel.webview.postMessage(message);
  }
}
