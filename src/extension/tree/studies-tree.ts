import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import type { WorkspaceScan } from "../store/scan.js";
import type { Studies, StudiesChange } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { isRunning, type StudyRef, studyKey } from "../studies/digest.js";
import { FLAT_LIMIT, listingOf, PAGE, type TrialGroup } from "../studies/groups.js";
import { groupItem, moreItem, studyItem, trialItem } from "./items.js";
import type { MoreNode, StudyNode, TreeNode, TrialNode } from "./nodes.js";

/** The view is drawn anew this often at most (milliseconds). */
const COALESCE = 300;

/** The view of studies in the side bar. */
export class StudiesTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly subscriptions: vscode.Disposable[];
  /** The editor knows elements by identity. */
  private readonly nodes = new Map<string, StudyNode>();
  /** How many trials of a group are listed, where that is more than the first page. */
  private readonly pages = new Map<string, number>();
  private pending: Set<string> | "all" | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly studies: Studies,
    private readonly worker: WorkerClient,
    private readonly scan: WorkspaceScan,
  ) {
    this.view = vscode.window.createTreeView<TreeNode>("hyperlens.studies", {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.subscriptions = [
      this.changes,
      this.view,
      studies.onDidChange((change) => this.changed(change)),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.look();
      }),
    ];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const entry = this.studies.entry(node.ref);
    switch (node.kind) {
      case "study":
        return entry === undefined ? new vscode.TreeItem(node.ref.study) : studyItem(entry, this.hasTwin(node.ref));
      case "group":
        return groupItem(node);
      case "trial":
        return trialItem(node, entry);
      case "more":
        return moreItem(node);
    }
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) {
      this.look();
      return this.roots();
    }
    if (node.kind === "group") return this.trials(node.ref, node.group, this.pages.get(pageKey(node)) ?? PAGE);
    if (node.kind !== "study") return [];
    const digest = this.studies.digest(node.ref);
    if (digest === null) return [];
    const listing = listingOf(digest);
    if (listing.kind === "flat") return this.trials(node.ref, "all", FLAT_LIMIT);
    return listing.groups.map(({ group, count }) => ({ kind: "group", ref: node.ref, group, count }));
  }

  /** Lists a further page of a group. */
  showMore(ref: StudyRef, group: TrialGroup): void {
    const key = pageKey({ ref, group });
    this.pages.set(key, (this.pages.get(key) ?? PAGE) + 5 * PAGE);
    this.changes.fire(this.nodes.get(studyKey(ref)));
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private look(): void {
    if (this.studies.scanState !== "none") return;
    void vscode.window.withProgress({ location: { viewId: "hyperlens.studies" } }, () => this.scan.once());
  }

  private roots(): TreeNode[] {
    const refs = this.studies.entries().map(({ ref }) => ref);
    const present = new Set(refs.map(studyKey));
    for (const key of this.nodes.keys()) if (!present.has(key)) this.nodes.delete(key);
    return refs.map((ref) => this.node(ref));
  }

  private node(ref: StudyRef): StudyNode {
    const key = studyKey(ref);
    const node = this.nodes.get(key) ?? { kind: "study", ref };
    this.nodes.set(key, node);
    return node;
  }

  private async trials(ref: StudyRef, group: TrialGroup, limit: number): Promise<TreeNode[]> {
    const { trials, total } = await this.worker.ask("trials", { ref, group, offset: 0, limit });
    const nodes: (TrialNode | MoreNode)[] = trials.map((trial) => ({ kind: "trial", ref, group, trial }));
    if (total > trials.length) nodes.push({ kind: "more", ref, group, left: total - trials.length });
    return nodes;
  }

  private hasTwin(ref: StudyRef): boolean {
    return this.studies.entries().some((other) => other.ref.study === ref.study && other.ref.journal !== ref.journal);
  }

  private changed(change: StudiesChange): void {
    if (change.kind === "all") this.pending = "all";
    else if (this.pending !== "all") this.pending = new Set([...(this.pending ?? []), ...change.keys]);
    this.timer ??= setTimeout(() => this.refresh(), COALESCE);
  }

  private refresh(): void {
    this.timer = null;
    const { pending } = this;
    this.pending = null;
    const running = this.studies.entries().filter(({ digest }) => isRunning(digest)).length;
    const words = running === 1 ? t("1 study runs") : t("{0} studies run", running);
    this.view.badge = running === 0 ? undefined : { value: running, tooltip: words };
    if (pending === "all") this.changes.fire(undefined);
    else for (const key of pending ?? []) if (this.nodes.has(key)) this.changes.fire(this.nodes.get(key));
  }
}

function pageKey({ ref, group }: { readonly ref: StudyRef; readonly group: TrialGroup }): string {
  return `${studyKey(ref)}\u0000${group}`;
}
