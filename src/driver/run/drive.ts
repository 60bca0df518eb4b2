import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, relative, resolve } from "node:path";
import { english } from "../../core/l10n/translation.js";
import { placeIn, type SourcePlace } from "../../core/notebooks/source-text.js";
import { TRIAL_ATTRIBUTES } from "../../core/study/attributes.js";
import { RUN_ENDS } from "../../core/study/run-ends.js";
import { setupOf } from "../../core/study/setup.js";
import { describeSpaceChange, spaceChange } from "../../core/study/space-change.js";
import type { StudyState } from "../../core/study/state.js";
import { JournalBrokenError } from "../journal/errors.js";
import { Journal } from "../journal/journal.js";
import { DriverWatch, liveDriver } from "../places/alive.js";
import { Heartbeat } from "../places/heartbeat.js";
import { makeStudiesFolder } from "../places/studies.js";
import { Guard } from "../processes/guard.js";
import { cellsBelow } from "./cells-below.js";
import { instantNow } from "./clock.js";
import { conduct } from "./conduct.js";
import { readEnvironmentFile } from "./environment-file.js";
import { type ExecutionInput, executionOf, loadsKeptCode, writesCopies } from "./execution.js";
import { FactsInquiry } from "./facts.js";
import { hashOf, keepCode } from "./kept-code.js";
import { LoadError } from "./load-error.js";
import { MemoryMeter } from "./memory-meter.js";
import { checkOwner, sourceOf } from "./owner.js";
import { patchedText, removeCopy, sweepCopies, writeCopy } from "./patched-copy.js";
import { type Plan, planRun } from "./plan.js";
import { createSlot, type Execution } from "./slots.js";
import { type QueuedTrial, type StartInput, StudyBusyError, startRecords } from "./start.js";
import type { StopSignals } from "./stop-signals.js";
import type { Copies } from "./study-run.js";
import { Tally } from "./tally.js";
import type { TrialSlot } from "./trial-slot.js";
import type { RunView } from "./view.js";

export interface DriveInput extends ExecutionInput {
  /** The studies folder, and the study's journal in it. */
  readonly folder: string;
  readonly journal: string;
  readonly signals: StopSignals;
  readonly view: RunView;
  /** Whether to work beside a driver that runs the study already. */
  readonly join: boolean;
  /** Trials to queue at the start. */
  readonly queued?: readonly QueuedTrial[];
}

export interface DriveOutcome {
  readonly study: StudyState;
  /** Why the run ended; null where its total is reached. */
  readonly reason: string | null;
  readonly seconds: number;
}

/**
 * Runs a study, or continues it, until its total is reached, a rule or a person ends it. What keeps it from running is
 * thrown before anything is written.
 */
export async function drive(input: DriveInput): Promise<DriveOutcome> {
  const { target, options, folder, view } = input;
  const watch = new DriverWatch();
  const isAlive = (worker: string) => watch.isAlive(worker, input.journal);
  let slots = options.parallel;
  const present = existsSync(input.journal) ? Journal.open(input.journal, "existing") : null;
  try {
    const broken = present?.error ?? null;
    if (broken !== null) throw new JournalBrokenError(input.journal, broken.line, broken.message);
    const study = present?.state.study(target.study.name);
    if (present !== null && study !== undefined) {
      const busy = liveDriver(study, isAlive);
      if (busy !== null && !input.join) throw new StudyBusyError(study.name, busy);
    }
    if (present !== null) for (const note of checkOwner(present.state, folder, target)) view.note(note);
    const below = cellsBelow(target);
    if (below !== null) view.note(below);
    const plan = planRun(target.study, options, study);
    for (const warning of plan.warnings) view.warn(warning);
    const left = trialsLeft(study, plan);
    if (study !== undefined && left <= 0) return { study, reason: RUN_ENDS.done(english), seconds: 0 };
    slots = Math.min(slots, left);
  } finally {
    present?.close();
  }
  return await new Drive(input, isAlive, slots).run();
}

/** How many trials a study is still to have. */
function trialsLeft(study: StudyState | undefined, { total }: Plan): number {
  if (total === null) return Number.POSITIVE_INFINITY;
  const { complete, pruned, failed } = new Tally().count(study?.trials ?? []);
  return total - complete - pruned - failed;
}

/** The run was stopped before its first trial. */
export class StoppedEarlyError extends Error {
  override readonly name = "StoppedEarlyError";
}

class Drive {
  readonly #worker = `hyperlens/${hostname()}/${process.pid}/${randomUUID()}`;
  readonly #execution: Execution;
  /** The bytes of the file as it stood when the run began. */
  readonly #code: Buffer;
  readonly #slots: TrialSlot[] = [];
  readonly #variables: Readonly<Record<string, string>>;
  readonly #guard = new Guard();
  #runtime = "";
  #needsFolders = false;

  constructor(
    private readonly input: DriveInput,
    private readonly isAlive: (worker: string) => boolean,
    private readonly count: number,
  ) {
    this.#code = Buffer.from(input.target.text);
    this.#execution = executionOf(input);
    const { env, memory, launcher } = input.options;
    this.#variables = env === null ? {} : readEnvironmentFile(resolve(dirname(input.target.file), env));
    if (memory !== null && (launcher !== null || !MemoryMeter.isAvailable)) {
      input.view.warn("The memory of trials cannot be measured here, so the option memory has no effect.");
    }
  }

