import { existsSync, readFileSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { languageOf } from "../../core/annotations/languages.js";
import type { AnnotatedStudy, ParsedFile } from "../../core/annotations/study.js";
import { worded } from "../../core/l10n/phrase.js";
import { codeOf, readAnnotated, UNREADABLE } from "../../core/notebooks/annotated-source.js";
import type { Target } from "../run/owner.js";
import { errorLines } from "./diagnostics.js";
import { UsageError } from "./usage.js";

/** The file defines no study, or there is an error in its annotations. */
export class AnnotationError extends Error {
  override readonly name = "AnnotationError";
}

/** `FILE` or `FILE:NAME`; a colon belongs to the path where such a file exists. */
export function splitTarget(argument: string): { readonly path: string; readonly name: string | null } {
  const colon = argument.lastIndexOf(":");
  if (colon <= 1 || existsSync(argument)) return { path: argument, name: null };
  return { path: argument.slice(0, colon), name: argument.slice(colon + 1) || null };
}

/** @throws {UsageError, AnnotationError} */
export function readTarget(argument: string): Target {
  const { path, name } = splitTarget(argument);
  const language = languageOf(path);
  if (language === null) {
    throw new UsageError(`${path} is in no language that Hyperlens knows by its extension.`);
  }
  const file = existing(path);
  const { source, parsed } = readAnnotated(file, readText(file));
  const study = choose(parsed, name, path);
  if (!study.valid) {
    throw new AnnotationError(
      `The annotations of ${study.name} cannot be run:\n${errorLines(path, { source, parsed }, study).join("\n")}`,
    );
  }
  return { file, ...codeOf(source, study), language, study };
}

function existing(path: string): string {
  try {
    return realpathSync(resolve(path));
  } catch {
    throw new UsageError(`There is no file ${path}.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableFileError(`${file} cannot be read (${why}). Check its permissions.`);
  }
}

/** A file that exists and cannot be read. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

function choose(parsed: ParsedFile, name: string | null, path: string): AnnotatedStudy {
  const { studies } = parsed;
  const names = studies.map((study) => study.name).join(", ");
  const unreadable = parsed.diagnostics.find(({ code }) => code === UNREADABLE);
  if (unreadable !== undefined) throw new AnnotationError(`${path}: ${worded(unreadable.message)}`);
  if (studies.length === 0) {
    throw new AnnotationError(
      `${path} defines no study. Write a comment @study above a function, and @tune beside the values to search.`,
    );
  }
  if (name === null) {
    if (studies.length === 1) return studies[0]!;
    throw new UsageError(
      `${path} defines several studies: ${names}. Choose one: hyperlens run ${path}:${studies[0]!.name}`,
    );
  }
  const study = studies.find((candidate) => candidate.name === name);
  if (study !== undefined) return study;
  throw new UsageError(`${path} defines no study ${name}; it defines ${names}.`);
}
