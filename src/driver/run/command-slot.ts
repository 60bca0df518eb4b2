import { StringDecoder } from "node:string_decoder";
import { MetricLog, type MetricLogSetup } from "../../core/protocol/metric-log.js";
import { PrintedMetrics } from "../../core/protocol/printed-metrics.js";
import type { Failure } from "../../core/study/failure.js";
import { type CommandWord, filledWord } from "../../core/text/command-words.js";
import { GRACE_MS } from "../processes/group.js";
import { describeExit, type Exit, GroupProcess, type ProgramCommand } from "../processes/group-process.js";
import type { GroupGuard } from "../processes/guard.js";
import { NameRewriter } from "../processes/name-rewriter.js";
import { LastLines } from "./last-lines.js";
import { timeoutFailure } from "./limits.js";
import { StepReports } from "./step-reports.js";
import type { Assignment, TrialEnd, TrialSlot } from "./trial-slot.js";

export interface CommandSlotSetup {
  /** The programs of one trial, in order. */
  readonly steps: readonly (readonly CommandWord[])[];
  /** The text of a placeholder in a trial. */
  placeholder(name: string, assignment: Assignment): string;
  /** What output calls a copy of the user's file, and what it is to be called; null where there is no copy. */
  rename(copy: string): readonly [old: string, original: string];
  readonly metrics: MetricLogSetup;
  readonly cwd: string;
  /** Environment of the slot, whole. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is added for a trial, beside its own variables. */
  added(assignment: Assignment): Readonly<Record<string, string>>;
  /** A command as it is started, behind a launcher where there is one; `variables` is what the slot and trial add. */
  place(command: ProgramCommand, variables: Readonly<Record<string, string>>): ProgramCommand;
  /** Whether programs may be on another machine. */
  readonly remote: boolean;
  /** Whether an end tells that the machine was lost. */
  isLost(exit: Exit, words: string): boolean;
  readonly guard: GroupGuard;
  /** Seconds. */
  readonly timeout: number | null;
  /** Checks, before any trial, that the programs are there and the file has no mistake. @throws {LoadError} */
  check(): void;
}

/** A slot whose trials are programs of their own; their results are what they print. */
export class CommandSlot implements TrialSlot {
  #process: GroupProcess | null = null;
  #reason: Failure | null = null;
  #stopping = false;
  #idle: Promise<void> = Promise.resolve();

  constructor(private readonly setup: CommandSlotSetup) {}

  async prepare(): Promise<void> {
    this.setup.check();
  }

  async run(assignment: Assignment): Promise<TrialEnd> {
    this.#reason = null;
    this.#stopping = false;
    const { timeout } = this.setup;
    const timer =
      timeout === null
        ? null
        : setTimeout(() => void this.interrupt(timeoutFailure(timeout), GRACE_MS), timeout * 1000);
    let leave = () => {};
    this.#idle = new Promise((resolve) => {
      leave = resolve;
    });
    try {
      return await this.#run(assignment);
    } finally {
      if (timer !== null) clearTimeout(timer);
      assignment.sink.close();
      leave();
    }
  }

  async interrupt(failure: Failure, graceMs: number): Promise<void> {
    this.#reason ??= failure;
    await this.stop(graceMs);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    await this.#process?.end(graceMs);
    await this.#idle;
  }

  get pid(): number | null {
    return this.setup.remote ? null : (this.#process?.pid ?? null);
  }

  pauseOutput(paused: boolean): void {
    if (paused) this.#process?.pause("both");
    else this.#process?.resume();
  }

  async #run(assignment: Assignment): Promise<TrialEnd> {
    const reports = new StepReports(
      (step, values) => assignment.report(step, values),
      (why) => void this.#endEarly(why),
    );
    const output = new TrialOutput(assignment, this.setup, reports);
    for (const step of this.setup.steps) {
      if (this.#stopping) break;
      const words = step.map((word) => filledWord(word, (name) => this.setup.placeholder(name, assignment)));
      const exit = await this.#start(words, assignment, output);
      await reports.settle();
      if (reports.verdict?.kind === "stop") return { kind: "pruned", reason: reports.verdict.reason };
      if (reports.verdict?.kind === "enough") break;
      if (this.#reason !== null) break;
      if (exit.kind !== "status" || exit.status !== 0 || output.isLost(exit))
        return { kind: "failed", failure: output.failure(words, exit) };
    }
    if (this.#reason !== null) return { kind: "failed", failure: this.#reason };
    return output.result(assignment.trial, reports.verdict?.step ?? null);
  }

  #start(words: readonly string[], assignment: Assignment, output: TrialOutput): Promise<Exit> {
    const [program = "", ...more] = words;
    const variables = { ...this.setup.added(assignment), ...assignment.environment };
    const environment = { ...this.setup.environment, ...variables };
    const plain: ProgramCommand = { program, arguments: more, cwd: this.setup.cwd, environment };
    const command = this.setup.place(plain, variables);
    output.begin();
    return new Promise((resolve) => {
      this.#process = new GroupProcess(command, this.setup.guard, {
        stdout: (chunk) => output.take("stdout", chunk),
        stderr: (chunk) => output.take("stderr", chunk),
        exited: (exit) => {
          this.#process = null;
          output.finish();
          resolve(exit);
        },
      });
      this.#process.closeInput();
    });
  }

  async #endEarly(why: "judged" | "unwritable"): Promise<void> {
    this.#stopping = true;
    // A program that has been judged may put its things in order, and is killed where it takes too long over it.
    await this.#process?.end(why === "judged" ? GRACE_MS : 0);
  }
}

