import type { Assignment, Verdict } from "./trial-slot.js";

/** How long the value of a step may still change, as a progress bar's does, before it is reported. */
const SETTLE_MS = 100;

/** Reports the steps that a trial prints, in their order, until it is judged. */
export class StepReports {
  /** Why the trial is ended before its time, and at which step; null while it may go on. */
  verdict: (Exclude<Verdict, { kind: "continue" }> & { readonly step: number }) | null = null;
  #pending: { readonly step: number; readonly value: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reports: Promise<void> = Promise.resolve();
  #trouble: unknown = null;
  /** Steps beyond the one at which the trial was judged. */
  readonly #beyond: { readonly step: number; readonly value: number }[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #again = false;

  constructor(
    private readonly report: Assignment["report"],
    /** Ends the trial: it was judged, or the journal cannot be written. */
    private readonly endEarly: (why: "judged" | "unwritable") => void,
  ) {}

  /**
   * A step is reported when the next one begins, or when its value has stood for a moment. Where the steps begin once more,
   * as those of the next fold do, the curve of the trial is the one it has.
   */
  take(report: { readonly step: number; readonly value: number } | null): void {
    if (report === null || this.#again) return;
    if (report.step < this.#last) {
      this.#again = true;
      return;
    }
    this.#last = report.step;
    if (this.#pending !== null && this.#pending.step !== report.step) this.flush();
    this.#pending = report;
    this.#timer ??= setTimeout(() => this.flush(), SETTLE_MS);
  }

  /** Whether steps were heard beyond the one at which the trial was judged. */
  get isOverrun(): boolean {
    return this.#beyond.length > 0;
  }

  /** Nothing more comes. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const report = this.#pending;
    this.#pending = null;
    if (report !== null) this.#reports = this.#reports.then(() => this.#report(report.step, report.value));
  }

  /** Resolves when every report is in the journal. @throws what kept one from being written. */
  async settle(): Promise<void> {
    await this.#reports;
    if (this.#trouble !== null) throw this.#trouble;
  }

  /** The trial has come to its end in spite of its judgement, which came too late: the rest of its curve is kept as well. */
  async reportRest(): Promise<void> {
    for (const { step, value } of this.#beyond.splice(0)) await this.report(step, [value]);
  }

  async #report(step: number, value: number): Promise<void> {
    if (this.verdict !== null) this.#beyond.push({ step, value });
    if (this.verdict !== null || this.#trouble !== null) return;
    try {
      const verdict = await this.report(step, [value]);
      if (verdict.kind === "continue") return;
      this.verdict = { ...verdict, step };
      this.endEarly("judged");
    } catch (error) {
      this.#trouble = error;
      this.endEarly("unwritable");
    }
  }
}
