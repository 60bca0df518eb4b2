import type { JournalEvent } from "../../core/journal/event.js";
import { english } from "../../core/l10n/translation.js";
import type { Literal } from "../../core/space/literal.js";
import type { Point } from "../../core/space/space.js";
import { literalOf } from "../../core/space/value.js";
import { continuationIn } from "../../core/study/continuation.js";
import type { Failure } from "../../core/study/failure.js";
import type { JournalState } from "../../core/study/journal-state.js";
import type { Json } from "../../core/study/json.js";
import { nextTrial } from "../../core/study/next-trial.js";
import { attributesOf, claim, finish, heldMemory, report, runningTrial, takenAway } from "../../core/study/records.js";
import { RUN_ENDS } from "../../core/study/run-ends.js";
import type { StudyState } from "../../core/study/state.js";
import { hasStopRule, stopReason } from "../../core/study/stop.js";
import type { Suggester } from "../../core/study/suggest.js";
import { summarise } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";
import { workerIdentity } from "../places/alive.js";
import { Breaker } from "./breaker.js";
import { instantNow } from "./clock.js";
import { type Decision, decide } from "./decide.js";
import { type Ending, resultOf } from "./outcome.js";
import { leavesOpen, type QueuedConfiguration, queuedConfiguration } from "./queued.js";
import { type Assigned, type Ended, type SessionSetup, StudyGoneError, type Turn } from "./session-terms.js";
import { abandonedTrials, lossesOf, lostTrial, requeue, retriesOf, valuesOf } from "./start.js";
import { type Counts, Tally } from "./tally.js";
import { isSpent, type TrialBudget, trialBudget } from "./trial-budget.js";
import type { Verdict } from "./trial-slot.js";
import { TrialView } from "./trial-view.js";

/** What to append for a slot's next trial, chosen on what was known before the append. */
type Choice =
  | Extract<Decision, { kind: "end" }>
  | { readonly kind: "wait" }
  | { readonly kind: "claim"; readonly trial: Trial; readonly configuration: QueuedConfiguration }
  | {
      readonly kind: "create";
      readonly number: number;
      readonly point: Point;
      readonly attributes: readonly (readonly [string, Json])[];
      readonly reason: string;
    };

/** Values whose machine was lost so often are not tried again: it may be they that bring it down. */
const MOST_LOSSES = 3;

const WAIT: Choice = { kind: "wait" };

/**
 * A study in the hands of one driver: it ends trials and begins the next ones, each step one append to the journal, so
 * that the journal is whole whenever the driver dies.
 */
export class Session {
  readonly #breaker: Breaker;
  readonly #tally = new Tally();
  readonly #view = new TrialView();
  /** Trials that end at their next report, by number. */
  readonly #skipped = new Set<number>();
  #stop: string | null = null;
  /** Why there was nothing more to begin, where nothing and nobody has stopped the run. */
  #exhausted: string | null = null;
  #paused = false;
  #total: number | null;
  #timeout: number | null;
  #suggester: Suggester;
  /** By the steady clock, since the system's may be set while a run goes on. */
  readonly #begun = performance.now();

  constructor(private readonly input: SessionSetup) {
    this.#total = input.total;
    this.#timeout = input.options.timeout;
    this.#suggester = input.suggester;
    const { complete } = this.counts();
    this.#breaker = new Breaker(input.options.max_failures, complete > 0);
  }

  get study(): StudyState {
    const study = this.input.journal.state.study(this.input.study);
    if (study === undefined) throw new StudyGoneError(this.input.study, this.input.journal.path);
    return study;
  }

  counts(): Counts {
    return this.#tally.count(this.study.trials);
  }

  /** Nothing new is started any more; `reason` is a sentence for a person. */
  stop(reason: string): void {
    this.#stop ??= reason;
  }

  /** Why the run ends; null where its total is reached. */
  get stopped(): string | null {
    return this.#stop ?? this.#exhausted;
  }