/** One stream of a program on its way to the log, the screen and the search for metrics. */
interface StreamReader {
  readonly rewriter: NameRewriter | null;
  readonly decoder: StringDecoder;
  readonly metrics: PrintedMetrics;
}

/** What the programs of one trial print. */
class TrialOutput {
  readonly #log: MetricLog;
  readonly #last = new LastLines();
  #streams: { readonly stdout: StreamReader; readonly stderr: StreamReader } | null = null;
  /** Standard output of this turn. */
  readonly #unheard: Buffer[] = [];
  #turn: NodeJS.Immediate | null = null;

  constructor(
    private readonly assignment: Assignment,
    private readonly setup: CommandSlotSetup,
    private readonly reports: StepReports,
  ) {
    this.#log = new MetricLog(setup.metrics);
  }

  /** A program of the trial starts. */
  begin(): void {
    const { copy } = this.assignment;
    const { goals, others } = this.setup.metrics;
    const names = [...goals.map(({ metric }) => metric), ...others];
    const reader = (): StreamReader => ({
      rewriter: copy === null ? null : new NameRewriter(...this.setup.rename(copy)),
      decoder: new StringDecoder("utf8"),
      metrics: new PrintedMetrics(names),
    });
    this.#streams = { stdout: reader(), stderr: reader() };
  }

  /**
   * Takes in what a program has printed. Of two streams that are read in one turn of the event loop nothing tells which was
   * written first: standard error is then heard first, since progress goes there and the result to standard output.
   */
  take(stream: "stdout" | "stderr", chunk: Buffer): void {
    if (stream === "stderr") {
      this.#hear(stream, chunk);
      return;
    }
    this.#unheard.push(chunk);
    this.#turn ??= setImmediate(() => this.#hearOutput());
  }

  #hearOutput(): void {
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#turn = null;
    for (const chunk of this.#unheard.splice(0)) this.#hear("stdout", chunk);
  }

  #hear(stream: "stdout" | "stderr", chunk: Buffer): void {
    const reader = this.#streams?.[stream];
    if (reader === undefined) return;
    const other = this.#streams?.[stream === "stdout" ? "stderr" : "stdout"];
    for (const line of other?.metrics.soFar() ?? []) this.reports.take(this.#log.add(line));
    this.#read(stream, reader, reader.rewriter?.push(chunk) ?? chunk, false);
  }

  /** The program has ended, and so has its output. */
  finish(): void {
    this.#hearOutput();
    for (const stream of ["stdout", "stderr"] as const) {
      const reader = this.#streams?.[stream];
      if (reader !== undefined) this.#read(stream, reader, reader.rewriter?.end() ?? Buffer.alloc(0), true);
    }
    this.reports.flush();
  }

  isLost(exit: Exit): boolean {
    return this.setup.isLost(exit, this.#last.text("stderr"));
  }

  failure(words: readonly string[], exit: Exit): Failure {
    const last = this.#last.text("stderr") || this.#last.text("stdout");
    const reason = last.trimEnd().split("\n").at(-1)?.trim() ?? "";
    const program = words[0] ?? "";
    const message = `${program} ${describeExit(exit)}${exit.kind === "status" && reason !== "" ? `: ${reason}` : "."}`;
    const traceback = last.trim() === "" ? null : last;
    if (this.isLost(exit)) return { kind: "lost", message: shortened(message), traceback };
    return { kind: exit.kind === "status" ? "exception" : "crash", message: shortened(message), traceback };
  }

  result(trial: number, end: number | null): TrialEnd {
    const result = this.#log.result(end);
    switch (result.kind) {
      case "result": {
        const folds = result.folds.some((one) => one !== null) ? result.folds : null;
        const { values, others: extra } = result;
        return { kind: "result", result: { type: "result", trial, values, folds, extra, extraFolds: {} } };
      }
      case "missing": {
        const message = `The program printed no ${result.metric}. Print a line such as ${result.metric}=0.93, or a line of JSON with that key.`;
        return { kind: "failed", failure: { kind: "bad-result", message, traceback: null } };
      }
      case "non-finite": {
        const message = `The program printed ${result.metric}=${result.value}, which is no finite number.`;
        return { kind: "failed", failure: { kind: "non-finite", message, traceback: null } };
      }
    }
  }

  #read(stream: "stdout" | "stderr", reader: StreamReader, data: Buffer, last: boolean): void {
    if (data.length > 0) {
      this.assignment.sink.write(data);
      this.#last.push(stream, data);
    }
    const text = reader.decoder.write(data);
    for (const line of reader.metrics.push(text)) this.reports.take(this.#log.add(line));
    if (last) for (const line of reader.metrics.end()) this.reports.take(this.#log.add(line));
  }
}

function shortened(text: string): string {
  return text.length <= 500 ? text : `${text.slice(0, 499)}…`;
}
