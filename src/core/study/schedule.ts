import type { BudgetedRun, Plan, PlanInput, Planning } from "../pruners/planner.js";
import type { Resource } from "../pruners/pruner.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import { TRIAL_ATTRIBUTES } from "./attributes.js";
import { budgetOf, encodeBudget } from "./budget.js";
import { continuationIn, encodeContinuation } from "./continuation.js";
import type { Json } from "./json.js";
import { curveOf } from "./judge.js";
import type { MethodSpec, OptionValues } from "./method.js";
import { checkMethod, MethodOptionError, optionValues } from "./method-check.js";
import type { MethodChoice } from "./options.js";
import { countsForTotal, isRequeued } from "./summary.js";
import type { Direction, Trial } from "./trial.js";

export interface ScheduleSetup {
  readonly directions: readonly Direction[];
  readonly sampler: MethodChoice;
  readonly pruner: MethodChoice;
  readonly resource: Resource;
  /** Whether trials report each step; else the resource is an argument. */
  readonly reports: boolean;
  /** Total of trials; null where none is known. */
  readonly total: number | null;
  readonly seed: number;
}

/** Gives each trial its share of the resource. */
export interface Schedule {
  /** The method whose plan it is. */
  readonly method: string;
  /** Whether trials go on from the checkpoints of others. */
  readonly continues: boolean;
  /** How many trials the whole plan takes, the values in the code left out; null where it has no end of its own. */
  readonly planned: number | null;
  /**
   * What trial `number` is to be; the same trials give the same plan in any process. `fresh`: whether the sampler has
   * configurations that were not tried yet.
   */
  next(trials: readonly Trial[], number: number, fresh: boolean): Plan;
  /** The numbers of the trials from whose checkpoints others go on, or may yet do so. */
  sources(trials: readonly Trial[]): ReadonlySet<number>;
}

/**
 * The plan of a sampler or pruner that gives budgets beforehand; null where neither does, and each trial gets the most.
 *
 * @throws {MethodOptionError} where one of them does not exist or cannot take its options.
 */
export function createSchedule(setup: ScheduleSetup): Schedule | null {
  const { directions, resource, total } = setup;
  const runsOf = runsReader(directions);
  const inputOf = (trials: readonly Trial[], number: number, fresh: boolean): PlanInput => {
    const counted = trials.reduce((sum, trial) => sum + (countsForTotal(trial) ? 1 : 0), 0);
    const left = total === null ? null : total - counted;
    return { runs: runsOf(trials), number, resource, left, fresh, reports: setup.reports, seed: setup.seed };
  };
  const planner = plannerOf(setup, inputOf([], 0, true));
  if (planner === null) return null;
  const { name, method, options } = planner;
  const sources = (input: PlanInput) => method.source?.(input, options) ?? null;
  return {
    method: name,
    continues: sources(inputOf([], 0, true)) !== null,
    planned: method.planned?.(resource, options, total) ?? null,
    next: (trials, number, fresh) => method.plan!(inputOf(trials, number, fresh), options)!,
    sources(trials) {
      const open = sources(inputOf(trials, trials.length, true)) ?? [];
      // One that runs may be interrupted, and is then to go on from there once more.
      const unfinished = trials.filter(({ outcome }) => outcome.kind === "running" || outcome.kind === "waiting");
      const used = unfinished.flatMap(({ systemAttributes }) => continuationIn(systemAttributes)?.trial ?? []);
      return new Set([...open, ...used]);
    },
  };
}

/** The system attributes of a trial that is begun as planned. */
export function attributesOfPlan(
  { budget, continues }: Extract<Plan, { kind: "new" | "again" }>,
  trials: readonly Trial[],
): readonly (readonly [string, Json])[] {
  const before = continues === undefined ? undefined : trials[continues];
  const step = before === undefined ? undefined : budgetOf(before)?.resource;
  const from = continues === undefined ? null : encodeContinuation({ trial: continues, step: Math.floor(step ?? 0) });
  return [
    [TRIAL_ATTRIBUTES.budget, encodeBudget(budget)],
    ...(from === null ? [] : [[TRIAL_ATTRIBUTES.continues, from] as const]),
  ];
}

interface Planner {
  readonly name: string;
  readonly method: Planning;
  readonly options: OptionValues;
}

/** The method that plans: the sampler where it does, else the pruner, else none. */
function plannerOf(setup: ScheduleSetup, first: PlanInput): Planner | null {
  for (const registry of ["sampler", "pruner"] as const) {
    const methods: readonly (MethodSpec & Planning)[] = registry === "sampler" ? SAMPLERS : PRUNERS;
    const choice = setup[registry];
    const method = methods.find(({ name }) => name === choice.name);
    if (method === undefined) throw new MethodOptionError(checkMethod(registry, choice));
    const options = optionValues(registry, method, choice);
    if ((method.plan?.(first, options) ?? null) !== null) return { name: method.name, method, options };
  }
  return null;
}

/** The trials that had a part of the resource. What a trial that ended with a result came to is worked out once. */
function runsReader(directions: readonly Direction[]): (trials: readonly Trial[]) => readonly BudgetedRun[] {
  const known = new WeakMap<Trial, BudgetedRun>();
  return (trials) => {
    const runs: BudgetedRun[] = [];
    for (const trial of trials) {
      const run = known.get(trial) ?? runOf(trial, directions);
      if (run === null) continue;
      if (run.state === "complete") known.set(trial, run);
      runs.push(run);
    }
    return runs;
  };
}

function runOf(trial: Trial, directions: readonly Direction[]): BudgetedRun | null {
  const budget = budgetOf(trial);
  if (budget === null || isRequeued(trial)) return null;
  const { number, outcome } = trial;
  const run = { number, budget, continues: continuationIn(trial.systemAttributes)?.trial ?? null };
  if (outcome.kind === "waiting" || outcome.kind === "running") return { ...run, state: "running", losses: [] };
  if (outcome.kind === "failed") return { ...run, state: "failed", losses: [] };
  // What was run with a part of the resource is kept as pruned, with its result as the report of that step.
  const curve = curveOf(trial, directions);
  const losses = outcome.kind === "complete" ? curve.losses : (curve.reports.at(-1)?.losses ?? []);
  return { ...run, state: "complete", losses };
}