  /** While paused, nothing new is begun, and the run goes on waiting. */
  pause(paused: boolean): void {
    this.#paused = paused;
  }

  /** Another total of the study, with a sampler that reckons with it, or another time of the run in seconds. */
  change(limits: {
    readonly total?: { readonly trials: number; readonly suggester: Suggester };
    readonly timeout?: number;
  }): void {
    if (limits.total !== undefined) {
      this.#total = limits.total.trials;
      this.#suggester = limits.total.suggester;
    }
    this.#timeout = limits.timeout ?? this.#timeout;
  }

  /** The total of the study now; null where the sampler, time or a rule ends it. */
  get total(): number | null {
    return this.#total;
  }

  /** Ends a trial at its next report as pruned, where it runs here; takes it away where it waits. */
  async skip(number: number): Promise<void> {
    const { worker } = this.input;
    await this.input.journal.append((state) => {
      const trial = state.study(this.input.study)?.trials[number];
      if (trial?.outcome.kind === "running" && trial.worker === worker) this.#skipped.add(number);
      return trial?.outcome.kind === "waiting" ? takenAway(worker, trial, instantNow()) : [];
    });
  }

  /** Queues the trials again that drivers which died have left running. */
  async takeOver(isAlive: (worker: string) => boolean): Promise<number> {
    if (abandonedTrials(this.study, isAlive).length === 0) return 0;
    let count = 0;
    await this.input.journal.append((state) => {
      const study = state.study(this.input.study);
      const trials = study === undefined ? [] : abandonedTrials(study, isAlive);
      count = trials.length;
      return trials.flatMap((trial) => lostTrial(study!, trial, this.input.worker, instantNow()));
    });
    return count;
  }

  /**
   * Ends a slot's trial, if it has one, and begins its next one, where the slot is still to have one.
   *
   * @param begin Sets the next trial to work, while the disk still takes its records.
   */
  async turn(
    ended: Ended | null,
    slot: "stays" | "leaves" = "stays",
    begin: (assigned: Assigned) => void = () => {},
  ): Promise<Turn> {
    let left = ended;
    if (left !== null) this.#judge(left.ending);
    if (left !== null && this.#mayRetry(left)) {
      await this.#retry(left);
      left = null;
    }
    for (;;) {
      const finished = left;
      const records = finished === null ? [] : this.#finish(finished);
      this.#view.follow(this.study.trials);
      if (finished !== null) this.#view.foresee(finished.trial, records);
      const present = this.#view.follow(this.study.trials);
      const choice: Choice = slot === "leaves" ? { kind: "end", reason: null } : this.#choose(present);
      const number = choice.kind === "claim" ? choice.trial.number : choice.kind === "create" ? choice.number : -1;
      let begun: readonly JournalEvent[] = [];
      let assigned = null as Assigned | null;
      const decide = (state: JournalState) => {
        const study = state.study(this.input.study);
        if (study === undefined) return [];
        begun = this.#begin(study, choice);
        const stillMine = finished !== null && this.#mine(state.trial(finished.trial.id)) !== null;
        return stillMine ? [...records, ...begun] : begun;
      };
      await this.input.journal.append(decide, () => {
        const trial = this.study.trials[number];
        if (begun.length === 0 || trial === undefined || choice.kind === "end" || choice.kind === "wait") return;
        assigned = this.#assigned(trial, choice);
        begin(assigned);
      });
      if (choice.kind === "end") this.#exhausted = choice.reason;
      if (choice.kind === "end" || choice.kind === "wait") return choice;
      left = null;
      // Another writer may have been faster; then the choice is made anew.
      if (assigned !== null) return { kind: "run", assigned };
    }
  }

