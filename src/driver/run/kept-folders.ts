import { statSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { isBetter } from "../../core/study/order.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";
import { logPath, studyFolder, trialFolder } from "../places/studies.js";
import { entriesOf, filesOfTrial } from "../places/trial-files.js";

/** What trials have left in their folders: kept for the best ones, removed for the others but for the log. */
export class KeptFolders {
  /** Numbers of finished trials whose folders hold something beside the log. */
  readonly #filled = new Set<number>();
  #sweeping: Promise<void> = Promise.resolve();

  /**
   * `keep`: how many trials, the best ones, keep what is in their folders; `sources`: those from which others go on, or
   * may yet do so, keep it beside them.
   */
  constructor(
    private readonly journal: string,
    private readonly keep: number,
    private readonly sources: (trials: readonly Trial[]) => ReadonlySet<number>,
  ) {
    for (const name of entriesOf(studyFolder(journal))) {
      if (/^\d+$/.test(name) && this.#isFilled(Number(name))) this.#filled.add(Number(name));
    }
  }

  /** A trial has ended: what is too much now is removed, while the run goes on. */
  ended(number: number, study: StudyState): void {
    if (!this.#isFilled(number)) return;
    this.#filled.add(number);
    if (this.#filled.size <= this.keep) return;
    const kept = this.#keepers(study);
    for (const candidate of [...this.#filled]) {
      if (kept.has(candidate)) continue;
      this.#filled.delete(candidate);
      this.#sweeping = this.#sweeping.then(() => this.#empty(candidate));
    }
  }

  /** How much the folders that are kept hold; null where nothing is kept. */
  async size(): Promise<{ readonly trials: number; readonly bytes: number } | null> {
    await this.#sweeping;
    if (this.#filled.size === 0) return null;
    const sizes = [...this.#filled].map((number) => sizeOf(trialFolder(this.journal, number)));
    return { trials: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  #isFilled(number: number): boolean {
    return filesOfTrial(this.journal, number).length > 0;
  }

  /** The best trials with something in their folders, and all that may still go on. */
  #keepers(study: StudyState): ReadonlySet<number> {
    const filled = [...this.#filled].flatMap((number) => study.trials[number] ?? []);
    const unfinished = filled.filter(({ outcome }) => outcome.kind === "waiting" || outcome.kind === "running");
    const complete = filled.filter(({ outcome }) => outcome.kind === "complete");
    const [direction, ...more] = study.directions;
    const front = new Set(more.length > 0 ? summarise(study).front : []);
    const ranked = [...complete].sort((a, b) => {
      if (front.has(a) !== front.has(b)) return front.has(a) ? -1 : 1;
      if (more.length > 0 || direction === undefined) return b.number - a.number;
      return isBetter(direction, firstValue(a), firstValue(b)) ? -1 : 1;
    });
    const own = [...unfinished, ...ranked.slice(0, this.keep)].map(({ number }) => number);
    return new Set([...own, ...this.sources(study.trials)]);
  }

  async #empty(number: number): Promise<void> {
    const folder = trialFolder(this.journal, number);
    const log = basename(logPath(this.journal, number));
    try {
      const names = (await readdir(folder)).filter((name) => name !== log);
      for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
      if (names.length > 0 && (await readdir(folder)).length === 0) await rm(folder, { recursive: true });
    } catch {
      // What cannot be removed stays.
    }
  }
}

function firstValue({ outcome }: Trial): number {
  return outcome.kind === "complete" ? (outcome.values[0] ?? Number.NaN) : Number.NaN;
}

function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  return stat.isDirectory() ? entriesOf(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size;
}
