/** Translations of texts: from each English text, placeholders included, to the same text in another language. */
export type Words = Readonly<Record<string, string>>;

/**
 * Says a text in the language of the window. `{0}`, `{1}` … in it stand for what follows it; a placeholder with nothing
 * to stand for stays as it is, and so does a text that has no translation.
 */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** One program's translation: English until other words are given. */
export interface Translation {
  readonly t: Translate;
  /** Texts made from now on are said with these words; those made before stay as they are. */
  readonly use: (words: Words) => void;
}

/** The words for some texts alone, as far as they are translated. */
export function wordsFor(texts: readonly string[], words: Words): Words {
  return Object.fromEntries(texts.flatMap((text) => (Object.hasOwn(words, text) ? [[text, words[text]!]] : [])));
}

/** The translation of one program, by the words of its language. */
export function translation(words: Words = {}): Translation {
  let known = words;
  return {
    t: (text, ...values) => {
      const said = Object.hasOwn(known, text) ? known[text]! : text;
      return said.replace(/\{(\d+)\}/g, (whole, at: string) => String(values[Number(at)] ?? whole));
    },
    use: (others) => {
      known = others;
    },
  };
}

/**
 * What the core says where no translation is given: always on the command line. What journals keep is English for
 * everybody, too: why a sampler proposed a trial, why one failed, why a run ended.
 */
export const english: Translate = translation().t;
