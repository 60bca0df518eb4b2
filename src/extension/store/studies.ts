import { sep } from "node:path";
import * as vscode from "vscode";
import { placeIn } from "../../core/notebooks/source-text.js";
import { parsedSource } from "../documents/parsed.js";
import { type OpenSource, sourceOf } from "../documents/source.js";
import { log } from "../log.js";
import { type AnnotatedEntry, type StudyDigest, type StudyEntry, type StudyRef, studyKey } from "../studies/digest.js";
import type { ScannedStudy, WorkerEvent } from "../worker/messages.js";
import { annotatedEntry } from "./places.js";
import type { WorkerClient } from "./worker-client.js";

/** What has changed: which studies there are, or how some of them stand. */
export type StudiesChange = { readonly kind: "all" } | { readonly kind: "some"; readonly keys: ReadonlySet<string> };

/** How far the search for studies in the workspace has come. */
export type ScanState = "none" | "searching" | "done" | "stopped";

/** A first look at a journal that takes longer than this is not waited for (milliseconds). */
const PATIENCE = 1_500;

/**
 * All studies that the editor knows: those of annotations, in open documents and in files that were looked through, and
 * those of journals. Everybody in the editor reads from here.
 */
export class Studies implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<StudiesChange>();
  readonly onDidChange = this.changes.event;
  private readonly scanned = new Map<string, readonly ScannedStudy[]>();
  private readonly open = new Map<string, readonly AnnotatedEntry[]>();
  private readonly found = new Set<string>();
  private readonly digests = new Map<string, readonly StudyDigest[]>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private table: ReadonlyMap<string, StudyEntry> | null = null;
  private followed = "";
  private state: ScanState = "none";

  constructor(private readonly worker: WorkerClient) {
    this.subscriptions.push(
      this.changes,
      worker.onDidTell((event) => this.told(event)),
      worker.onDidRestart(() => {
        this.followed = "";
        this.follow();
      }),
    );
  }

  get scanState(): ScanState {
    return this.state;
  }

  set scanState(state: ScanState) {
    this.state = state;
    this.changes.fire({ kind: "all" });
  }

  /** Every study by name, then by file. */
  entries(): readonly StudyEntry[] {
    return [...this.entryTable().values()];
  }

  entry(ref: StudyRef): StudyEntry | undefined {
    return this.entryTable().get(studyKey(ref));
  }

  digest(ref: StudyRef): StudyDigest | null {
    return this.digests.get(ref.journal)?.find(({ ref: { study } }) => study === ref.study) ?? null;
  }

  /** The studies of an open document's source as it stands: those of all cells, where it is one of a notebook. */
  annotatedIn(document: vscode.TextDocument): readonly AnnotatedEntry[] {
    const source = sourceOf(document);
    return source === null ? [] : this.annotatedBy(source);
  }

  annotatedBy(source: OpenSource): readonly AnnotatedEntry[] {
    const { file } = source;
    const entries = parsedSource(source).studies.map((study) =>
      annotatedEntry(file, placeIn(source, study.annotation.start), study),
    );
    const before = this.open.get(file);
    if (entries.length === 0 && before === undefined && !this.scanned.has(file)) return entries;
    this.open.set(file, entries);
    if (before === undefined || !sameEntries(before, entries)) this.rearranged();
    return entries;
  }

  /** A file or a notebook was closed: what stands on the disk counts again. */
  closed(document: Pick<vscode.TextDocument | vscode.NotebookDocument, "uri" | "isDirty">): void {
    const { scheme, fsPath } = document.uri;
    // A cell that has gone is no matter as long as its notebook is there.
    if (scheme !== "file") return;
    const entries = this.open.get(fsPath);
    if (entries === undefined) return;
    this.open.delete(fsPath);
    // Changes that were not saved are gone, but the file was seen: until the next look it stays as it was.
    if (!document.isDirty && vscode.workspace.getWorkspaceFolder(document.uri) !== undefined)
      this.scanned.set(
        fsPath,
        entries.map(({ place, study }) => ({ place, study })),
      );
    this.rearranged();
  }

  /** Takes journals into view; they stay there. */
  add(journals: readonly string[]): void {
    for (const journal of journals) this.found.add(journal);
    this.follow();
  }

  forget(journal: string): void {
    this.found.delete(journal);
    this.digests.delete(journal);
    this.rearranged();
  }

  /** Lets go of what lies in a folder that is no part of the workspace any more; a document in view is read anew. */
  forgetBelow(folder: string): void {
    const within = (path: string) => path.startsWith(`${folder}${sep}`);
    for (const journal of [...this.found]) if (within(journal)) this.found.delete(journal);
    for (const known of [this.scanned, this.open]) {
      for (const file of [...known.keys()]) if (within(file)) known.delete(file);
    }
    this.rearranged();
  }

  /** Waits until the journal has been read for the first time, for a moment at most. */
  async whenKnown(journals: readonly string[]): Promise<void> {
    const unknown = () => journals.some((journal) => !this.digests.has(journal));
    if (!unknown()) return;
    await new Promise<void>((done) => {
      const finish = () => {
        clearTimeout(timer);
        subscription.dispose();
        done();
      };
      const timer = setTimeout(finish, PATIENCE);
      const subscription = this.worker.onDidTell(() => {
        // Our own listener came first.
        if (!unknown()) finish();
      });
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private told(event: WorkerEvent): void {
    if (event.type === "scanned") {
      if (event.studies.length === 0) this.scanned.delete(event.file);
      else this.scanned.set(event.file, event.studies);
      if (!this.open.has(event.file)) this.rearranged();
    } else if (event.type === "digests") {
      const before = this.digests.get(event.journal);
      this.digests.set(event.journal, event.digests);
      this.table = null;
      const names = (digests: readonly StudyDigest[] | undefined) => digests?.map(({ ref }) => ref.study).join("\n");
      if (names(before) !== names(event.digests)) this.changes.fire({ kind: "all" });
      else this.changes.fire({ kind: "some", keys: new Set(event.digests.map(({ ref }) => studyKey(ref))) });
    }
  }

  private rearranged(): void {
    this.table = null;
    this.follow();
    this.changes.fire({ kind: "all" });
  }

  /** Tells the worker which journals matter now. */
  private follow(): void {
    const journals = [...new Set([...this.annotated().map(({ ref }) => ref.journal), ...this.found])].sort();
    for (const journal of this.digests.keys()) if (!journals.includes(journal)) this.digests.delete(journal);
    const key = journals.join("\n");
    if (key === this.followed) return;
    this.followed = key;
    log().debug(`Following ${journals.length} journals.`);
    this.worker.tell("follow", { journals });
  }

  private annotated(): readonly AnnotatedEntry[] {
    const onDisk = [...this.scanned]
      .filter(([file]) => !this.open.has(file))
      .flatMap(([file, studies]) => studies.map(({ place, study }) => annotatedEntry(file, place, study)));
    return [...[...this.open.values()].flat(), ...onDisk];
  }

  private entryTable(): ReadonlyMap<string, StudyEntry> {
    if (this.table !== null) return this.table;
    const entries = new Map<string, StudyEntry>();
    for (const annotated of this.annotated()) {
      const key = studyKey(annotated.ref);
      if (!entries.has(key)) entries.set(key, { ref: annotated.ref, annotated, digest: this.digest(annotated.ref) });
    }
    for (const digest of [...this.digests.values()].flat()) {
      const key = studyKey(digest.ref);
      if (!entries.has(key)) entries.set(key, { ref: digest.ref, annotated: null, digest });
    }
    const order = (entry: StudyEntry) => entry.ref.study;
    this.table = new Map(
      [...entries].sort(([a, x], [b, y]) => order(x).localeCompare(order(y)) || (a < b ? -1 : a > b ? 1 : 0)),
    );
    return this.table;
  }
}

function sameEntries(a: readonly AnnotatedEntry[], b: readonly AnnotatedEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ ref, place, study }, i) => {
      const other = b[i]!;
      return (
        ref.journal === other.ref.journal &&
        ref.study === other.ref.study &&
        place.line === other.place.line &&
        place.cell === other.place.cell &&
        study.valid === other.study.valid
      );
    })
  );
}
