import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Language } from "../../core/annotations/languages.js";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { applyEdits, planWrite } from "../../core/annotations/write.js";
import { worded } from "../../core/l10n/phrase.js";
import { codeName, isNotebook } from "../../core/notebooks/cell.js";
import type { Literal } from "../../core/space/literal.js";
import { keeping } from "../places/studies.js";

const MARK = "__hyperlens_";

/** Whether a file is a patched copy of another one: such files are nobody's source. */
export function isPatchedCopy(path: string): boolean {
  return new RegExp(`${MARK}\\d+$`).test(basename(path, extname(path)));
}

/** The values cannot be written into the code. */
export class PatchError extends Error {
  override readonly name = "PatchError";
}

/** The file with the values of one trial in it. @throws {PatchError} */
export function patchedText(
  text: string,
  study: AnnotatedStudy,
  language: Language,
  values: ReadonlyMap<string, Literal>,
): string {
  const inCode = new Set(study.slots.filter(({ place }) => place === "code").map(({ name }) => name));
  const written = new Map([...values].filter(([name]) => inCode.has(name)));
  const plan = planWrite(text, study, language, written);
  if (plan.kind === "refusal") throw new PatchError(worded(plan.message));
  const skipped = plan.skipped[0];
  if (skipped !== undefined) throw new PatchError(`${skipped.name} cannot be written into the code: ${skipped.why}`);
  return applyEdits(text, plan.edits);
}

/** Why a file cannot be written in one folder, though it may in another. */
const ELSEWHERE = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"];

/**
 * Writes a patched copy beside the original, where imports and relative files resolve, or, where that folder cannot be
 * written, into the trial's; gives its path.
 */
export function writeCopy(file: string, trial: number, text: string, folder: string): string {
  const { stem, extension } = nameOfCopies(file);
  const name = `${stem}${trial}${extension}`;
  const beside = join(dirname(file), name);
  try {
    writeFileSync(beside, text, { mode: statSync(file).mode });
    return beside;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && ELSEWHERE.includes(String(error.code)))) throw error;
    rmSync(beside, { force: true });
  }
  return keeping(folder, () => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, text, { mode: statSync(file).mode });
    return path;
  });
}

export function removeCopy(path: string): void {
  rmSync(path, { force: true });
}

/** Removes the copies that a driver which died has left beside a file. */
export function sweepCopies(file: string): void {
  const { stem, extension } = nameOfCopies(file);
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(stem) && name.endsWith(extension) && isPatchedCopy(name)) removeCopy(join(dirname(file), name));
  }
}

/** What stands before and behind the number of the trial. The copies of `a.ipynb` are not taken for those of `a.py`. */
function nameOfCopies(file: string): { readonly stem: string; readonly extension: string } {
  const name = basename(file);
  const stem = isNotebook(file) ? name : basename(name, extname(name));
  return { stem: `${stem}${MARK}`, extension: extname(codeName(file)) };
}
