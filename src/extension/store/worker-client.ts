import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import { log, messageOf } from "../log.js";
import type { CallName, WorkerCalls, WorkerEvent, WorkerMessage } from "../worker/messages.js";

interface Pending {
  readonly done: (answer: never) => void;
  readonly failed: (error: Error) => void;
}

/** A worker that keeps failing is not started for ever. */
const MOST_STARTS = 4;

/** The worker thread, started by the first question; it is started again where it failed. */
export class WorkerClient implements vscode.Disposable {
  private readonly events = new vscode.EventEmitter<WorkerEvent>();
  private readonly restarts = new vscode.EventEmitter<void>();
  readonly onDidTell = this.events.event;
  /** The thread is a new one that knows nothing. */
  readonly onDidRestart = this.restarts.event;
  private readonly pending = new Map<number, Pending>();
  private worker: Worker | null = null;
  private starts = 0;
  private calls = 0;
  private disposed = false;

  constructor(private readonly extensionPath: string) {}

  ask<Name extends CallName>(name: Name, ask: WorkerCalls[Name]["ask"]): Promise<WorkerCalls[Name]["answer"]> {
    return new Promise((done, failed) => {
      const call = this.calls++;
      this.pending.set(call, { done, failed });
      try {
        this.worker ??= this.start();
        this.worker.postMessage({ call, name, ask });
      } catch (error) {
        this.pending.delete(call);
        failed(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** For questions whose answer says nothing. */
  tell<Name extends CallName>(name: Name, ask: WorkerCalls[Name]["ask"]): void {
    this.ask(name, ask).catch((error) => {
      if (!this.disposed) log().error(`${name}: ${messageOf(error)}`);
    });
  }

  dispose(): void {
    this.disposed = true;
    void this.worker?.terminate();
    this.worker = null;
    this.events.dispose();
    this.restarts.dispose();
  }

  private start(): Worker {
    if (this.disposed) throw new Error(t("Hyperlens is being shut down."));
    if (this.starts === MOST_STARTS) throw new Error(t("The worker thread of Hyperlens keeps failing; see its log."));
    this.starts++;
    const worker = new Worker(join(this.extensionPath, "dist", "worker.cjs"), {
      name: "hyperlens",
      // The thread says what is wrong in the window's language, too.
      workerData: vscode.l10n.bundle ?? {},
    });
    worker.on("message", (message: WorkerMessage) => this.receive(message));
    worker.on("error", (error) => log().error(error));
    worker.on("exit", (code) => this.ended(worker, code));
    return worker;
  }

  private receive(message: WorkerMessage): void {
    if (this.disposed) return;
    if (message.type !== "answer" && message.type !== "refusal") {
      this.events.fire(message);
      return;
    }
    const pending = this.pending.get(message.call);
    this.pending.delete(message.call);
    if (message.type === "answer") pending?.done(message.answer as never);
    else pending?.failed(new Error(message.message));
  }

  private ended(worker: Worker, code: number): void {
    if (this.worker !== worker || this.disposed) return;
    this.worker = null;
    const failures = [...this.pending.values()];
    this.pending.clear();
    for (const { failed } of failures) failed(new Error(t("The worker thread ended with status {0}.", code)));
    log().warn(`The worker thread ended with status ${code}; starting another.`);
    this.restarts.fire();
  }
}
