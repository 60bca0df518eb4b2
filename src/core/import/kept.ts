import type { JournalEvent } from "../journal/event.js";
import { cubeOf } from "../samplers/cube.js";
import type { Literal } from "../space/literal.js";
import { observationOf } from "../study/history.js";
import { literalFrom } from "../study/queued-value.js";
import { importedTrial } from "../study/records.js";
import type { StudySetup } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import { importedFrom } from "../study/summary.js";
import { type ForeignStudy, type ForeignTrial, ImportError } from "./foreign.js";

/** What the imported trials are to the search. */
export interface Kept {
  readonly imported: number;
  /** Trials that inform the search as its own do, in part, or not at all. */
  readonly whole: number;
  readonly part: number;
  readonly none: number;
}

/** The trials that the study has not got from this source yet. @throws {ImportError} where its directions are others. */
export function newTrials(
  foreign: ForeignStudy,
  from: string,
  { goals }: Pick<StudySetup, "goals">,
  present: StudyState | undefined,
): readonly ForeignTrial[] {
  const directions = goals.map(({ direction }) => direction);
  if (foreign.directions !== null && foreign.directions.join() !== directions.join()) {
    throw new ImportError(
      `${from} was to ${foreign.directions.join(" and ")}, the study is to ${directions.join(" and ")}: values of the one mean nothing to the other. Correct the directions behind @study, or export the trials as a table with values of the other sign.`,
    );
  }
  const known = new Set(
    (present?.trials ?? []).flatMap((trial) => {
      const place = importedFrom(trial);
      return place?.from === from ? [place.key] : [];
    }),
  );
  return foreign.trials.filter(({ key }) => !known.has(key));
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

/** What the last trials of a study, which were imported just now, are to its search. */
export function keptOf(study: StudyState, { space }: StudySetup, imported: number): Kept {
  const cube = cubeOf(space);
  const kept = { whole: 0, part: 0, none: 0 };
  for (const trial of study.trials.slice(study.trials.length - imported)) {
    const observation = observationOf(cube, study.directions, trial);
    if (observation === null) kept.none++;
    else if (observation.whole) kept.whole++;
    else kept.part++;
  }
  return { imported, ...kept };
}
