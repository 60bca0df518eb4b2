import type { MetricLogSetup } from "../../core/protocol/metric-log.js";
import type { DriverMessage, RunnerMessage } from "../../core/protocol/runner.js";
import type { Failure } from "../../core/study/failure.js";
import { GRACE_MS } from "../processes/group.js";
import { describeExit, type Exit } from "../processes/group-process.js";
import type { RunnerListener, RunnerProcess } from "../processes/runner.js";
import { timeoutFailure } from "./limits.js";
import { LoadError, loadError } from "./load-error.js";
import { OutputQueue, type Sink } from "./output-queue.js";
import { PrintedSteps } from "./printed-steps.js";
import type { Assignment, TrialEnd, TrialSlot } from "./trial-slot.js";

type Load = Extract<DriverMessage, { type: "load" }>;

export interface RunnerSlotSetup {
  /** Starts a runner process. */
  start(listener: RunnerListener): RunnerProcess;
  readonly load: Omit<Load, "copy" | "marker" | "type" | "version">;
  /** What a runner loads that serves many trials; see the message `load`. */
  readonly copy: string | null;
  /** A fresh process for each trial. */
  readonly fresh: boolean;
  /** Seconds. */
  readonly timeout: number | null;
  readonly version: number;
  /** Whether the runner may be on another machine. */
  readonly isRemote: boolean;
  /** Whether the end of a runner tells that the machine was lost. */
  isLost(exit: Exit, words: string): boolean;
  /** Words about the interpreter, for messages. */
  readonly interpreter: string;
  /** The metric whose steps are listened for in what a function prints; null where it has no name, or several do. */
  readonly metrics: MetricLogSetup | null;
  /** Where output goes that belongs to no trial: that of loading. */
  loadSink(): Sink;
  /** Told once a runner has loaded the file: its runtime, "CPython 3.11.7", and whether trials need their folders. */
  loaded(runner: { readonly runtime: string; readonly folder: boolean }): void;
}

/** A runner with the file loaded, or on its way there. */
interface Runner {
  readonly process: RunnerProcess;
  readonly ready: Promise<void>;
  /** Resolves when the process is gone and its output has been read. */
  readonly gone: Promise<void>;
  readonly copy: string | null;
}

interface Running {
  readonly assignment: Assignment;
  /** Why the pruner has ended it; null while it has not. */
  verdict: string | null;
  /** What is heard of it in its output; null where nobody listens. */
  readonly printed: PrintedSteps | null;
  end(end: TrialEnd): void;
  /** What is no fault of the trial: its report could not be written. */
  fail(error: unknown): void;
}

/** A slot whose trials are calls of a function in a runner; it replaces its runner when that is gone. */
export class RunnerSlot implements TrialSlot {
  #runner: Runner | null = null;
  #running: Running | null = null;
  #output: OutputQueue;
  /** Why the runner is being ended by us; it becomes the failure of the trial that ran in it. */
  #reason: Failure | null = null;
  #ending: Promise<void> | null = null;

  constructor(private readonly setup: RunnerSlotSetup) {
    this.#output = new OutputQueue(setup.loadSink());
  }

  /** Loads the user's file. @throws {LoadError} with the reason why it cannot be loaded, and the remedy. */
  async prepare(): Promise<void> {
    await this.#obtain(this.setup.copy).ready;
  }

