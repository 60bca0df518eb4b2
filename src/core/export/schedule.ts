import { scheduleOf } from "../study/lineage.js";
import { literalsIn, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import type { Trial } from "../study/trial.js";
import { jsonValues } from "./spelling.js";

/**
 * The schedule that a trial came from as JSON, for a training that goes through it again: a list of `{ from, to, values }` in
 * order, with all parameters of each part; `to` is null where it is not known. null where the trial has no schedule.
 */
export function scheduleJson(study: StudyState, trial: Trial): string | null {
  const schedule = scheduleOf(study, trial);
  if (schedule === null) return null;
  const { stages, changed, resource } = schedule;
  const own = literalsIn(spaceOf(study), trial);
  const parts = stages.map(({ from, to, values }) => {
    const all = new Map([...own].filter(([name]) => name !== resource && !changed.includes(name)));
    return { from, to, values: jsonValues(new Map([...all, ...values])) };
  });
  return JSON.stringify(parts, null, 2);
}
