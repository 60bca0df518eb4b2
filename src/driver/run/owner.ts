import { existsSync, readFileSync } from "node:fs";
import { type Language, languageOf } from "../../core/annotations/languages.js";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { readAnnotated } from "../../core/notebooks/annotated-source.js";
import { placeIn, type SourceText } from "../../core/notebooks/source-text.js";
import type { JournalState } from "../../core/study/journal-state.js";
import type { StudySource } from "../../core/study/summary.js";
import { rememberedFile, storedPath } from "./plan.js";

/** The study that is to run, with the source of its file as it stood when the run began. */
export interface Target extends SourceText {
  readonly file: string;
  readonly language: Language;
  readonly study: AnnotatedStudy;
}

/** What a study remembers of where it stands. */
export function sourceOf(target: Target, folder: string): StudySource {
  const { cell, line } = placeIn(target, target.study.annotation.start);
  const file = storedPath(folder, target.file);
  return { file, name: target.study.name, ...(cell === null ? {} : { cell }), line: line + 1 };
}

/** Another file, or another spelling of the name, has the study already. */
export class StudyTakenError extends Error {
  override readonly name = "StudyTakenError";
}

/**
 * Checks that the journal's study belongs to the file that is to run. A study whose file has gone, or defines it no more,
 * is adopted; what is returned says so.
 *
 * @throws {StudyTakenError}
 */
export function checkOwner(state: JournalState, folder: string, { file, study }: Target): readonly string[] {
  const present = state.study(study.name);
  if (present === undefined) {
    const other = state.studies.find(({ name }) => name.toLowerCase() === study.name.toLowerCase());
    if (other === undefined) return [];
    throw new StudyTakenError(
      `There is a study ${other.name} in ${folder} already, and names that differ only in case would share a file. Give this one another name: @study NAME …`,
    );
  }
  const owner = rememberedFile(folder, present);
  if (owner === null || owner === file) return [];
  if (defines(owner, study.name)) {
    throw new StudyTakenError(
      `Two files define a study ${study.name} in ${folder}: ${owner} and ${file}. Give one of them another name (@study NAME …), or keep its studies elsewhere with --studies DIR.`,
    );
  }
  return [`The study ${study.name} was last run from ${storedPath(folder, owner)}; it goes on with ${file}.`];
}

function defines(file: string, name: string): boolean {
  const language = languageOf(file);
  if (language === null || !existsSync(file)) return false;
  try {
    return readAnnotated(file, readFileSync(file, "utf8")).parsed.studies.some((study) => study.name === name);
  } catch {
    return false;
  }
}
