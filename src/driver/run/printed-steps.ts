import { StringDecoder } from "node:string_decoder";
import { MetricLog, type MetricLogSetup } from "../../core/protocol/metric-log.js";
import { type PrintedLine, PrintedMetrics } from "../../core/protocol/printed-metrics.js";
import type { Sink } from "./output-queue.js";
import { StepReports } from "./step-reports.js";
import type { Assignment, TrialEnd } from "./trial-slot.js";

/**
 * Listens to what a function prints while it runs: lines that name a step and the metric are intermediate values, so that
 * training frameworks need no callbacks. What the function returns stays its result.
 */
export class PrintedSteps implements Sink {
  readonly #decoder = new StringDecoder("utf8");
  readonly #metrics: PrintedMetrics;
  readonly #log: MetricLog;
  readonly #reports: StepReports;
  readonly #ended: Promise<void>;
  #end = () => {};
  #isListening = true;

  constructor(
    private readonly assignment: Assignment,
    setup: MetricLogSetup,
    endEarly: (why: "judged" | "unwritable") => void,
  ) {
    this.#metrics = new PrintedMetrics(setup.goals.map(({ metric }) => metric));
    this.#log = new MetricLog(setup);
    this.#reports = new StepReports((step, values) => assignment.report(step, values), endEarly);
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  write(data: Buffer): void {
    this.assignment.sink.write(data);
    if (this.#isListening) this.#hear(this.#metrics.push(this.#decoder.write(data)));
  }

  close(): void {
    if (this.#isListening) this.#hear(this.#metrics.end());
    this.#reports.flush();
    this.assignment.sink.close();
    this.#end();
  }

  #hear(lines: readonly PrintedLine[]): void {
    for (const line of lines) this.#reports.take(this.#log.add(line));
  }

  /** The function tells its steps itself, after all. */
  stopListening(): void {
    this.#isListening = false;
  }

  /** Whether the trial was ended because of what it had printed. */
  get isJudged(): boolean {
    return this.#reports.verdict !== null;
  }

  /**
   * How the trial has ended, once all that it printed was heard and reported: one that was ended because of that is what its
   * judgement makes of it. One that was judged while it came to its end by itself has its result all the same, unless it had
   * gone beyond its budget by then.
   *
   * @throws what kept a report from being written.
   */
  async settled(end: TrialEnd): Promise<TrialEnd> {
    await this.#ended;
    await this.#reports.settle();
    const { verdict, isOverrun } = this.#reports;
    if (verdict === null || end.kind === "failed") return end;
    if (end.kind === "pruned" || (verdict.kind === "enough" && isOverrun)) return this.#judged(verdict);
    await this.#reports.reportRest();
    return end;
  }

  #judged(verdict: NonNullable<StepReports["verdict"]>): TrialEnd {
    const printed = verdict.kind === "enough" ? this.#log.result(verdict.step) : null;
    if (printed?.kind !== "result") return { kind: "pruned", reason: verdict.kind === "stop" ? verdict.reason : null };
    const { trial } = this.assignment;
    const { values, others: extra } = printed;
    return { kind: "result", result: { type: "result", trial, values, folds: null, extra, extraFolds: {} } };
  }
}