  /** Keeps an intermediate result, and decides on it whether the trial goes on. */
  async report(trial: Trial, step: number, values: readonly number[]): Promise<Verdict> {
    await this.input.journal.append((state) =>
      state.trial(trial.id)?.outcome.kind === "running" ? report(this.input.worker, trial.id, step, values) : [],
    );
    const present = this.study.trials[trial.number];
    if (present === undefined) return { kind: "continue" };
    if (this.#skipped.has(trial.number)) return { kind: "stop", reason: "It was skipped by hand." };
    const decision = this.input.judge.decide(this.study.trials, present);
    if (decision.kind === "stop") return decision;
    return isSpent(this.#budget(present), step) ? { kind: "enough" } : decision;
  }

  /** Fails trials that are cut short, and queues them again. */
  async interrupt(trials: readonly Trial[], message: string): Promise<void> {
    const failure = { kind: "interrupted", message, traceback: null } as const;
    await this.#requeue(trials, failure, retriesOf);
  }

  #mayRetry({ trial, ending }: Ended): boolean {
    if (ending.kind !== "failed") return false;
    const { kind } = ending.failure;
    if (kind === "lost") return lossesOf(trial) < MOST_LOSSES;
    return kind === "crash" && retriesOf(trial) < this.input.options.retries;
  }

  async #retry({ trial, ending }: Ended): Promise<void> {
    if (ending.kind !== "failed") return;
    const { failure } = ending;
    if (failure.kind === "lost") await this.#requeue([trial], failure, retriesOf, (one) => lossesOf(one) + 1);
    else await this.#requeue([trial], failure, (one) => retriesOf(one) + 1);
  }

