import { randomInt } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import { type Baseline, baselineOf } from "../../core/annotations/baseline.js";
import type { AnnotatedStudy, Objective } from "../../core/annotations/study.js";
import type { Literal } from "../../core/space/literal.js";
import { STUDY_ATTRIBUTES } from "../../core/study/attributes.js";
import { createJudge, type Judge } from "../../core/study/judge.js";
import { checkResource, MethodOptionError } from "../../core/study/method-check.js";
import { DEFAULT_TRIALS, type ResourceChoice, type StudyOptions } from "../../core/study/options.js";
import { createSchedule, type Schedule } from "../../core/study/schedule.js";
import type { StudyState } from "../../core/study/state.js";
import type { Suggester } from "../../core/study/suggest.js";
import { createSuggester } from "../../core/study/suggester.js";
import { summarise } from "../../core/study/summary.js";
import { commandSteps, placeholdersIn } from "../../core/text/command-words.js";

/** What a run of a study is going to do, before anything is written. */
export interface Plan {
  readonly seed: number;
  readonly suggester: Suggester;
  /** The sampler, reckoning with another total. */
  suggesterFor(budget: number | null): Suggester;
  readonly judge: Judge;
  readonly resource: PlannedResource | null;
  /** Where the run ends; null where the sampler or a rule ends it. */
  readonly total: number | null;
  /** The total as people are told it: the sampler's own where the run has none. */
  readonly shownTotal: number | null;
  readonly baseline: ReadonlyMap<string, Literal> | null;
  readonly warnings: readonly string[];
}

/** What carries the budget of a trial, and the plan by which it is given; without a plan each trial gets the most. */
export interface PlannedResource extends ResourceChoice {
  readonly place: "argument" | "steps";
  readonly schedule: Schedule | null;
}

/** @throws {MethodOptionError} where the sampler or the pruner cannot be used as asked. */
export function planRun(study: AnnotatedStudy, options: StudyOptions, present: StudyState | undefined): Plan {
  const seed = seedOf(options, present);
  const directions = study.goals.map(({ direction }) => direction);
  const { sampler, noisy, parallel } = options;
  const suggesterFor = (budget: number | null): Suggester =>
    createSuggester({ space: study.space, directions, sampler, seed, noisy, budget, parallel });
  const resource = resourceIn(study, options);
  for (const registry of ["sampler", "pruner"] as const) {
    const missing = checkResource(registry, options[registry], resource !== null);
    if (missing !== null) throw new MethodOptionError([missing]);
  }
  const baseline = options.baseline ? baselineOf({ ...study, options }) : null;
  const scheduleFor = (total: number | null): Schedule | null => {
    if (resource === null) return null;
    const { pruner } = options;
    return createSchedule({ directions, sampler, pruner, resource, reports: resource.place === "steps", total, seed });
  };
  const planned = scheduleFor(null)?.planned ?? null;
  const ownTotal =
    options.trials !== null
      ? null
      : planned === null
        ? suggesterFor(null).total
        : planned + (baseline?.kind === "values" ? 1 : 0);
  const total = options.trials ?? (ownTotal === null ? DEFAULT_TRIALS : null);
  const schedule = scheduleFor(total);
  return {
    seed,
    suggester: suggesterFor(total ?? ownTotal),
    suggesterFor,
    judge: createJudge({
      study: study.name,
      directions,
      // Where each trial is given its budget beforehand, it is run to the end of that.
      pruner: schedule === null ? options.pruner : { name: "none", options: {} },
      resource: resource?.place === "steps" ? resource : null,
      folds: options.aggregate === "mean",
    }),
    resource: resource === null ? null : { ...resource, schedule },
    total,
    shownTotal: total ?? ownTotal,
    baseline: baseline?.kind === "values" ? baseline.values : null,
    warnings: [...baselineWarnings(baseline), ...scheduleWarnings(schedule, options, total)],
  };
}

function baselineWarnings(baseline: Baseline | null): readonly string[] {
  if (baseline === null) return [];
  return baseline.kind === "values" ? baseline.warnings : [`The values in the code are not tried: ${baseline.why}.`];
}

/** What a plan leaves without effect, and a total that cuts it short. */
function scheduleWarnings(
  schedule: Schedule | null,
  { pruner, sampler }: StudyOptions,
  total: number | null,
): readonly string[] {
  if (schedule === null || schedule.method === pruner.name) return [];
  const idle = pruner.name !== "auto" && pruner.name !== "none";
  const short = schedule.planned !== null && total !== null && total < schedule.planned;
  return [
    ...(idle
      ? [`${sampler.name} gives each trial its share of the resource, so the pruner ${pruner.name} has no effect.`]
      : []),
    ...(short ? [`${total} trials end ${sampler.name} before its last generation; it takes ${schedule.planned}.`] : []),
  ];
}

/** How the budget of a trial reaches the objective: as an argument, else as the number of steps that it may report. */
function resourceIn(study: AnnotatedStudy, { resource }: StudyOptions): Omit<PlannedResource, "schedule"> | null {
  if (resource === null) return null;
  const passed = study.accepts.includes(resource.name) || isPlaceholder(study.objective, resource.name);
  return { ...resource, place: passed ? "argument" : "steps" };
}

function isPlaceholder(objective: Objective, name: string): boolean {
  const split = objective.kind === "command" ? commandSteps(objective.run) : null;
  return split?.kind === "steps" && placeholdersIn(split.steps).has(name);
}

/** The seed of a study: as it is asked for, as it was, or one that is drawn. */
export function seedOf(options: StudyOptions, present: StudyState | undefined): number {
  return options.seed ?? (present === undefined ? null : summarise(present).seed) ?? randomInt(2 ** 31);
}

/** A file as a study remembers it: from the folder that holds the studies folder, with slashes on every system. */
export function storedPath(folder: string, file: string): string {
  return relative(resolve(folder, ".."), file).split(sep).join("/");
}

/** The file that a study remembers; null where it remembers none. */
export function rememberedFile(folder: string, study: StudyState): string | null {
  const source = study.systemAttributes.get(STUDY_ATTRIBUTES.source);
  if (typeof source !== "object" || source === null || !("file" in source) || typeof source.file !== "string")
    return null;
  return resolve(folder, "..", source.file);
}
