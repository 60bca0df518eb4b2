import type { Budget, Plan } from "../../../../src/core/pruners/planner.js";
import type { SearchSpace } from "../../../../src/core/space/space.js";
import { isWhole } from "../../../../src/core/study/budget.js";
import type { Json } from "../../../../src/core/study/json.js";
import type { MethodChoice } from "../../../../src/core/study/options.js";
import { attributesOfPlan, createSchedule } from "../../../../src/core/study/schedule.js";
import { createSuggester } from "../../../../src/core/study/suggester.js";
import type { Outcome, Trial } from "../../../../src/core/study/trial.js";
import { trialIn } from "../../study/trials.js";

/** A training of which the state after some steps is a function of the state before and of the parameters. */
export interface Training<S> {
  readonly space: SearchSpace;
  readonly steps: number;
  start(): S;
  step(state: S, point: ReadonlyMap<string, number>, step: number): S;
  loss(state: S): number;
}

export interface PlayedTrial {
  readonly number: number;
  readonly budget: Budget;
  readonly kind: Plan["kind"];
  /** The trial that it went on from. */
  readonly continues: number | null;
  readonly point: ReadonlyMap<string, number>;
  readonly loss: number;
  readonly attributes: ReadonlyMap<string, Json>;
  /** What may not be removed when it ended. */
  readonly sources: ReadonlySet<number>;
}

export interface Setting {
  readonly sampler: MethodChoice;
  /** The one that plans, where the sampler does not. */
  readonly pruner?: MethodChoice;
  readonly seed?: number;
  readonly total?: number | null;
  readonly slots?: number;
  /** Trials that fail. */
  fails?(number: number): boolean;
}

/**
 * Runs a study as a driver does, in so many slots of which the longest running ends first, each trial going on from the
 * state of another where the plan says so. Throws where a state is wanted that might have been removed.
 */
export function train<S>(training: Training<S>, setting: Setting): readonly PlayedTrial[] {
  const { sampler, seed = 1, total = null, slots = 1 } = setting;
  const pruner = setting.pruner ?? { name: "auto", options: {} };
  const directions = ["minimize"] as const;
  const resource = { min: 1, max: training.steps };
  const schedule = createSchedule({ directions, sampler, pruner, resource, reports: false, total, seed })!;
  const { space } = training;
  const suggester = createSuggester({ space, directions, sampler, seed, noisy: false, budget: total, parallel: slots });
  const states = new Map<number, S>();
  const trials: Trial[] = [];
  const played: PlayedTrial[] = [];
  const running: (() => void)[] = [];
  while (total === null || trials.length < total) {
    if (running.length === slots) running.shift()!();
    const number = trials.length;
    const plan = schedule.next(trials, number, true);
    if (plan.kind === "end") break;
    if (plan.kind === "wait") {
      if (running.length === 0) throw new Error("The plan waits, but nothing is running.");
      running.shift()!();
      continue;
    }
    const { budget, continues } = plan;
    const attributes = new Map(attributesOfPlan(plan, trials));
    let point: ReadonlyMap<string, number>;
    if (plan.kind === "again") point = new Map(trials[plan.of]!.params.entries());
    else {
      const suggestion = suggester.suggest(trials, number, { budget, continues: continues ?? null });
      if (suggestion.kind !== "point") throw new Error("The space is exhausted.");
      for (const [key, value] of suggestion.attributes) attributes.set(key, value);
      point = suggestion.point;
    }
    trials.push(trialIn(space, number, point, { kind: "running" }, { attributes }));
    running.push(() => {
      let state = continues === undefined ? training.start() : states.get(continues);
      if (state === undefined) throw new Error(`The state of trial ${continues} is gone.`);
      const before = continues === undefined ? 0 : trials[continues]!.intermediate.keys().next().value!;
      for (let step = before; step < budget.resource; step++) state = training.step(state, point, step);
      const failed = setting.fails?.(number) === true;
      const loss = training.loss(state);
      const outcome: Outcome = failed
        ? { kind: "failed", values: [] }
        : { kind: isWhole(budget) ? "complete" : "pruned", values: [loss] };
      const intermediate = new Map(failed ? [] : [[budget.resource, loss]]);
      trials[number] = trialIn(space, number, point, outcome, { attributes, intermediate });
      if (!failed) states.set(number, state);
      const sources = schedule.sources(trials);
      for (const known of [...states.keys()]) if (!sources.has(known)) states.delete(known);
      played.push({ number, budget, kind: plan.kind, continues: continues ?? null, point, loss, attributes, sources });
    });
  }
  while (running.length > 0) running.shift()!();
  return played.sort((a, b) => a.number - b.number);
}
