import { english, type Translate } from "./translation.js";

/**
 * A text that outlives the place where it is made: what is wrong with an annotation, what an option is for. It is data,
 * the English text with placeholders and what stands for them, so that whoever shows it can say it in the language of
 * their window, while the command line, journals and language models have it in English.
 */
export interface Phrase {
  readonly text: string;
  readonly values: readonly PhraseValue[];
}

export type PhraseValue = string | number | Phrase;

/**
 * A phrase. `{0}`, `{1}` … in its text stand for what follows it; a value that is to be said in the language of the
 * window, too, is a phrase itself. The text is a literal, which is how translations find it.
 */
export function phrase(text: string, ...values: readonly PhraseValue[]): Phrase {
  return { text, values };
}

/** Whole sentences, one behind the other; those that are null are left out. */
export function sentences(first: Phrase, ...others: readonly (Phrase | null)[]): Phrase {
  const all = [first, ...others.filter((one) => one !== null)];
  return all.length === 1 ? first : { text: all.map((_, i) => `{${i}}`).join(" "), values: all };
}

/** A phrase in the language of a translation; a name, which is a text alone, is the same in all of them. */
export function worded(said: Phrase | string, translate: Translate = english): string {
  if (typeof said === "string") return said;
  const values = said.values.map((value) => (typeof value === "number" ? value : worded(value, translate)));
  return translate(said.text, ...values);
}