  async #requeue(
    trials: readonly Trial[],
    failure: Failure,
    retry: (trial: Trial) => number,
    losses: (trial: Trial) => number = lossesOf,
  ): Promise<void> {
    if (trials.length === 0) return;
    const { worker } = this.input;
    await this.input.journal.append((state) => {
      const study = state.study(this.input.study);
      if (study === undefined) return [];
      const mine = trials.flatMap(({ id }) => this.#mine(state.trial(id)) ?? []);
      return mine.flatMap((trial) =>
        requeue(study, trial, { worker, now: instantNow(), failure, retry: retry(trial), losses: losses(trial) }),
      );
    });
  }

  /** A trial that is still running in this driver's hands: one that was taken for dead has been finished by another. */
  #mine(trial: Trial | undefined): Trial | null {
    return trial?.outcome.kind === "running" && trial.worker === this.input.worker ? trial : null;
  }

  #judge(ending: Ending): void {
    if (ending.kind === "failed") this.#breaker.failure(ending.failure);
    else this.#breaker.success();
    const { reason } = this.#breaker;
    if (reason !== null) this.stop(reason);
  }

  #choose(trials: readonly Trial[]): Choice {
    const { complete, pruned, failed, running, waiting } = this.#tally.count(trials);
    const stop = this.#stop ?? this.#rule(trials);
    const finished = complete + pruned + failed;
    const decision = decide({ trials, finished, running, waiting, total: this.#total, stop });
    if (decision.kind === "end") return decision.reason === null && this.#othersRun(trials) ? WAIT : decision;
    if (this.#paused) return WAIT;
    if (decision.kind === "claim") return this.#queued(decision.trial, trials);
    const number = trials.length;
    const next = nextTrial(this.#suggester, this.input.resource?.schedule ?? null, trials, number);
    switch (next.kind) {
      case "begin": {
        const { point, reason, attributes } = next;
        return { kind: "create", number, point, reason, attributes };
      }
      case "wait":
      case "end":
        return next;
      case "exhausted":
        this.stop(next.reason ?? RUN_ENDS.exhausted(english));
        return { kind: "end", reason: this.#stop };
    }
  }

  /** Trials in the hands of other drivers: should one of these die, its trials are ours to run. */
  #othersRun(trials: readonly Trial[]): boolean {
    const { worker: own } = this.input;
    return trials.some(
      ({ outcome, worker }) =>
        outcome.kind === "running" && worker !== null && worker !== own && workerIdentity(worker) !== null,
    );
  }

  #budget(trial: Trial): TrialBudget | null {
    return this.input.resource === null ? null : trialBudget(this.input.resource, trial);
  }

  /** A waiting trial, with the values that it leaves open filled in. */
  #queued(trial: Trial, trials: readonly Trial[]): Choice {
    const { space } = this.input.setup;
    const given = valuesOf(this.study, trial);
    const suggestion = leavesOpen(space, given) ? this.#suggester.suggest(trials, trial.number) : null;
    const point = suggestion?.kind === "point" ? suggestion.point : null;
    return { kind: "claim", trial, configuration: queuedConfiguration(space, trial, given, point) };
  }

  /** The rules of the study that end it before its trials are done. */
  #rule(trials: readonly Trial[]): string | null {
    const { setup } = this.input;
    const options = { ...this.input.options, timeout: this.#timeout };
    if (!hasStopRule(options)) return null;
    const reason = stopReason({
      options,
      summary: summarise({ ...this.study, trials }),
      total: null,
      elapsedSeconds: (performance.now() - this.#begun) / 1000,
      directions: setup.goals.map(({ direction }) => direction),
      space: setup.space,
      trials,
    });
    if (reason !== null) this.stop(reason.text);
    return reason?.text ?? null;
  }

  /** The records that begin the chosen trial; none where another writer has made the choice stale. */
  #begin(study: StudyState, choice: Choice): readonly JournalEvent[] {
    const { worker, setup, attributes } = this.input;
    const started = instantNow();
    switch (choice.kind) {
      case "end":
      case "wait":
        return [];
      case "claim": {
        const trial = study.trials[choice.trial.number];
        if (trial?.outcome.kind !== "waiting") return [];
        const added = choice.configuration.added.map(
          (parameter) => ({ worker, kind: "trialParameter", trial: trial.id, parameter }) as const,
        );
        const own = attributes.filter(([key, value]) => trial.systemAttributes.get(key) !== value);
        return [...claim(worker, trial.id, started), ...added, ...attributesOf(worker, trial.id, own)];
      }
      case "create": {
        if (study.trials.length !== choice.number) return [];
        const { point, reason } = choice;
        return runningTrial({
          worker,
          study: study.id,
          started,
          space: setup.space,
          point,
          spaceVersion: setup.version,
          attributes: [...choice.attributes, ...attributes],
          reason,
        });
      }
    }
  }

  #finish(ended: Ended): readonly JournalEvent[] {
    const { memory, trial } = ended;
    const measured = memory === null ? [] : heldMemory(this.input.worker, trial.id, memory);
    return [...measured, ...this.#result(ended)];
  }

  #result({ trial, ending }: Ended): readonly JournalEvent[] {
    const { worker } = this.input;
    const result = resultOf(ending);
    const budget = this.#budget(trial);
    if (budget === null || budget.whole || result.kind !== "complete") {
      return finish(worker, trial, instantNow(), result);
    }
    // What came out with a part of the resource is no value of the study, but the report of that step.
    const partial = report(worker, trial.id, budget.steps, result.values);
    const values = result.values.length === 1 ? result.values : null;
    return [...partial, ...finish(worker, trial, instantNow(), { kind: "pruned", reason: budget.sentence, values })];
  }

  #assigned(trial: Trial, choice: Extract<Choice, { kind: "claim" | "create" }>): Assigned {
    const given = { trial, budget: this.#budget(trial), continues: continuationIn(trial.systemAttributes) };
    if (choice.kind === "claim") return { ...given, values: choice.configuration.values, reason: null };
    const { point, reason } = choice;
    const values = new Map<string, Literal>();
    for (const { name, distribution } of this.input.setup.space.parameters) {
      const internal = point.get(name);
      if (internal !== undefined) values.set(name, literalOf(distribution, internal));
    }
    return { ...given, values, reason };
  }
}
