import { existsSync } from "node:fs";
import { languageOf } from "../../core/annotations/languages.js";
import type { StudyState } from "../../core/study/state.js";
import {
  JournalBrokenError,
  JournalMissingError,
  JournalUnreadableError,
  JournalWriteError,
} from "../journal/errors.js";
import { Journal } from "../journal/journal.js";
import { journalPath, studiesFolder } from "../places/studies.js";
import { readTarget, splitTarget } from "./target.js";
import { UsageError } from "./usage.js";

/** A study that has a journal, open until it is closed. */
export interface StoredStudy {
  readonly journal: Journal;
  readonly name: string;
  readonly study: StudyState;
}

/**
 * The study that a person means by `FILE[:NAME]`, the annotated file, or by `JOURNAL[:NAME]`.
 *
 * @throws {UsageError} where there is none, or the journal cannot be read.
 */
export function openStudy(argument: string, studies: string | null, mode: "existing" | "read"): StoredStudy {
  const { path, name } = splitTarget(argument);
  const annotated = languageOf(path) !== null;
  const place = annotated ? annotatedPlace(argument, studies) : { path, name };
  const journal = open(place.path, mode, annotated ? argument : null);
  const found = place.name ?? onlyName(journal, place.path);
  const study = journal.state.study(found);
  if (study !== undefined) return { journal, name: found, study };
  journal.close();
  throw new UsageError(`${place.path} holds no study ${found}.`);
}

/**
 * Carries out a command that writes into such a study; gives the exit status, which is 1 where the journal cannot be written.
 *
 * @throws {UsageError}
 */
export async function inStudy(
  argument: string,
  studies: string | null,
  act: (stored: StoredStudy) => Promise<number>,
): Promise<number> {
  const stored = openStudy(argument, studies, "existing");
  try {
    return await act(stored);
  } catch (error) {
    if (!(error instanceof JournalWriteError)) throw error;
    process.stderr.write(`hyperlens: ${error.message}\n`);
    return 1;
  } finally {
    stored.journal.close();
  }
}

function annotatedPlace(argument: string, studies: string | null): { readonly path: string; readonly name: string } {
  const { file, study } = readTarget(argument);
  return { path: journalPath(studiesFolder(file, studies), study.name), name: study.name };
}

function open(path: string, mode: "existing" | "read", argument: string | null): Journal {
  if (!existsSync(path)) {
    throw new UsageError(
      argument === null ? `There is no journal ${path}.` : `The study has not been run yet: hyperlens run ${argument}`,
    );
  }
  try {
    const journal = Journal.open(path, mode);
    const { error } = journal;
    if (error === null || mode === "read") return journal;
    journal.close();
    throw new UsageError(new JournalBrokenError(path, error.line, error.message).message);
  } catch (error) {
    if (error instanceof JournalMissingError || error instanceof JournalUnreadableError)
      throw new UsageError(error.message);
    throw error;
  }
}

function onlyName(journal: Journal, path: string): string {
  const names = journal.state.studies.map(({ name }) => name);
  if (names.length === 1) return names[0]!;
  journal.close();
  throw new UsageError(
    names.length === 0 ? `${path} holds no study.` : `${path} holds several studies; choose one: ${path}:${names[0]}`,
  );
}
