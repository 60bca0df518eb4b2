import { runRecord } from "../../core/study/records.js";
import type { RunRecord } from "../../core/study/run.js";
import { summarise } from "../../core/study/summary.js";
import type { Journal } from "../journal/journal.js";
import { instantNow } from "./clock.js";

/** How far a run goes, and with how many trials at once. */
type Limits = Required<Pick<RunRecord, "total" | "parallel">>;

/**
 * Which of several drivers on one study is its host: the one whose run the study shows. A guest becomes the host when
 * that run has ended, or its driver has died.
 */
export class Hosting {
  constructor(
    private readonly journal: Journal,
    private readonly study: string,
    private readonly own: Pick<RunRecord, "worker" | "started">,
    private readonly isAlive: (worker: string) => boolean,
  ) {}

  /** Shows the run as it stands, where this driver is the host, or the place is free. */
  async show(limits: Limits): Promise<void> {
    await this.#write({ ...this.own, ...limits, ended: null, reason: null });
  }

  /** The run of this driver has ended. */
  async end(limits: Limits, reason: string): Promise<void> {
    await this.#write({ ...this.own, ...limits, ended: instantNow(), reason });
  }

  get isHost(): boolean {
    return this.#holder() === this.own.worker;
  }

  /** Whether nobody shows a run that goes on. */
  get isFree(): boolean {
    return this.#holder() === null;
  }

  #holder(): string | null {
    const study = this.journal.state.study(this.study);
    const run = study === undefined ? null : summarise(study).run;
    return run === null || run.ended !== null || !this.isAlive(run.worker) ? null : run.worker;
  }

  async #write(run: RunRecord): Promise<void> {
    await this.journal.append((state) => {
      const study = state.study(this.study);
      const holder = this.#holder();
      const ours = holder === null || holder === run.worker;
      return study === undefined || !ours ? [] : runRecord(run.worker, study.id, run);
    });
  }
}
