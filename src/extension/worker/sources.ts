import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { codeWithValues } from "../../core/annotations/values-in-code.js";
import { TRIAL_ATTRIBUTES } from "../../core/study/attributes.js";
import { factsOf } from "../../core/study/run-facts.js";
import { literalsIn, spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import type { Trial } from "../../core/study/trial.js";
import { codePath } from "../../driver/places/studies.js";
import type { TrialSource } from "./messages.js";

/**
 * The source files that a trial ran, as they stood then and with its values in the annotated one: what one would have to
 * save to have that trial again. null where nobody has kept them.
 */
export function sourcesOf(journal: string, study: StudyState, trial: Trial): readonly TrialSource[] | null {
  const facts = factsOf(study, trial);
  if (facts === null) return null;
  const code = trial.systemAttributes.get(TRIAL_ATTRIBUTES.code);
  const values = literalsIn(spaceOf(study), trial);
  const folder = dirname(journal);
  // The annotated file is the one whose hash the trial carries.
  const files = Object.entries(facts.sources).sort(([, a], [, b]) => Number(b === code) - Number(a === code));
  return files.map(([name, hash]) => {
    // A journal may come from anywhere: a hash is never taken for a path.
    const kept = /^[0-9a-f]+$/.test(hash) ? textOf(codePath(folder, hash, name)) : null;
    const text = kept !== null && hash === code ? codeWithValues(name, kept, study.name, values) : kept;
    return { file: resolve(dirname(folder), name), text };
  });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
