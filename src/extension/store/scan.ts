import * as vscode from "vscode";
import { LANGUAGES } from "../../core/annotations/languages.js";
import { log, messageOf } from "../log.js";
import type { Studies } from "./studies.js";
import type { WorkerClient } from "./worker-client.js";

/** Changes within so many milliseconds are looked at together. */
const COALESCE = 200;

const JOURNALS = "**/.hyperlens/*.journal.log";

/** Looks for studies in the workspace: once when somebody wants to see them, then only where something has changed. */
export class WorkspaceScan implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private present: Promise<void> | null = null;

  constructor(
    private readonly worker: WorkerClient,
    private readonly studies: Studies,
  ) {}

  /** Looks through the workspace unless that was done before. */
  once(): Promise<void> {
    this.present ??= this.again();
    return this.present;
  }

  again(): Promise<void> {
    this.watch();
    this.present = this.all().catch((error) => {
      log().error(`The search for studies failed: ${messageOf(error)}`);
      this.studies.scanState = "done";
    });
    return this.present;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private async all(): Promise<void> {
    const roots = rootFolders();
    if (roots.length === 0) {
      this.studies.scanState = "done";
      return;
    }
    this.studies.scanState = "searching";
    const began = performance.now();
    this.studies.add(await journalsOf());
    const { stopped, files } = await this.worker.ask("scan", { roots });
    log().info(`Searched the workspace for studies in ${Math.round(performance.now() - began)} ms.`);
    if (stopped) {
      log().warn(
        `The search stopped after ${files} files. Exclude folders that hold no code, for instance in .gitignore.`,
      );
    }
    this.studies.scanState = stopped ? "stopped" : "done";
  }

  private watch(): void {
    if (this.subscriptions.length > 0) return;
    const extensions = LANGUAGES.flatMap((language) => language.extensions).join(",");
    const sources = vscode.workspace.createFileSystemWatcher(`**/*.{${extensions}}`);
    const journals = vscode.workspace.createFileSystemWatcher(JOURNALS, false, true, false);
    const changed = ({ scheme, fsPath }: vscode.Uri) => {
      if (scheme === "file") this.changed(fsPath);
    };
    this.subscriptions.push(
      sources,
      sources.onDidCreate(changed),
      sources.onDidChange(changed),
      sources.onDidDelete(changed),
      journals,
      journals.onDidCreate(({ fsPath }) => this.studies.add([fsPath])),
      journals.onDidDelete(({ fsPath }) => this.studies.forget(fsPath)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) this.studies.forgetBelow(uri.fsPath);
        void this.again();
      }),
    );
  }

  private changed(file: string): void {
    this.dirty.add(file);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      const files = [...this.dirty];
      this.dirty.clear();
      this.worker.tell("changed", { roots: rootFolders(), files });
    }, COALESCE);
  }
}

/** Journals of the workspace by the editor's own search; where that fails, those of annotated files are found anyway. */
async function journalsOf(): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.findFiles(JOURNALS, "**/node_modules/**")).map(({ fsPath }) => fsPath);
  } catch (error) {
    log().warn(`The editor's search found no journals: ${messageOf(error)}`);
    return [];
  }
}

function rootFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
}
