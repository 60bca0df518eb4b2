import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { TRIAL_ATTRIBUTES } from "../../core/study/attributes.js";
import { pendingControl } from "../../core/study/control.js";
import type { StudyOptions } from "../../core/study/options.js";
import { controlDone, runRecord } from "../../core/study/records.js";
import type { RunRecord } from "../../core/study/run.js";
import { setupOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import type { Interpreter } from "../interpreters/find.js";
import { JournalBrokenError } from "../journal/errors.js";
import { Journal } from "../journal/journal.js";
import { DriverWatch } from "../places/alive.js";
import { Heartbeat } from "../places/heartbeat.js";
import { makeStudiesFolder } from "../places/studies.js";
import { Guard } from "../processes/guard.js";
import { instantNow } from "./clock.js";
import { LoadError } from "./load-error.js";
import { type FunctionObjective, functionOf, interpreterOf } from "./objective.js";
import { checkOwner, type Target } from "./owner.js";
import { patchedText, removeCopy, sweepCopies, writeCopy } from "./patched-copy.js";
import { type Plan, planRun, storedPath } from "./plan.js";
import { Session } from "./session.js";
import type { Slot } from "./slot.js";
import { createSlots } from "./slots.js";
import { liveDriver, type QueuedTrial, StudyBusyError, startRecords } from "./start.js";
import type { StopSignals } from "./stop-signals.js";
import { StudyRun } from "./study-run.js";
import { Tally } from "./tally.js";
import type { RunView } from "./view.js";

/** How often the journal is looked at for what others have written: wishes of people, above all. */
const LOOK_MS = 250;

export interface DriveInput {
  readonly target: Target;
  readonly options: StudyOptions;
  /** The studies folder, and the study's journal in it. */
  readonly folder: string;
  readonly journal: string;
  /** Interpreters named on the command line. */
  readonly given: { readonly python: string | null; readonly node: string | null };
  readonly environment: NodeJS.ProcessEnv;
  readonly signals: StopSignals;
  readonly view: RunView;
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
      if (busy !== null) throw new StudyBusyError(study.name, busy);
    }
    if (present !== null) for (const note of checkOwner(present.state, folder, target)) view.note(note);
    const plan = planRun(target.study, options, study);
    for (const warning of plan.warnings) view.warn(warning);
    const left = trialsLeft(study, plan);
    if (study !== undefined && left <= 0) return { study, reason: "All its trials are done.", seconds: 0 };
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
  readonly #objective: FunctionObjective;
  readonly #interpreter: Interpreter;
  readonly #codeHash: string;
  #needsFolders = false;

  constructor(
    private readonly input: DriveInput,
    private readonly isAlive: (worker: string) => boolean,
    private readonly slots: number,
  ) {
    const { target, options, given, environment } = input;
    this.#objective = functionOf(target.study);
    this.#interpreter = interpreterOf(target.file, this.#objective, options, given, environment);
    this.#codeHash = createHash("sha256").update(target.text).digest("hex").slice(0, 16);
  }

  async run(): Promise<DriveOutcome> {
    const { target, options, folder, view, signals } = this.input;
    const guard = new Guard();
    let runtime = "";
    makeStudiesFolder(folder);
    const slots = createSlots({
      target,
      objective: this.#objective,
      options,
      interpreter: this.#interpreter,
      environment: this.input.environment,
      cwd: resolve(options.cwd ?? "."),
      guard,
      count: this.slots,
      copy: this.#objective.language === "python" ? this.#keepCode() : null,
      loadOutput: () => view.output(null),
      loaded: (runner) => {
        runtime = runner.runtime;
        this.#needsFolders ||= runner.folder;
      },
    });
    try {
      await this.#load(slots);
      return await this.#inJournal(slots, runtime);
    } finally {
      signals.listen(() => {});
      await Promise.all(slots.map((slot) => slot.stop(0)));
      guard.close();
    }
  }

  /** Loads the user's file, everywhere where it will be run as it is, before anything is written. */
  async #load(slots: readonly Slot[]): Promise<void> {
    const { signals } = this.input;
    let stopped: string | null = null;
    signals.listen(({ reason }) => {
      stopped = reason;
      const failure = { kind: "interrupted", message: reason, traceback: null } as const;
      void Promise.all(slots.map((slot) => slot.interrupt(failure, 0)));
    });
    // Where each trial has a process of its own, one of them tells whether the file can be loaded at all.
    const first = this.#objective.patched ? slots.slice(0, 1) : slots;
    try {
      await Promise.all(first.map((slot) => slot.prepare()));
    } catch (error) {
      if (stopped === null || !(error instanceof LoadError)) throw error;
      throw new StoppedEarlyError(`The run was stopped before its first trial. ${stopped}`);
    }
  }

  async #inJournal(slots: readonly Slot[], runtime: string): Promise<DriveOutcome> {
    const { target, options, folder } = this.input;
    const heartbeat = new Heartbeat(this.input.journal, this.#worker);
    const journal = Journal.open(this.input.journal, "create");
    try {
      const { study } = target;
      const plan = planRun(study, options, journal.state.study(study.name));
      const started = instantNow();
      await journal.append((state) =>
        startRecords(state, {
          worker: this.#worker,
          now: started,
          name: study.name,
          setup: { space: study.space, goals: study.goals, options, language: target.language.id },
          source: { file: storedPath(folder, target.file), name: study.name, line: this.#line() },
          seed: plan.seed,
          baseline: plan.baseline,
          total: plan.shownTotal,
          queued: this.input.queued ?? [],
          isAlive: this.isAlive,
        }),
      );
      return await this.#trials(journal, slots, plan, started, runtime);
    } finally {
      journal.close();
      heartbeat.dispose();
    }
  }

  async #trials(
    journal: Journal,
    slots: readonly Slot[],
    plan: Plan,
    started: number,
    runtime: string,
  ): Promise<DriveOutcome> {
    const { target, options, view, signals } = this.input;
    const { study } = target;
    const state = () => {
      const found = journal.state.study(study.name);
      if (found === undefined)
        throw new Error(`The study ${study.name} is not in ${journal.path}, though it was just written.`);
      return found;
    };
    const setup = setupOf(state());
    if (setup === null) throw new Error(`The set-up of ${study.name} cannot be read back from ${journal.path}.`);
    const session = new Session({
      journal,
      worker: this.#worker,
      study: study.name,
      setup,
      options,
      suggester: plan.suggester,
      judge: plan.judge,
      resource: plan.resource,
      total: plan.total,
      attributes: [[TRIAL_ATTRIBUTES.code, this.#codeHash]],
      started,
    });
    const run = new StudyRun({
      session,
      slots,
      journal: this.input.journal,
      study: study.name,
      seed: plan.seed,
      metrics: study.goals.map(({ metric }) => metric),
      constraints: study.outcomeConstraints,
      copies: this.#copies(),
      needsFolders: () => this.#needsFolders,
      isArgument: (name) => !study.slots.some((slot) => slot.name === name && slot.place === "code"),
      output: (trial) => view.output(trial),
      began: (assigned) => view.began(assigned),
      ended: (ended, assigned) => view.ended(ended, assigned),
    });
    view.begin(
      {
        study: study.name,
        file: target.file,
        line: this.#line() + 1,
        goals: study.goals,
        parameters: study.space.parameters.length,
        total: plan.shownTotal,
        seed: plan.seed,
        parallel: options.parallel,
        interpreter: this.#interpreter.path,
        runtime,
        why: this.#interpreter.why,
        journal: this.input.journal,
      },
      session,
    );
    view.onFlow((paused) => {
      for (const slot of slots) slot.pauseOutput(paused);
    });
    const record = (reason: string | null, ended: number | null): RunRecord => ({
      worker: this.#worker,
      started,
      ended,
      total: plan.shownTotal,
      reason,
    });
    let stopping: Promise<void> | null = null;
    signals.listen(({ how, reason }) => {
      if (how === "finish") {
        run.finish(reason);
        view.note(
          `Finishing ${run.running === 1 ? "the running trial" : `the ${run.running} running trials`}; press Ctrl-C again to stop at once.`,
        );
      } else stopping = run.stopAtOnce(reason);
    });
    const look = setInterval(() => this.#obey(journal, started), LOOK_MS);
    let trouble: unknown = null;
    try {
      await run.run();
    } catch (error) {
      trouble = error;
      await run.stopAtOnce(error instanceof Error ? error.message : String(error)).catch(() => {});
    }
    clearInterval(look);
    await stopping;
    const reason = session.stopped;
    const ended = instantNow();
    const why = reason ?? (trouble === null ? "All its trials are done." : String(trouble));
    const write = journal.append(() => runRecord(this.#worker, state().id, record(why, ended)));
    if (trouble !== null) {
      await write.catch(() => {});
      throw trouble;
    }
    await write;
    return { study: state(), reason, seconds: (ended - started) / 1e6 };
  }

  /** Carries out what a person has written into the journal: from the editor, another terminal, another machine. */
  #obey(journal: Journal, since: number): void {
    const { name } = this.input.target.study;
    let control: ReturnType<typeof pendingControl> = null;
    try {
      journal.refresh();
      const study = journal.state.study(name);
      control = study === undefined ? null : pendingControl(study, this.#worker, since);
    } catch {
      // What is wrong with the file, the next append will say.
    }
    if (control === null) return;
    const { id } = control;
    this.input.signals.ask({
      how: control.do === "stop" ? "finish" : "now",
      reason: "Somebody asked the run to stop.",
    });
    void journal
      .append((state) => {
        const present = state.study(name);
        return present === undefined ? [] : controlDone(this.#worker, present.id, id);
      })
      .catch(() => {});
  }

  #copies() {
    if (!this.#objective.patched) return null;
    const { file, text, study, language } = this.input.target;
    sweepCopies(file);
    return {
      write: (trial: number, values: Parameters<typeof patchedText>[3]) =>
        writeCopy(file, trial, patchedText(text, study, language, values)),
      remove: removeCopy,
    };
  }

  /** Keeps the file as it stands now, so that a runner which is replaced later loads the same; gives the path. */
  #keepCode(): string {
    const { target, folder } = this.input;
    const path = join(folder, "code", `${this.#codeHash}${extname(target.file)}`);
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, readFileSync(target.file));
    }
    return path;
  }

  /** Line of the annotation, from 0. */
  #line(): number {
    const { text, study } = this.input.target;
    return text.slice(0, study.annotation.start).split("\n").length - 1;
  }
}
