import { join } from "node:path";
import * as vscode from "vscode";
import type { TrialFile, TrialHostMessage } from "../../core/protocol/trial-messages.js";
import { trialFolder } from "../../driver/places/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";
import type { LeftFile } from "../worker/trial-watch.js";

/** Every trial that is watched has a number of its own, so that what came late is not mistaken for another's. */
let watches = 0;

const PICTURE = /\.(png|jpe?g|gif|webp|bmp|svg|avif)$/i;

/** Tells a panel what the trial that it shows has printed and left, as long as it shows it. */
export class TrialDetails implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private watched: { readonly watch: number; readonly trial: number } | null = null;

  constructor(
    private readonly ref: StudyRef,
    private readonly webview: vscode.Webview,
    private readonly worker: WorkerClient,
    private readonly post: (message: TrialHostMessage) => void,
  ) {
    this.subscription = worker.onDidTell((event) => {
      if (event.type !== "log" && event.type !== "files") return;
      if (event.watch !== this.watched?.watch) return;
      const { trial } = this.watched;
      if (event.type === "files") this.post({ type: "files", trial, files: this.addressed(trial, event.files) });
      else this.post({ type: "log", trial, restart: event.restart, skipped: event.skipped, text: event.text });
    });
  }

  watch(trial: number | null): void {
    if (this.watched !== null) this.worker.tell("unwatch", { watch: this.watched.watch });
    this.watched = trial === null ? null : { watch: watches++, trial };
    if (this.watched !== null) this.worker.tell("watch", { ...this.watched, journal: this.ref.journal });
  }

  dispose(): void {
    this.subscription.dispose();
    this.watch(null);
  }

  private addressed(trial: number, files: readonly LeftFile[]): readonly TrialFile[] {
    const folder = trialFolder(this.ref.journal, trial);
    return files.map(({ name, bytes }) => {
      const address = () => String(this.webview.asWebviewUri(vscode.Uri.file(join(folder, name))));
      // A picture that is written anew has another size, and must not be shown as it was.
      return { name, bytes, picture: PICTURE.test(name) ? `${address()}?${bytes}` : null };
    });
  }
}
