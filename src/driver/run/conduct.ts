import { formatBytes } from "../../core/format/bytes.js";
import { english } from "../../core/l10n/translation.js";
import type { Control } from "../../core/study/control.js";
import type { Json } from "../../core/study/json.js";
import type { StudyOptions } from "../../core/study/options.js";
import { RUN_ENDS } from "../../core/study/run-ends.js";
import { setupOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import type { Instant, Trial } from "../../core/study/trial.js";
import type { Journal } from "../journal/journal.js";
import { studyFolder } from "../places/studies.js";
import { count } from "../terminal/words.js";
import type { DriveOutcome } from "./drive.js";
import { Hosting } from "./hosting.js";
import { KeptFolders } from "./kept-folders.js";
import { MemoryMeter } from "./memory-meter.js";
import type { Target } from "./owner.js";
import type { Plan } from "./plan.js";
import { Session } from "./session.js";
import type { StopSignals } from "./stop-signals.js";
import { type Copies, StudyRun } from "./study-run.js";
import type { TrialSlot } from "./trial-slot.js";
import type { RunHeading, RunView } from "./view.js";
import { Wishes } from "./wishes.js";

/** How often the journal is looked at for what others have written: wishes of people, above all. */
const LOOK_MS = 250;
/** How often it is asked whether other drivers on the study are alive. */
const WATCH_MS = 5_000;

export interface ConductInput {
  readonly journal: Journal;
  readonly worker: string;
  readonly started: Instant;
  isAlive(worker: string): boolean;
  readonly target: Target;
  readonly options: StudyOptions;
  readonly plan: Plan;
  /** Slots that are ready; those that are added later appear here as well. */
  readonly slots: readonly TrialSlot[];
  addSlot(): TrialSlot;
  readonly copies: Copies | null;
  needsFolders(): boolean;
  /** System attributes of every trial of this run. */
  readonly attributes: readonly (readonly [string, Json])[];
  readonly heading: Pick<RunHeading, "place" | "interpreter" | "runtime" | "why" | "journal">;
  readonly signals: StopSignals;
  readonly view: RunView;
}

/** Runs the trials of a study whose records are begun, and closes its run. */
export async function conduct(input: ConductInput): Promise<DriveOutcome> {
  return await new Conductor(input).run();
}

class Conductor {
  readonly #session: Session;
  readonly #run: StudyRun;
  readonly #wishes: Wishes;
  readonly #hosting: Hosting;
  readonly #meter: MemoryMeter;
  readonly #folders: KeptFolders;
  #total: number | null;
  #parallel: number;
  #stopping: Promise<void> | null = null;
  #watched = performance.now();

  constructor(private readonly input: ConductInput) {
    const { journal, worker, started, target, options, plan, slots, view } = input;
    const { study } = target;
    const setup = setupOf(this.#study);
    if (setup === null) throw new Error(`The set-up of ${study.name} cannot be read back from ${journal.path}.`);
    this.#total = plan.shownTotal;
    this.#parallel = slots.length;
    this.#meter = new MemoryMeter(options.memory);
    const schedule = plan.resource?.schedule ?? null;
    const checkpoints = schedule?.continues ?? false;
    const sources = (trials: readonly Trial[]) => schedule?.sources(trials) ?? new Set<number>();
    this.#folders = new KeptFolders(input.heading.journal, options.keep, sources);
    this.#wishes = new Wishes(journal, study.name, worker);
    this.#hosting = new Hosting(journal, study.name, { worker, started }, input.isAlive);
    this.#session = new Session({
      journal,
      worker,
      study: study.name,
      setup,
      options,
      suggester: plan.suggester,
      judge: plan.judge,
      resource: plan.resource,
      total: plan.total,
      attributes: input.attributes,
      started,
    });
    this.#run = new StudyRun({
      session: this.#session,
      slots: [...slots],
      addSlot: input.addSlot,
      journal: input.heading.journal,
      study: study.name,
      seed: plan.seed,
      metrics: study.goals.map(({ metric }) => metric),
      constraints: study.outcomeConstraints,
      copies: input.copies,
      meter: this.#meter,
      needsFolders: () => checkpoints || input.needsFolders(),
      checkpoints,
      isArgument: (name) => !study.slots.some((slot) => slot.name === name && slot.place === "code"),
      output: (trial) => view.output(trial),
      began: (assigned) => view.began(assigned),
      ended: (ended, assigned) => {
        view.ended(ended, assigned);
        if (checkpoints || input.needsFolders()) this.#folders.ended(ended.trial.number, this.#study);
      },
    });
  }

  async run(): Promise<DriveOutcome> {
    const { signals } = this.input;
    const begun = performance.now();
    this.#begin();
    signals.listen(({ how, reason }) => {
      if (how === "finish") this.#finish(reason);
      else this.#stopping = this.#run.stopAtOnce(reason);
    });
    const look = setInterval(() => this.#look(), LOOK_MS);
    let trouble: unknown = null;
    try {
      await this.#run.run();
    } catch (error) {
      trouble = error;
      await this.#run.stopAtOnce(error instanceof Error ? error.message : String(error)).catch(() => {});
    }
    clearInterval(look);
    this.#meter.close();
    await this.#stopping;
    const reason = this.#session.stopped;
    const why = reason ?? (trouble === null ? RUN_ENDS.done(english) : String(trouble));
    const write = this.#hosting.end(this.#limits, why);
    if (trouble !== null) {
      await write.catch(() => {});
      throw trouble;
    }
    await write;
    await this.#tellSize();
    return { study: this.#study, reason, seconds: (performance.now() - begun) / 1000 };
  }

  get #limits() {
    return { total: this.#total, parallel: this.#parallel };
  }

  get #study(): StudyState {
    const { journal, target } = this.input;
    const found = journal.state.study(target.study.name);
    if (found !== undefined) return found;
    throw new Error(`The study ${target.study.name} is not in ${journal.path}, though it was just written.`);
  }

  #begin(): void {
    const { target, options, plan, view, heading } = this.input;
    const { study, file } = target;
    view.begin(
      {
        ...heading,
        study: study.name,
        file,
        goals: study.goals,
        parameters: study.space.parameters.length,
        total: plan.shownTotal,
        seed: plan.seed,
        parallel: options.parallel,
      },
      this.#session,
    );
    view.onFlow((paused) => {
      for (const slot of this.input.slots) slot.pauseOutput(paused);
    });
    if (!this.#hosting.isHost) view.note("Another driver runs this study; this one works beside it.");
  }

  /** What the trials have left in their folders is the user's disk. */
  async #tellSize(): Promise<void> {
    const size = await this.#folders.size();
    if (size === null) return;
    const { journal } = this.input.heading;
    this.input.view.note(
      `${formatBytes(size.bytes)} in the folders of ${count(size.trials, "trial")} (keep): ${studyFolder(journal)}`,
    );
  }

  #finish(reason: string): void {
    const { running } = this.#run;
    this.#run.finish(reason);
    this.input.view.note(
      `Finishing ${running === 1 ? "the running trial" : `the ${running} running trials`}; press Ctrl-C again to stop at once.`,
    );
  }

  /** Carries out what people have written into the journal: from the editor, another terminal, another machine. */
  #look(): void {
    try {
      this.input.journal.refresh();
      for (const wish of this.#wishes.next()) this.#obey(wish);
      this.#watchOthers();
    } catch {
      // What is wrong with the file, the next append will say.
    }
  }

  #obey(wish: Control): void {
    const { view, signals } = this.input;
    switch (wish.do) {
      case "stop":
      case "stopNow":
        signals.ask({ how: wish.do === "stop" ? "finish" : "now", reason: RUN_ENDS.asked(english) });
        break;
      case "pause":
        this.#session.pause(true);
        view.turned("paused");
        view.note(`Paused; ${count(this.#run.running, "trial")} still to finish.`);
        break;
      case "resume":
        this.#session.pause(false);
        this.#run.wake();
        view.turned("running");
        view.note("The run goes on.");
        break;
      case "kill":
        if (!this.#run.kill(wish.trial)) return; // It is another driver's.
        view.note(`Trial ${wish.trial} is killed.`);
        break;
      case "skip":
        void this.#session.skip(wish.trial).catch(() => {});
        break;
      case "set":
        this.#change(wish);
        break;
    }
    this.#wishes.answer(wish);
  }

  #change({ trials, parallel, timeout }: Extract<Control, { do: "set" }>): void {
    const { plan, view } = this.input;
    const changes: string[] = [];
    if (trials !== undefined) {
      this.#total = trials;
      this.#session.change({ total: { trials, suggester: plan.suggesterFor(trials) } });
      changes.push(count(trials, "trial"));
    }
    if (parallel !== undefined) {
      this.#parallel = parallel;
      changes.push(`${parallel} at a time`);
    }
    if (timeout !== undefined) {
      this.#session.change({ timeout });
      changes.push(`${timeout} s in all`);
    }
    if (this.#hosting.isHost) void this.#hosting.show(this.#limits).catch(() => {});
    this.#run.resize(this.#parallel);
    this.#run.wake();
    view.changed({ total: this.#total, parallel: this.#parallel });
    view.note(`Changed: ${changes.join(", ")}.`);
  }

  /** Takes over the trials of drivers that have died meanwhile, and the run itself where its host has left. */
  #watchOthers(): void {
    if (performance.now() - this.#watched < WATCH_MS) return;
    this.#watched = performance.now();
    if (this.#hosting.isFree) void this.#hosting.show(this.#limits).catch(() => {});
    void this.#session
      .takeOver(this.input.isAlive)
      .then((trials) => {
        if (trials === 0) return;
        this.input.view.note(
          `${count(trials, "trial")} of a driver that died ${trials === 1 ? "is" : "are"} queued again.`,
        );
        this.#run.wake();
      })
      .catch(() => {});
  }
}
