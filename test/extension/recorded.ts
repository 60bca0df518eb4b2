import { languageById } from "../../src/core/annotations/languages.js";
import { parseSource } from "../../src/core/annotations/parse.js";
import type { JournalEvent } from "../../src/core/journal/event.js";
import type { SearchSpace } from "../../src/core/space/space.js";
import { JournalState } from "../../src/core/study/journal-state.js";
import {
  claim,
  finish,
  newStudy,
  runningTrial,
  runRecord,
  type TrialResult,
  waitingTrial,
} from "../../src/core/study/records.js";
import type { StudyState } from "../../src/core/study/state.js";
import type { Trial } from "../../src/core/study/trial.js";

export const WORKER = "hyperlens/here/42/1f0c";

const STUDY = parseSource(
  '# @study digits maximize accuracy\ndef f(\n    C=1.0,  # @tune loguniform(1e-3, 1e3)\n    kind="a",  # @tune choice("a", "b")\n):\n    return C\n',
  languageById("python")!,
).studies[0]!;

/** A study that is written as the driver writes it. */
export class RecordedStudy {
  readonly state = new JournalState();
  readonly events: JournalEvent[] = [];
  readonly space: SearchSpace = STUDY.space;
  private clock = 1_000_000;

  constructor() {
    const setup = { version: 1, space: STUDY.space, goals: STUDY.goals, options: STUDY.options, language: "python" };
    const source = { file: "models/fit.py", name: "digits", line: 8 };
    const metrics = STUDY.goals.map(({ metric }) => metric);
    this.write(
      newStudy({ worker: WORKER, id: 0, name: "digits", directions: ["maximize"], metrics, setup, source, seed: 1 }),
    );
  }

  get study(): StudyState {
    return this.state.studies[0]!;
  }

  write(events: readonly JournalEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.state.apply(event);
    }
  }

  run(change: { readonly ended?: number; readonly reason?: string } = {}): void {
    const { ended = null, reason = null } = change;
    this.write(runRecord(WORKER, 0, { worker: WORKER, started: 500_000, ended, total: 60, reason }));
  }

  baseline(): Trial {
    const values = new Map([
      ["C", { kind: "real", value: 1 } as const],
      ["kind", { kind: "string", value: "a" } as const],
    ]);
    const event = {
      worker: WORKER,
      study: 0,
      space: this.space,
      values,
      baseline: true,
      spaceVersion: 1,
      attributes: [],
    };
    this.write(waitingTrial(event));
    return this.study.trials.at(-1)!;
  }

  start(C: number): Trial {
    const point = new Map([
      ["C", C],
      ["kind", 1],
    ]);
    const started = this.clock++;
    const reason = "random: a test.";
    this.write(
      runningTrial({
        worker: WORKER,
        study: 0,
        started,
        space: this.space,
        point,
        spaceVersion: 1,
        attributes: [],
        reason,
      }),
    );
    return this.study.trials.at(-1)!;
  }

  end(trial: Trial, result: TrialResult | number): void {
    const complete = { kind: "complete", folds: null, extra: {}, constraints: null } as const;
    if (trial.outcome.kind === "waiting") this.write(claim(WORKER, trial.id, this.clock++));
    this.write(
      finish(
        WORKER,
        this.state.trial(trial.id)!,
        this.clock++,
        typeof result === "number" ? { ...complete, values: [result] } : result,
      ),
    );
  }
}
