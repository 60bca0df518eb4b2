import { languageOf } from "../../core/annotations/languages.js";
import { spell } from "../../core/annotations/spelling.js";
import type { AnnotatedEntry, TrialDigest } from "./digest.js";

/** Whether the code has these values already, so that there is nothing to write into it. */
export function hasValues({ file, study }: AnnotatedEntry, params: TrialDigest["params"]): boolean {
  const language = languageOf(file);
  if (language === null) return false;
  return params.every(({ name, text }) => {
    const literal = study.slots.find((slot) => slot.name === name)?.literal ?? null;
    return literal !== null && (spell(literal, language) === text || Number(spell(literal, language)) === Number(text));
  });
}
