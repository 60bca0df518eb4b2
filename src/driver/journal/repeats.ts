import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { type Confirmed, confirmationName, confirmedTrials, testMetric } from "../../core/study/confirm.js";
import type { StudyState } from "../../core/study/state.js";
import { journalPath } from "../places/studies.js";
import { Journal } from "./journal.js";

/** Where the repeats of a study's best trials are kept: beside its own journal. */
export function repeatsPath(journal: string, study: string): string {
  return journalPath(dirname(journal), confirmationName(study));
}

/** What repeats say of the best trials of a study with one direction; empty where none were run. */
export function confirmedIn(journal: string, study: StudyState): readonly Confirmed[] {
  if (study.directions.length > 1) return [];
  const repeats = studyIn(repeatsPath(journal, study.name), confirmationName(study.name));
  return confirmedTrials(study, repeats, testMetric(repeats));
}

/** A study as its journal has it; undefined where there is none. */
export function studyIn(path: string, name: string): StudyState | undefined {
  if (!existsSync(path)) return undefined;
  const journal = Journal.open(path, "read");
  journal.close();
  return journal.state.study(name);
}
