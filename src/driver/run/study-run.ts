import { mkdirSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import type { OutcomeConstraint } from "../../core/annotations/study.js";
import type { Literal } from "../../core/space/literal.js";
import { keeping, logPath, trialFolder } from "../places/studies.js";
import { GRACE_MS } from "../processes/group.js";
import { TrialLog } from "../processes/trial-log.js";
import { lostCheckpoint, missingCheckpoint, resumeVariables } from "./checkpoint.js";
import type { Measured, MemoryMeter } from "./memory-meter.js";
import { endingOf } from "./outcome.js";
import type { Sink } from "./output-queue.js";
import { PatchError } from "./patched-copy.js";
import type { Session } from "./session.js";
import type { Assigned, Ended } from "./session-terms.js";
import { argumentsOf, trialEnvironment } from "./trial-inputs.js";
import type { TrialEnd, TrialSlot } from "./trial-slot.js";

/** How long runners may take to end when a run is stopped at once; the whole stop takes less than five seconds. */
const STOP_GRACE_MS = 2_000;
/** How long idle runners may take for what the user's code does at its exit. */
const EXIT_GRACE_MS = 5_000;

/** How long a slot that has nothing to do waits before it asks again, since other drivers ring no bell of ours. */
const LOOK_AGAIN_MS = 500;

/** Copies of the user's file with the values of a trial in them, where the study tunes values in the body. */
export interface Copies {
  /** `folder`: that of the trial, where the copy goes if it cannot stand beside the original. */
  write(trial: number, values: ReadonlyMap<string, Literal>, folder: string): string;
  remove(path: string): void;
}

export interface StudyRunInput {
  readonly session: Session;
  /** Slots that are ready; more are made where more are wished for later. */
  readonly slots: readonly TrialSlot[];
  addSlot(): TrialSlot;
  /** Path of the journal. */
  readonly journal: string;
  readonly study: string;
  readonly seed: number;
  readonly metrics: readonly (string | null)[];
  readonly constraints: readonly OutcomeConstraint[];
  readonly copies: Copies | null;
  readonly meter: MemoryMeter;
  /** Whether the folder of a trial must be there when it runs. */
  needsFolders(): boolean;
  /** Whether trials go on from what others have left in their folders. */
  readonly checkpoints: boolean;
  /** Whether a parameter is passed as an argument. */
  isArgument(name: string): boolean;
  /** Where the output of a trial is shown. */
  output(trial: number): Sink;
  began(assigned: Assigned): void;
  /** Told of each trial that has ended, once it is in the journal and all its output has been shown. */
  ended(ended: Ended, assigned: Assigned): void;
}

/** A trial that was set to work. */
interface Begun {
  readonly measured: Measured;
  readonly executed: Promise<TrialEnd>;
}

/** Runs a study's trials in its slots until nothing more is to be done. */
export class StudyRun {
  readonly #running = new Map<TrialSlot, Assigned>();
  readonly #change = new Bell();
  /** Slots that are being served, each until there is nothing more for it, and idle ones that may be again. */
  readonly #serving = new Map<TrialSlot, Promise<void>>();
  readonly #idle: TrialSlot[] = [];
  readonly #leaving = new Set<TrialSlot>();
  #wanted: number;
  #fail: (error: unknown) => void = () => {};
  #stoppedAtOnce = false;

  constructor(private readonly input: StudyRunInput) {
    this.#wanted = input.slots.length;
  }

  /** Resolves when every slot is done; rejects where the journal cannot be written. */
  async run(): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    for (const slot of this.input.slots) this.#start(slot);
    try {
      while (this.#serving.size > 0) await Promise.race([failed, Promise.all(this.#serving.values())]);
    } finally {
      const slots = [...this.#serving.keys(), ...this.#idle];
      await Promise.all(slots.map((slot) => slot.stop(this.#stoppedAtOnce ? STOP_GRACE_MS : EXIT_GRACE_MS)));
    }
  }

  /** Changes how many trials run at once; slots that are too many leave when their trials have ended. */
  resize(slots: number): void {
    this.#wanted = slots;
    while (this.#serving.size - this.#leaving.size < this.#wanted)
      this.#start(this.#idle.pop() ?? this.input.addSlot());
  }

  /** Ends a running trial as killed by hand; false where it does not run here. */
  kill(trial: number): boolean {
    const found = [...this.#running].find(([, assigned]) => assigned.trial.number === trial);
    if (found === undefined) return false;
    const failure = { kind: "killed", message: "It was killed by hand.", traceback: null } as const;
    void found[0].interrupt(failure, GRACE_MS);
    return true;
  }

  /** Slots that wait look again at once. */
  wake(): void {
    this.#change.ring();
  }

  #start(slot: TrialSlot): void {
    const served = this.#serve(slot)
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#serving.delete(slot);
        this.#leaving.delete(slot);
        this.#idle.push(slot);
      });
    this.#serving.set(slot, served);
  }

  /** Starts nothing new; the trials that run now are let finish. */
  finish(reason: string): void {
    this.input.session.stop(reason);
    this.#change.ring();
  }

  get running(): number {
    return this.#running.size;
  }

  /** Fails the running trials as interrupted, queues them again, and ends their runners. The journal comes first. */
  async stopAtOnce(reason: string): Promise<void> {
    if (this.#stoppedAtOnce) return;
    this.#stoppedAtOnce = true;
    const { session } = this.input;
    session.stop(reason);
    this.#change.ring();
    const message = `The run was stopped while the trial ran: ${reason}`;
    const trials = [...this.#running.values()].map(({ trial }) => trial);
    try {
      await session.interrupt(trials, message);
    } finally {
      const failure = { kind: "interrupted", message, traceback: null } as const;
      await Promise.all([...this.#serving.keys()].map((slot) => slot.interrupt(failure, STOP_GRACE_MS)));
    }
  }

  async #serve(slot: TrialSlot): Promise<void> {
    let last: { readonly ended: Ended; readonly assigned: Assigned; readonly shown: Latch } | null = null;
    while (!this.#stoppedAtOnce) {
      const shown = new Latch();
      let begun = null as Begun | null;
      const turn = await this.input.session.turn(last?.ended ?? null, this.#place(slot), (assigned) => {
        this.#running.set(slot, assigned);
        const measured = this.input.meter.begin(slot);
        begun = { measured, executed: this.#execute(slot, assigned, shown) };
        // Where the disk refuses the records after all, that error is the one to tell.
        begun.executed.catch(() => {});
      });
      const before = last;
      const tell = () => {
        if (before === null) return;
        before.shown.whenOpen(() => this.input.ended(before.ended, before.assigned));
        this.#change.ring();
      };
      if (turn.kind !== "run") tell();
      if (turn.kind === "wait") {
        last = null;
        await this.#change.next(LOOK_AGAIN_MS);
        continue;
      }
      if (turn.kind === "end") {
        // What its runner holds, a node of a cluster perhaps, another slot may be waiting for.
        if (this.#running.size > 0) await slot.stop(EXIT_GRACE_MS);
        return;
      }
      const { assigned } = turn;
      const { measured, executed } = begun!;
      // The runner is at work; what people see of the last trial need not keep it waiting.
      tell();
      this.input.began(assigned);
      const end = await executed;
      this.input.meter.end(measured);
      this.#running.delete(slot);
      if (this.#stoppedAtOnce) return;
      const { metrics, constraints } = this.input;
      const ending = endingOf(end, metrics, constraints);
      last = { ended: { trial: assigned.trial, ending, memory: measured.peak }, assigned, shown };
    }
  }

  /** Of slots that are too many, the first that comes to its turn leaves. */
  #place(slot: TrialSlot): "stays" | "leaves" {
    if (this.#serving.size - this.#leaving.size > this.#wanted) this.#leaving.add(slot);
    return this.#leaving.has(slot) ? "leaves" : "stays";
  }

  async #execute(slot: TrialSlot, assigned: Assigned, shown: Latch): Promise<TrialEnd> {
    const { trial, values, budget, continues } = assigned;
    const { journal, study, seed, copies, session } = this.input;
    const folder = trialFolder(journal, trial.number);
    const made = this.input.needsFolders();
    if (made) keeping(folder, () => mkdirSync(folder, { recursive: true }));
    let copy: string | null = null;
    let steps = 0;
    const sink = this.#sink(trial.number, made ? folder : null, shown);
    try {
      const lost = lostCheckpoint(journal, continues);
      if (lost !== null) {
        sink.close();
        return { kind: "failed", failure: lost };
      }
      copy = copies?.write(trial.number, values, folder) ?? null;
      const end = await slot.run({
        trial: trial.number,
        values: budget === null ? values : new Map([...values, [budget.name, budget.literal]]),
        params: argumentsOf(assigned, this.input.isArgument),
        environment: {
          ...trialEnvironment({ study, seed, trial: trial.number, folder }),
          ...resumeVariables(journal, continues),
        },
        copy,
        sink,
        report: (step, reported) => {
          steps++;
          return session.report(trial, step, reported);
        },
      });
      if (end.kind !== "result") return end;
      return (steps === 0 ? withoutSteps(assigned) : null) ?? this.#withoutCheckpoint(assigned) ?? end;
    } catch (error) {
      sink.close();
      if (!(error instanceof PatchError)) throw error;
      return { kind: "failed", failure: { kind: "bad-result", message: error.message, traceback: null } };
    } finally {
      if (copy !== null) copies?.remove(copy);
    }
  }

  /** A trial that others may have to go on from must leave something for them; null where it did, or need not. */
  #withoutCheckpoint({ trial, budget }: Assigned): TrialEnd | null {
    if (!this.input.checkpoints || budget === null || budget.whole) return null;
    const failure = missingCheckpoint(this.input.journal, trial.number);
    return failure === null ? null : { kind: "failed", failure };
  }

  #sink(trial: number, folder: string | null, shown: Latch): Sink {
    const log = new TrialLog(logPath(this.input.journal, trial));
    const screen = this.input.output(trial);
    return {
      write: (data) => {
        log.write(data);
        screen.write(data);
      },
      close: () => {
        if (shown.open) return;
        log.close();
        screen.close();
        if (folder !== null) removeIfEmpty(folder);
        shown.release();
      },
    };
  }
}

/** A trial whose budget is a number of steps must report some; null where it need not. */
function withoutSteps({ budget }: Assigned): TrialEnd | null {
  if (budget === null || budget.argument) return null;
  const { name } = budget;
  const message = `The budget ${name} cannot reach the objective: it has no parameter ${name}, and it reported no intermediate value after which it could be stopped. Add the parameter, yield after each step, or print the metric with its epoch.`;
  return { kind: "failed", failure: { kind: "bad-result", message, traceback: null } };
}

/** Wakes everybody who waits. */
class Bell {
  #waiting: (() => void)[] = [];

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves with the next ring, but no later than after so many milliseconds. */
  next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** What waits for it happens when it is released, or at once where it has been. */
class Latch {
  open = false;
  #waiting: (() => void) | null = null;

  whenOpen(action: () => void): void {
    if (this.open) action();
    else this.#waiting = action;
  }

  release(): void {
    this.open = true;
    this.#waiting?.();
    this.#waiting = null;
  }
}

/** Removes the folder of a trial that left nothing in it; no trial has to wait for that. */
function removeIfEmpty(folder: string): void {
  void rmdir(folder).catch(() => {
    // There is something in it.
  });
}
