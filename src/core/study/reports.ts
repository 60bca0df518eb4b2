import { REPORT_PREFIX } from "./attributes.js";
import type { Json } from "./json.js";
import type { Trial } from "./trial.js";

/** What a trial reached at a step: one value per direction, NaN where it is none. */
export type Report = readonly [step: number, values: readonly number[]];

/** The attribute that holds the report of a step of a trial with several directions. */
export function reportAttribute(step: number, values: readonly number[]): readonly [key: string, values: Json] {
  return [`${REPORT_PREFIX}${step}`, values];
}

/** The reports of a trial by step. */
export function reportsOf(trial: Trial, directions: number): readonly Report[] {
  const reports = directions === 1 ? singleReports(trial) : severalReports(trial, directions);
  return reports.sort(([a], [b]) => a - b);
}

function singleReports({ intermediate }: Trial): Report[] {
  return [...intermediate].map(([step, value]) => [step, [value]]);
}

function severalReports({ systemAttributes }: Trial, directions: number): Report[] {
  return [...systemAttributes].flatMap(([key, values]): Report[] => {
    if (!key.startsWith(REPORT_PREFIX) || !Array.isArray(values) || values.length !== directions) return [];
    const step = Number(key.slice(REPORT_PREFIX.length));
    if (!Number.isSafeInteger(step)) return [];
    return [[step, values.map((value) => (typeof value === "number" ? value : Number.NaN))]];
  });
}