  async run(): Promise<DriveOutcome> {
    const { folder, signals } = this.input;
    makeStudiesFolder(folder);
    for (let at = 0; at < this.count; at++) this.#addSlot();
    const inquiry = this.#inquire();
    try {
      await this.#load();
      return await this.#inJournal(await inquiry.result(this.#runtime));
    } finally {
      signals.listen(() => {});
      await Promise.all(this.#slots.map((slot) => slot.stop(0)));
      this.#guard.close();
    }
  }

  #inquire(): FactsInquiry {
    const { target, folder, cwd, environment, options } = this.input;
    const { file } = target;
    const remote = options.launcher !== null;
    return new FactsInquiry({ file, code: this.#code, folder, cwd, execution: this.#execution, environment, remote });
  }

  #addSlot(): TrialSlot {
    const { target, options, environment, cwd, folder, view } = this.input;
    const slot = createSlot({
      target,
      execution: this.#execution,
      options,
      environment,
      cwd,
      index: this.#slots.length,
      variables: this.#variables,
      guard: this.#guard,
      copy: loadsKeptCode(this.#execution, target.file) ? keepCode(folder, target.file, this.#code) : null,
      loadOutput: () => view.output(null),
      loaded: (runner) => {
        this.#runtime = runner.runtime;
        this.#needsFolders ||= runner.folder;
      },
    });
    this.#slots.push(slot);
    return slot;
  }

  /** Loads the user's file, everywhere where it will be run as it is, before anything is written. */
  async #load(): Promise<void> {
    const { signals } = this.input;
    let stopped: string | null = null;
    signals.listen(({ reason }) => {
      stopped = reason;
      const failure = { kind: "interrupted", message: reason, traceback: null } as const;
      void Promise.all(this.#slots.map((slot) => slot.interrupt(failure, 0)));
    });
    // Where each trial has a process of its own, one of them tells whether the file can be loaded at all.
    const apart = this.#execution.kind === "program" || this.#execution.objective.patched;
    const first = apart ? this.#slots.slice(0, 1) : this.#slots;
    try {
      await Promise.all(first.map((slot) => slot.prepare()));
    } catch (error) {
      if (stopped === null || !(error instanceof LoadError)) throw error;
      throw new StoppedEarlyError(`The run was stopped before its first trial. ${stopped}`);
    }
  }

  async #inJournal(facts: StartInput["facts"]): Promise<DriveOutcome> {
    const { target, options, folder, signals, view, join } = this.input;
    const { study } = target;
    const heartbeat = new Heartbeat(this.input.journal, this.#worker);
    const journal = Journal.open(this.input.journal, "create");
    try {
      const present = journal.state.study(study.name);
      const plan = planRun(study, options, present);
      this.#tellChange(present);
      const alone = present === undefined || liveDriver(present, this.isAlive) === null;
      const started = instantNow();
      await journal.append((state) =>
        startRecords(state, {
          worker: this.#worker,
          now: started,
          name: study.name,
          setup: { space: study.space, goals: study.goals, options, language: target.language.id },
          source: sourceOf(target, folder),
          seed: plan.seed,
          baseline: plan.baseline,
          total: plan.shownTotal,
          parallel: options.parallel,
          join,
          facts,
          queued: this.input.queued ?? [],
          isAlive: this.isAlive,
        }),
      );
      const { interpreter } = this.#execution.kind === "runner" ? this.#execution : this.#execution.program;
      return await conduct({
        journal,
        worker: this.#worker,
        started,
        isAlive: this.isAlive,
        target,
        options,
        plan,
        slots: this.#slots,
        addSlot: () => this.#addSlot(),
        copies: this.#copies(alone),
        needsFolders: () => this.#needsFolders,
        attributes: [
          [TRIAL_ATTRIBUTES.code, hashOf(this.#code)],
          [TRIAL_ATTRIBUTES.facts, facts.hash],
        ],
        heading: {
          place: this.#place(),
          interpreter: interpreter.path,
          runtime: this.#runtime,
          why: interpreter.why,
          journal: this.input.journal,
        },
        signals,
        view,
      });
    } finally {
      journal.close();
      heartbeat.dispose();
    }
  }

  /** What is kept of the trials so far, where the code now defines another space. */
  #tellChange(present: StudyState | undefined): void {
    const setup = present === undefined ? null : setupOf(present);
    if (present === undefined || setup === null) return;
    const change = spaceChange(setup.space, this.input.target.study.space, present.directions, present.trials);
    const { file, study } = this.input.target;
    const target = `${relative(process.cwd(), file)}:${study.name}`;
    if (change !== null) this.input.view.note(describeSpaceChange(change, target));
  }

  /** Copies that were left behind are swept, but not those that another driver is running just now. */
  #copies(alone: boolean): Copies | null {
    if (!writesCopies(this.#execution)) return null;
    const { file, text, study, language } = this.input.target;
    if (alone) sweepCopies(file);
    return {
      write: (trial, values, place) => writeCopy(file, trial, patchedText(text, study, language, values), place),
      remove: removeCopy,
    };
  }

  /** Where the study is annotated. */
  #place(): SourcePlace {
    const { target } = this.input;
    return placeIn(target, target.study.annotation.start);
  }
}
