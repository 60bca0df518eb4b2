import * as vscode from "vscode";
import { log, messageOf } from "../log.js";
import { type StudyRef, studyKey } from "../studies/digest.js";
import type { StudyInsight } from "../studies/insight.js";
import type { Studies } from "./studies.js";
import type { WorkerClient } from "./worker-client.js";

const NOTHING: StudyInsight = new Map();
/** While a study runs, what it teaches is worked out anew this often at most (milliseconds). */
const PAUSE = 2_000;

interface Kept {
  readonly insight: StudyInsight;
  /** How many trials had finished then. */
  readonly finished: number;
  readonly at: number;
}

/** What the trials of studies teach about their parameters, worked out by the worker thread where somebody asks. */
export class Insights implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  /** More is known than when somebody asked. */
  readonly onDidChange = this.changes.event;
  private readonly kept = new Map<string, Kept>();
  private readonly asked = new Map<string, Promise<StudyInsight>>();

  constructor(
    private readonly studies: Studies,
    private readonly worker: WorkerClient,
  ) {}

  dispose(): void {
    this.changes.dispose();
  }

  /** What is known now, at once; the answer gets better by and by, which `onDidChange` tells. */
  known(ref: StudyRef): StudyInsight {
    const kept = this.kept.get(studyKey(ref));
    if (!this.isFresh(ref, kept)) void this.of(ref);
    return kept?.insight ?? NOTHING;
  }

  /** What is known once the worker has answered; an older answer where it fails. */
  of(ref: StudyRef): Promise<StudyInsight> {
    const key = studyKey(ref);
    const kept = this.kept.get(key);
    if (this.isFresh(ref, kept)) return Promise.resolve(kept?.insight ?? NOTHING);
    const asked = this.asked.get(key) ?? this.ask(ref, key);
    this.asked.set(key, asked);
    return asked;
  }

  private async ask(ref: StudyRef, key: string): Promise<StudyInsight> {
    const finished = this.studies.digest(ref)?.finished ?? 0;
    try {
      const insight = (await this.worker.ask("insight", { ref })) ?? NOTHING;
      this.kept.set(key, { insight, finished, at: performance.now() });
      this.changes.fire();
      return insight;
    } catch (error) {
      log().warn(`What ${ref.study} teaches is not known: ${messageOf(error)}`);
      return this.kept.get(key)?.insight ?? NOTHING;
    } finally {
      this.asked.delete(key);
    }
  }

  private isFresh(ref: StudyRef, kept: Kept | undefined): boolean {
    const finished = this.studies.digest(ref)?.finished ?? 0;
    if (kept === undefined) return finished === 0;
    return kept.finished === finished || performance.now() - kept.at < PAUSE;
  }
}
