import { hostname } from "node:os";
import type { Literal } from "../../core/space/literal.js";
import { waitingTrial } from "../../core/study/records.js";
import { literalsIn, setupOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import type { Trial } from "../../core/study/trial.js";
import type { Journal } from "../journal/journal.js";

/**
 * Puts a trial with these values into the queue of a study of ours, and gives its number. Values that are left out are
 * the sampler's to choose.
 *
 * @throws {JournalWriteError} where the journal cannot be written.
 */
export async function queueTrial(
  journal: Journal,
  name: string,
  values: ReadonlyMap<string, Literal>,
): Promise<number | null> {
  const worker = `hyperlens/${hostname()}/${process.pid}/queue`;
  let number: number | null = null;
  await journal.append((state) => {
    const study = state.study(name);
    const setup = study === undefined ? null : setupOf(study);
    if (study === undefined || setup === null) return [];
    number = study.trials.length;
    const { space, version: spaceVersion } = setup;
    return waitingTrial({ worker, study: study.id, space, values, baseline: false, spaceVersion, attributes: [] });
  });
  return number;
}

/** The values of a trial that the present space of its study still has. */
export function valuesAgain(study: StudyState, trial: Trial): ReadonlyMap<string, Literal> {
  const space = setupOf(study)?.space ?? { parameters: [], constraints: [] };
  const known = new Set(space.parameters.map(({ name }) => name));
  return new Map([...literalsIn(space, trial)].filter(([name]) => known.has(name)));
}
