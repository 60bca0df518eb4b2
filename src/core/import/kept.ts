import type { JournalEvent } from "../journal/event.js";
import { type Literal, plainValue } from "../space/literal.js";
import { literalFrom } from "../study/queued-value.js";
import { importedTrial } from "../study/records.js";
import { literalIn, type StudySetup } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import { importedFrom } from "../study/summary.js";
import type { Trial } from "../study/trial.js";
import { type ForeignStudy, type ForeignTrial, ImportError } from "./foreign.js";

/**
 * The trials that the study has not got from this source yet: what is called the same there may be another trial by now.
 *
 * @throws {ImportError} where the directions of the source are others.
 */
export function newTrials(
  foreign: ForeignStudy,
  from: string,
  setup: Pick<StudySetup, "goals" | "space" | "language">,
  present: StudyState | undefined,
): readonly ForeignTrial[] {
  const directions = setup.goals.map(({ direction }) => direction);
  if (foreign.directions !== null && foreign.directions.join() !== directions.join()) {
    throw new ImportError(
      `${from} was to ${foreign.directions.join(" and ")}, the study is to ${directions.join(" and ")}: values of the one mean nothing to the other. Correct the directions behind @study, or import with --negate where the one is the other with its sign turned.`,
      directions.length === 1 ? { flag: "negate" } : null,
    );
  }
  const known = new Map<string, Trial[]>();
  for (const trial of present?.trials ?? []) {
    const place = importedFrom(trial);
    if (place?.from === from) known.set(place.key, [...(known.get(place.key) ?? []), trial]);
  }
  return foreign.trials.filter((trial) => !known.get(trial.key)?.some((one) => isSame(trial, one, setup)));
}

function isSame(
  { state, values, params }: ForeignTrial,
  trial: Trial,
  { space, language }: Pick<StudySetup, "space" | "language">,
): boolean {
  const { outcome } = trial;
  const own = "values" in outcome ? outcome.values : [];
  if (outcome.kind !== state || own.length !== values.length || own.some((value, i) => value !== values[i]))
    return false;
  return space.parameters.every(({ name, distribution }) => {
    const text = params.get(name);
    const present = literalIn(space, trial, name);
    // A parameter that came into the space later was not kept with the trial.
    if (text === undefined || present === undefined) return true;
    const given = plainValue(literalFrom(text, distribution, language));
    return JSON.stringify(given) === JSON.stringify(plainValue(present));
  });
}

/** The records that put trials into a study. */
export function importRecords(
  trials: readonly ForeignTrial[],
  place: { readonly worker: string; readonly study: number; readonly setup: StudySetup; readonly from: string },
): readonly JournalEvent[] {
  const { worker, study, setup, from } = place;
  const { space, version: spaceVersion, language } = setup;
  return trials.flatMap((trial) => {
    const values = new Map<string, Literal>();
    for (const { name, distribution } of space.parameters) {
      const text = trial.params.get(name);
      if (text !== undefined) values.set(name, literalFrom(text, distribution, language));
    }
    return importedTrial({ worker, study, space, spaceVersion, values, trial, from });
  });
}
