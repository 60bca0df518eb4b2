import { budgetOf, isWhole, shareOf, stepOf } from "../study/budget.js";
import type { NextTrial } from "../study/next-trial.js";
import type { MethodChoice, ResourceChoice } from "../study/options.js";
import { reportAttribute } from "../study/reports.js";
import { createSchedule, type Schedule } from "../study/schedule.js";
import type { Direction, Trial } from "../study/trial.js";
import { StudyError } from "./errors.js";
import type { ReadOutcome } from "./outcome.js";

/** What a trial may have more or less of: epochs, rows, trees. */
export interface ResourceSetting {
  /** What a trial gets at least and at most; above 0. Where both are whole, so is what trials get. */
  readonly min: number;
  readonly max: number;
  /**
   * Whether trials report each unit of it as a step, so that the pruner can end them on the way. Otherwise a trial is
   * asked for with its share beforehand, by samplers and pruners that plan shares.
   */
  readonly steps?: boolean;
}

/** @throws {StudyError} `bad-resource` */
export function resourceOf(setting: ResourceSetting): ResourceChoice {
  const { min, max } = setting;
  if (Number.isFinite(max) && min > 0 && min < max) return { name: "resource", min, max };
  throw new StudyError(
    "bad-resource",
    `The resource must go from above 0 to more than that, but goes from ${min} to ${max}.`,
  );
}

export interface ScheduleSettings {
  readonly directions: readonly Direction[];
  readonly sampler: MethodChoice;
  readonly pruner: MethodChoice;
  readonly resource: ResourceSetting | undefined;
  readonly trials: number | undefined;
  readonly seed: number;
}

/** The plan of shares; null where trials are not planned. */
export function scheduleOf({ resource, trials, ...rest }: ScheduleSettings): Schedule | null {
  if (resource === undefined) return null;
  const reports = resource.steps === true;
  return createSchedule({ ...rest, resource: resourceOf(resource), reports, total: trials ?? null });
}

/** What is to be begun. @throws {StudyError} `waiting` or `exhausted` */
export function beginning(next: NextTrial): Extract<NextTrial, { readonly kind: "begin" }> {
  switch (next.kind) {
    case "begin":
      return next;
    case "wait":
      throw new StudyError("waiting", "What comes next depends on trials that are running; tell one of them first.");
    case "end":
    case "exhausted":
      throw new StudyError(
        "exhausted",
        next.reason ?? "Every configuration of the space has been tried; widen it, or set noisy to try them again.",
      );
  }
}

/** The outcome of a trial as a study keeps it: with a part of the resource, a result is a report on the way. */
export function keptOutcome(trial: Trial, resource: ResourceSetting | undefined, told: ReadOutcome): ReadOutcome {
  const budget = budgetOf(trial);
  if (resource === undefined || budget === null || isWhole(budget) || told.outcome.kind !== "complete") return told;
  const { values } = told.outcome;
  const step = stepOf(shareOf(trial, resource));
  const outcome = { kind: "pruned" as const, values };
  return values.length === 1
    ? { ...told, outcome, intermediate: new Map([...told.intermediate, [step, values[0]!]]) }
    : { ...told, outcome, attributes: new Map([...told.attributes, reportAttribute(step, values)]) };
}
