import { nearestName } from "../../core/text/nearest-name.js";
import type { StudyEntry } from "../studies/digest.js";
import { ToolInputError } from "./input.js";

/** How files are told to a language model: relative to the workspace, with slashes. */
export type RelativePath = (file: string) => string;

/** The file that defines a study, or that it remembers; null for a journal alone. */
export function fileOfStudy({ annotated, digest }: StudyEntry): string | null {
  return annotated?.file ?? digest?.source?.file ?? null;
}

/**
 * The one study that a language model means.
 *
 * @throws {ToolInputError} Where there is none or several, naming what there is.
 */
export function findStudy(
  entries: readonly StudyEntry[],
  study: string,
  file: string | undefined,
  relative: RelativePath,
): StudyEntry {
  const named = entries.filter((entry) => entry.ref.study === study);
  const found = file === undefined ? named : named.filter((entry) => isIn(entry, file, relative));
  const [only, ...others] = found;
  if (only === undefined) throw new ToolInputError(missing(entries, named, study, file, relative));
  if (others.length > 0) {
    throw new ToolInputError(
      `Several studies are called \`${study}\`: give the field \`file\`, one of ${places(found, relative)}.`,
    );
  }
  return only;
}

function missing(
  entries: readonly StudyEntry[],
  named: readonly StudyEntry[],
  study: string,
  file: string | undefined,
  relative: RelativePath,
): string {
  if (named.length > 0) return `No study \`${study}\` is in \`${file}\`; there is one in ${places(named, relative)}.`;
  const names = [...new Set(entries.map(({ ref }) => ref.study))];
  if (names.length === 0) return `There is no study in this workspace, so none is called \`${study}\`.`;
  const near = nearestName(study, names);
  const known = near === null ? `There are ${names.slice(0, 20).join(", ")}.` : `Did you mean \`${near}\`?`;
  return `No study is called \`${study}\`. ${known}`;
}

function isIn(entry: StudyEntry, file: string, relative: RelativePath): boolean {
  const own = fileOfStudy(entry);
  if (own === null) return false;
  const wanted = file.replaceAll("\\", "/").replace(/^\.\//, "");
  return own === file || relative(own) === wanted || relative(own).endsWith(`/${wanted}`);
}

function places(entries: readonly StudyEntry[], relative: RelativePath): string {
  return entries.map((entry) => `\`${relative(fileOfStudy(entry) ?? entry.ref.journal)}\``).join(", ");
}
