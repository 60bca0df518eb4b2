import type * as vscode from "vscode";
import type { ComparisonHostMessage } from "../../core/protocol/comparison-messages.js";
import type { PackedText } from "../../core/protocol/panel.js";
import type { WorkerClient } from "../store/worker-client.js";

/** Sends a panel the lines of the journals that its study is compared with, for as long as it wants them. */
export class OtherFeeds implements vscode.Disposable {
  private readonly feeds = new Map<string, number>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly worker: WorkerClient,
    private readonly next: () => number,
    private readonly post: (message: ComparisonHostMessage) => Thenable<boolean>,
  ) {
    this.subscriptions = [
      worker.onDidTell((event) => {
        if (event.type !== "lines" && event.type !== "unreadable") return;
        const journal = this.journalOf(event.feed);
        if (journal === null) return;
        if (event.type === "lines") void this.lines(journal, event.feed, event.restart, event.text);
        else void this.post({ type: "otherUnreadable", journal, message: event.message });
      }),
      worker.onDidRestart(() => {
        const journals = [...this.feeds.keys()];
        this.feeds.clear();
        this.follow(journals);
      }),
    ];
  }

  /** The journals that are wanted from now on: new ones begin, others end. */
  follow(journals: readonly string[]): void {
    for (const [journal, feed] of [...this.feeds]) {
      if (!journals.includes(journal)) this.end(journal, feed);
    }
    for (const journal of journals) {
      if (this.feeds.has(journal)) continue;
      const feed = this.next();
      this.feeds.set(journal, feed);
      this.worker.tell("feed", { feed, journal });
    }
  }

  dispose(): void {
    this.follow([]);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async lines(journal: string, feed: number, restart: boolean, text: PackedText): Promise<void> {
    const arrived = await this.post({ type: "other", journal, restart, text });
    if (this.feeds.get(journal) !== feed) return;
    // A page that is not there will ask for everything once it is.
    if (arrived) this.worker.tell("fed", { feed });
    else this.end(journal, feed);
  }

  private end(journal: string, feed: number): void {
    this.feeds.delete(journal);
    this.worker.tell("unfeed", { feed });
  }

  private journalOf(feed: number): string | null {
    for (const [journal, known] of this.feeds) if (known === feed) return journal;
    return null;
  }
}
