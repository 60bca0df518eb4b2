import type { PlainValue } from "../space/literal.js";
import { scheduleOf } from "../study/lineage.js";
import { literalsIn, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import type { Trial } from "../study/trial.js";
import { jsonValues } from "./spelling.js";

/** A part of a schedule, as others' programs read it. */
export interface SchedulePart {
  /** How much of the resource had been spent before the part and after it, or steps; `to` is null where it is not known. */
  readonly from: number;
  readonly to: number | null;
  /** All parameters that were active in the part. */
  readonly values: { readonly [name: string]: PlainValue };
}

/** The schedule that a trial came from, for a training that goes through it again; null where the trial has none. */
export function scheduleParts(study: StudyState, trial: Trial): readonly SchedulePart[] | null {
  const schedule = scheduleOf(study, trial);
  if (schedule === null) return null;
  const { stages, changed, resource } = schedule;
  const same = [...literalsIn(spaceOf(study), trial)].filter(([name]) => name !== resource && !changed.includes(name));
  return stages.map(({ from, to, values }) => ({ from, to, values: jsonValues(new Map([...same, ...values])) }));
}

/** The same as a JSON text. */
export function scheduleJson(study: StudyState, trial: Trial): string | null {
  const parts = scheduleParts(study, trial);
  return parts === null ? null : JSON.stringify(parts, null, 2);
}
