import { effortText, outlookOf, outlookText } from "../../core/study/outlook.js";
import { isBaseline, isRequeued, summarise } from "../../core/study/summary.js";
import type { Sink } from "../run/output-queue.js";
import type { Session } from "../run/session.js";
import type { Assigned, Ended } from "../run/session-terms.js";
import type { RunHeading, RunView } from "../run/view.js";
import type { Reporter, TrialLine } from "./reporter.js";
import type { Screen } from "./screen.js";

/** Seconds that a run still takes before anybody wants to be told. */
const WORTH_TELLING = 5;

/** Shows a run on a screen: heading, one line for each trial, the output of the user's code, and a live line. */
export class TerminalView implements RunView {
  #session: Session | null = null;
  #direction: "minimize" | "maximize" | null = null;
  #best: number | null = null;
  #baseline: number | null = null;
  #total: number | null = null;
  #finishedHere = 0;
  #began = performance.now();
  #flow: ((paused: boolean) => void) | null = null;
  #paused = false;
  #clock: NodeJS.Timeout | null = null;

  constructor(
    private readonly screen: Screen,
    private readonly reporter: Reporter,
  ) {
    screen.onDrain(() => {
      if (!this.#paused) return;
      this.#paused = false;
      this.#flow?.(false);
    });
  }

  note(text: string): void {
    this.reporter.note(text);
  }

  warn(text: string): void {
    this.reporter.warn(text);
  }

  begin(heading: RunHeading, session: Session): void {
    this.#session = session;
    this.#began = performance.now();
    this.#total = heading.total;
    this.#direction = heading.goals.length === 1 ? (heading.goals[0]?.direction ?? null) : null;
    const { best, baseline } = summarise(session.study);
    this.#best = best?.outcome.kind === "complete" ? (best.outcome.values[0] ?? null) : null;
    this.#baseline = baseline?.outcome.kind === "complete" ? (baseline.outcome.values[0] ?? null) : null;
    this.reporter.begin(heading);
    if (this.screen.columns !== null) this.#clock = setInterval(() => this.#draw(), 1_000).unref();
    this.#draw();
  }

  changed({ total, parallel }: { readonly total: number | null; readonly parallel: number }): void {
    this.#total = total;
    this.reporter.changed(parallel);
    this.#draw();
  }

  output(trial: number | null): Sink {
    const target = this.reporter.output(trial);
    return {
      write: (data) => {
        if (target.write(data) || this.#paused) return;
        this.#paused = true;
        this.#flow?.(true);
      },
      close: () => target.close(),
    };
  }

  began({ reason }: Assigned): void {
    if (reason !== null) this.reporter.reason(reason);
  }

  ended({ trial, ending }: Ended, { values, budget }: Assigned): void {
    this.#finishedHere++;
    const value =
      ending.kind === "complete" && ending.constraints.every((bound) => bound <= 0) ? ending.values[0] : undefined;
    // What came out with a part of the resource is no value of the study.
    const best = value !== undefined && budget?.whole !== false && this.#isBest(value);
    if (best) this.#best = value ?? null;
    const baseline = isBaseline(trial);
    if (baseline && value !== undefined) this.#baseline = value;
    const now = this.#session?.study.trials[trial.number];
    const { started, finished } = now ?? trial;
    this.reporter.trial({
      number: trial.number,
      end: this.#end(trial.number, ending),
      best,
      baseline,
      seconds: started === null || finished === null ? null : (finished - started) / 1e6,
      params: budget === null ? values : new Map([...values, [budget.name, budget.literal]]),
    });
    this.#tellOutlook(ending.kind);
    this.#draw();
  }

  onFlow(listener: (paused: boolean) => void): void {
    this.#flow = listener;
  }

  close(): void {
    if (this.#clock !== null) clearInterval(this.#clock);
    this.screen.close();
  }

  /** After the first trial, which is the preflight of the run: what the whole of it takes. */
  #tellOutlook(ending: Ended["ending"]["kind"]): void {
    const study = this.#session?.study;
    if (this.#finishedHere !== 1 || ending !== "complete" || study === undefined) return;
    const { run, finished } = summarise(study);
    const outlook = run === null ? null : outlookOf(study, run, finished);
    if (outlook === null || outlook.seconds < WORTH_TELLING) return;
    const text = outlookText(outlook);
    this.reporter.note(`${text.charAt(0).toUpperCase()}${text.slice(1)}; ${effortText(outlook)}.`);
  }

  #end(number: number, ending: Ended["ending"]): TrialLine["end"] {
    const trial = this.#session?.study.trials[number];
    switch (ending.kind) {
      case "complete": {
        const folds = ending.folds?.[0] ?? null;
        return { kind: "complete", values: ending.values, spread: folds === null ? null : deviation(folds) };
      }
      case "pruned": {
        const steps = [...(trial?.intermediate.keys() ?? [])];
        return { kind: "pruned", step: steps.length === 0 ? null : Math.max(...steps) };
      }
      case "failed":
        return { kind: "failed", failure: ending.failure, requeued: trial !== undefined && isRequeued(trial) };
    }
  }

  #isBest(value: number): boolean {
    if (this.#direction === null) return false;
    if (this.#best === null) return true;
    return this.#direction === "maximize" ? value > this.#best : value < this.#best;
  }

  #draw(): void {
    if (this.screen.columns === null || this.#session === null) return;
    const { complete, pruned, failed, running } = this.#session.counts();
    this.reporter.progress({
      finished: complete + pruned + failed,
      total: this.#total,
      running,
      best: this.#direction === null ? null : this.#best,
      baseline: this.#baseline,
      elapsed: (performance.now() - this.#began) / 1000,
      finishedHere: this.#finishedHere,
    });
  }
}

/** Standard deviation of fold scores; null for a single one. */
function deviation(folds: readonly number[]): number | null {
  if (folds.length < 2) return null;
  const mean = folds.reduce((sum, fold) => sum + fold, 0) / folds.length;
  return Math.sqrt(folds.reduce((sum, fold) => sum + (fold - mean) ** 2, 0) / (folds.length - 1));
}