  async run(assignment: Assignment): Promise<TrialEnd> {
    if (this.#ending !== null) await this.#ending;
    if (assignment.copy !== null || (this.setup.fresh && this.#runner?.copy !== this.setup.copy)) await this.stop(0);
    let runner = this.#obtain(assignment.copy ?? this.setup.copy);
    // With one that is loaded no time is lost in waiting.
    if (!loaded.has(runner)) {
      try {
        await runner.ready;
      } catch (error) {
        if (!(error instanceof LoadError)) throw error;
        assignment.sink.close();
        return { kind: "failed", failure: this.#reason ?? error.failure };
      }
      runner = this.#runner ?? runner;
    }
    const end = await this.#call(runner, assignment);
    if (this.setup.fresh || assignment.copy !== null) await this.stop(GRACE_MS);
    else if (this.#ending !== null) await this.#ending;
    return end;
  }

  /** Ends the trial that runs here, and the runner with it; resolves when nothing of it is left. */
  async interrupt(failure: Failure, graceMs: number): Promise<void> {
    this.#reason ??= failure;
    await this.stop(graceMs);
  }

  /** Ends the runner: one that is idle is asked to exit first, so that what the user's code does at its exit is done. */
  async stop(graceMs: number): Promise<void> {
    const runner = this.#runner;
    if (runner === null) return;
    this.#ending ??= this.#end(runner, graceMs);
    await this.#ending;
  }

  async #end(runner: Runner, graceMs: number): Promise<void> {
    if (this.#running === null && loaded.has(runner)) {
      runner.process.send({ type: "exit" });
      await within(runner.gone, graceMs);
    }
    await runner.process.end(graceMs);
    await runner.gone;
    this.#ending = null;
  }

  get pid(): number | null {
    return this.setup.isRemote ? null : (this.#runner?.process.pid ?? null);
  }

  pauseOutput(paused: boolean): void {
    if (paused) this.#runner?.process.pause();
    else this.#runner?.process.resume();
  }

  #call(runner: Runner, assignment: Assignment): Promise<TrialEnd> {
    const { trial, params, environment } = assignment;
    const printed = this.#listen(runner, assignment);
    this.#output.push(printed ?? assignment.sink);
    return new Promise((resolve, reject) => {
      const { timeout } = this.setup;
      const timer =
        timeout === null
          ? null
          : setTimeout(() => {
              void this.interrupt(timeoutFailure(timeout), GRACE_MS);
            }, timeout * 1000);
      this.#running = {
        assignment,
        verdict: null,
        printed,
        end: (end) => {
          if (timer !== null) clearTimeout(timer);
          this.#running = null;
          resolve(printed?.settled(end) ?? end);
        },
        fail: (error) => {
          if (timer !== null) clearTimeout(timer);
          this.#running = null;
          reject(error);
        },
      };
      runner.process.send({ type: "run", trial, params, environment });
    });
  }

  /** A function that yields its steps need not print them. */
  #listen(runner: Runner, assignment: Assignment): PrintedSteps | null {
    const { metrics } = this.setup;
    if (metrics === null || loaded.get(runner)?.yields === true) return null;
    return new PrintedSteps(assignment, metrics, (why) => {
      // The trial may be over, and another one may run.
      const running = this.#running;
      if (running?.assignment !== assignment) return;
      if (why === "judged" && this.#mayInterrupt(runner)) this.#interrupt(runner, running);
      else void this.stop(why === "judged" ? GRACE_MS : 0);
    });
  }

  /** Whether it is the runner itself that was started here, rather than something that has passed it on. */
  #mayInterrupt(runner: Runner): boolean {
    const { pid } = runner.process;
    return !this.setup.isRemote && pid !== null && loaded.get(runner)?.interrupts === pid;
  }

  /** Ends the trial, but not its process, in which the next one need not load the file again; unless it does not heed. */
  #interrupt(runner: Runner, running: Running): void {
    runner.process.interrupt();
    const timer = setTimeout(() => {
      if (this.#running === running) void this.stop(0);
    }, GRACE_MS);
    timer.unref();
  }

  #obtain(copy: string | null): Runner {
    if (this.#runner !== null) return this.#runner;
    const output = new OutputQueue(this.setup.loadSink());
    this.#output = output;
    this.#reason = null;
    output.push(this.setup.loadSink());
    let settle: { resolve(): void; reject(error: LoadError): void } | null = null;
    const ready = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    // Whoever waits for it hears of it; nobody may be waiting yet.
    ready.catch(() => {});
    let leave = () => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const listener: RunnerListener = {
      message: (message) => {
        if (message.type === "ready" && message.version === this.setup.version) {
          loaded.set(runner, message);
          this.setup.loaded(message);
          settle?.resolve();
        } else if (message.type === "ready") {
          settle?.reject(loadError.version(this.setup.interpreter));
        } else if (message.type === "unloadable") {
          settle?.reject(loadError.unloadable(message, this.setup.load.file, this.setup.interpreter));
        } else {
          this.#hear(runner, message);
        }
      },
      output: (data) => output.write(data),
      outputEnded: () => output.end(),
      silenced: () => {
        if (this.#runner === runner) void this.interrupt(SILENCED, GRACE_MS);
      },
      exited: (exit) => {
        const how = describeExit(exit);
        if (this.#runner === runner) this.#runner = null;
        const last = output.lastWords();
        output.endAll();
        const reason = this.#reason;
        const isLost = this.setup.isLost(exit, last);
        if (reason !== null) settle?.reject(new LoadError(reason));
        else if (isLost) settle?.reject(loadError.lost(how, last));
        else settle?.reject(loadError.exited(how, this.setup.load.file, this.setup.interpreter, last));
        const crash: Failure = { kind: "crash", message: `The process that ran the trial ${how}.`, traceback: null };
        const judged = reason === null && this.#running?.printed?.isJudged === true;
        this.#running?.end(
          judged
            ? { kind: "pruned", reason: null }
            : { kind: "failed", failure: reason ?? (isLost ? lost(how) : crash) },
        );
        leave();
      },
    };
    const runner: Runner = { process: this.setup.start(listener), ready, gone, copy };
    this.#runner = runner;
    const { load, version } = this.setup;
    runner.process.send({ type: "load", version, ...load, copy, marker: runner.process.marker });
    return runner;
  }

  #hear(runner: Runner, message: RunnerMessage): void {
    const running = this.#running;
    if (running === null || !("trial" in message) || message.trial !== running.assignment.trial) return;
    switch (message.type) {
      case "report":
        void this.#report(runner, running, message.step, message.values);
        break;
      case "result":
        if (message.values.length === this.setup.load.metrics.length) running.end({ kind: "result", result: message });
        else void this.interrupt(badAnswer(`${message.values.length} values`), GRACE_MS);
        break;
      case "pruned":
        running.end({ kind: "pruned", reason: running.verdict });
        break;
      case "failed":
        running.end({
          kind: "failed",
          failure: { kind: message.kind, message: message.message, traceback: message.traceback },
        });
        break;
      case "suggest":
        void this.interrupt(badAnswer(`a question for a value of ${message.name}`), GRACE_MS);
        break;
    }
  }

  async #report(runner: Runner, running: Running, step: number, values: readonly number[]): Promise<void> {
    running.printed?.stopListening();
    try {
      const verdict = await running.assignment.report(step, values);
      if (this.#running !== running) return;
      if (verdict.kind === "stop") running.verdict = verdict.reason;
      runner.process.send({ type: "decision", stop: verdict.kind !== "continue", keep: verdict.kind === "enough" });
    } catch (error) {
      running.fail(error);
    }
  }
}

/** The runners that have loaded the file, with what they have said of it. */
const loaded = new WeakMap<Runner, Extract<RunnerMessage, { type: "ready" }>>();

/** Waits for a promise, but no longer than so many milliseconds. */
async function within(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}

function lost(how: string): Failure {
  return { kind: "lost", message: `The machine that ran the trial was lost: its launcher ${how}.`, traceback: null };
}

const SILENCED: Failure = {
  kind: "crash",
  message: "The process that ran the trial has closed its streams, so that nothing can be heard of it any more.",
  traceback: null,
};

function badAnswer(what: string): Failure {
  return {
    kind: "crash",
    message: `The process that ran the trial sent ${what}, which this study has no use for.`,
    traceback: null,
  };
}
