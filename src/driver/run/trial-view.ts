import type { JournalEvent } from "../../core/journal/event.js";
import type { Trial } from "../../core/study/trial.js";

/**
 * The trials of a study as its sampler sees them: those of the journal, and the one that is about to end as it will
 * stand then, so that ending a trial and beginning the next need but one append. A finished trial stays the same object
 * from one suggestion to the next; samplers keep by it what they have learnt of it.
 */
export class TrialView {
  readonly #trials: (Trial | ForeseenTrial)[] = [];
  /** Trials before this one are finished, and seen. */
  #settled = 0;

  /** Follows the journal. */
  follow(trials: readonly Trial[]): readonly Trial[] {
    for (let at = this.#settled; at < trials.length; at++) {
      const seen = this.#trials[at];
      const trial = trials[at]!;
      if (seen === undefined || !isFinished(seen) || (isFinished(trial) && !alike(seen, trial)))
        this.#trials[at] = trial;
      else if (seen instanceof ForeseenTrial && isFinished(trial)) seen.trial = trial;
    }
    while (this.#settled < trials.length && isFinished(trials[this.#settled]!)) this.#settled++;
    return this.#trials;
  }

  /** Shows a trial as it stands once `records` are in the journal; what others wrote of it instead wins. */
  foresee(trial: Trial, records: readonly JournalEvent[]): void {
    this.#trials[trial.number] = new ForeseenTrial(ended(trial, records));
  }
}

/** A trial that was foreseen, and from when it has come about, that of the journal, so that it is in memory but once. */
class ForeseenTrial implements Trial {
  constructor(public trial: Trial) {}

  get number(): number {
    return this.trial.number;
  }

  get id(): number {
    return this.trial.id;
  }

  get outcome(): Trial["outcome"] {
    return this.trial.outcome;
  }

  get params(): Trial["params"] {
    return this.trial.params;
  }

  distributionOf(name: string): ReturnType<Trial["distributionOf"]> {
    return this.trial.distributionOf(name);
  }

  get intermediate(): Trial["intermediate"] {
    return this.trial.intermediate;
  }

  get userAttributes(): Trial["userAttributes"] {
    return this.trial.userAttributes;
  }

  get systemAttributes(): Trial["systemAttributes"] {
    return this.trial.systemAttributes;
  }

  get started(): Trial["started"] {
    return this.trial.started;
  }

  get finished(): Trial["finished"] {
    return this.trial.finished;
  }

  get worker(): Trial["worker"] {
    return this.trial.worker;
  }
}

function isFinished({ outcome }: Trial): boolean {
  return outcome.kind !== "waiting" && outcome.kind !== "running";
}

function alike(a: Trial, b: Trial): boolean {
  return a.outcome.kind === b.outcome.kind && a.finished === b.finished;
}

function ended(trial: Trial, records: readonly JournalEvent[]): Trial {
  const attributes = new Map(trial.systemAttributes);
  const intermediate = new Map(trial.intermediate);
  let { outcome, finished } = trial;
  for (const record of records) {
    if (record.kind === "intermediate") intermediate.set(record.step, record.value);
    if (record.kind === "trialAttribute" && record.scope === "system") attributes.set(record.key, record.value);
    if (record.kind !== "trialState" || record.state === "waiting" || record.state === "running") continue;
    outcome = { kind: record.state, values: record.values ?? [] };
    finished = record.finished;
  }
  return {
    number: trial.number,
    id: trial.id,
    outcome,
    params: trial.params,
    distributionOf: (name) => trial.distributionOf(name),
    intermediate,
    userAttributes: trial.userAttributes,
    systemAttributes: attributes,
    started: trial.started,
    finished,
    worker: trial.worker,
  };
}
