import type { StudyRef } from "../studies/digest.js";

/** The study that a command's argument is about: a reference, an element of the tree; null where it is neither. */
export function studyArgument(argument: unknown): StudyRef | null {
  if (typeof argument !== "object" || argument === null) return null;
  if ("ref" in argument) return studyArgument(argument.ref);
  if (!("journal" in argument) || !("study" in argument)) return null;
  const { journal, study } = argument;
  return typeof journal === "string" && typeof study === "string" ? { journal, study } : null;
}

/** The trial that a command's argument is about, by number. */
export function trialArgument(argument: unknown): number | null {
  if (typeof argument !== "object" || argument === null || !("trial" in argument)) return null;
  const { trial } = argument;
  if (typeof trial === "number") return trial;
  return typeof trial === "object" && trial !== null && "number" in trial && typeof trial.number === "number"
    ? trial.number
    : null;
}

/** Stands for the code as it is in the file, where that of a trial is compared. */
export const NOW = "now";

/** The second trial of a comparison, by number, or the file as it is now; null where neither was given. */
export function otherArgument(argument: unknown): number | typeof NOW | null {
  if (typeof argument !== "object" || argument === null || !("other" in argument)) return null;
  const { other } = argument;
  return typeof other === "number" || other === NOW ? other : null;
}
