import { accessSync, constants, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { codeName } from "../../core/notebooks/cell.js";

const FOLDER = ".hyperlens";
const SUFFIX = ".journal.log";

/**
 * The folder that holds the studies of a file: the one given, else the nearest ancestor's `.hyperlens`, else one beside
 * the nearest `.git` or `.vscode`, else beside the file. It need not exist yet.
 */
export function studiesFolder(file: string, explicit: string | null): string {
  if (explicit !== null) return resolve(explicit);
  const folder = dirname(resolve(file));
  const home = nearest(folder, [FOLDER]) ?? nearest(folder, [".git", ".vscode"]) ?? folder;
  return join(home, FOLDER);
}

/** The journal of a study. Names are compared without case, as some file systems do: an existing file's spelling wins. */
export function journalPath(folder: string, study: string): string {
  const name = `${encodeName(study)}${SUFFIX}`;
  const present = existsSync(join(folder, name)) ? undefined : sameWithoutCase(folder, name);
  return join(folder, present ?? name);
}

/** The folder that holds what belongs to a study beside its journal. */
export function studyFolder(journal: string): string {
  const name = basename(journal);
  const stem = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name.replace(/\.[^.]*$/, "");
  return join(dirname(journal), stem === name ? `${stem}.files` : stem);
}

export function trialFolder(journal: string, trial: number): string {
  return join(studyFolder(journal), String(trial));
}

export function logPath(journal: string, trial: number): string {
  return join(trialFolder(journal, trial), "log.txt");
}

/** Where a source file is kept that trials have run, by the hash of its bytes. */
export function codePath(folder: string, hash: string, file: string): string {
  return join(folder, "code", `${hash}${extname(codeName(file))}`);
}

/** The folder of the drivers' signs of life. */
export function driversFolder(journal: string): string {
  return join(studyFolder(journal), "drivers");
}

/** The folder of the studies cannot be written. */
export class StudiesFolderError extends Error {
  override readonly name = "StudiesFolderError";

  constructor(folder: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The studies cannot be kept in ${folder}: ${why}. ${remedyOf(cause)}`);
  }
}

function remedyOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT")
    return "Free some space on the disk, then run the study again: it continues.";
  return "Make it writable, or name another folder with --studies DIR.";
}

/**
 * Makes the studies folder, with a `.gitignore` that leaves only the journals to git.
 *
 * @throws {StudiesFolderError}
 */
export function makeStudiesFolder(folder: string): void {
  keeping(folder, () => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    const ignore = join(folder, ".gitignore");
    if (basename(folder) === FOLDER && !existsSync(ignore)) writeFileSync(ignore, IGNORED);
  });
}

/** Writes something to a folder of the studies. @throws {StudiesFolderError} where that fails, for whatever reason. */
export function keeping<T>(folder: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new StudiesFolderError(folder, error);
  }
}

const IGNORED = `# Written by Hyperlens: studies are kept, the logs and files of their trials are not.
*
!.gitignore
!*.journal.log
`;

/** A study's name as a file name on every system; the same name always gives the same file. */
function encodeName(study: string): string {
  const encoded = encodeURIComponent(study).replace(/[!'()*~]/g, percent);
  return /^(\.|(con|prn|aux|nul|com\d|lpt\d)(\.|$))/i.test(encoded) ? encoded.replace(/^./, percent) : encoded;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function nearest(folder: string, names: readonly string[]): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (names.some((name) => existsSync(join(at, name)))) return at;
    if (dirname(at) === at) return null;
  }
}

function sameWithoutCase(folder: string, name: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder).find((entry) => entry.toLowerCase() === name.toLowerCase());
}
