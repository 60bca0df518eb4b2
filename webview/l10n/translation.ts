import { translation, type Words } from "../../src/core/l10n/translation.js";

/**
 * What the page says, in the window's language. The words stand in the page before its script, so that tables of texts
 * can be constants. A worker has no page, and says nothing that people read.
 */
export const { t } = translation(wordsOf(globalThis.document));

function wordsOf(page: Document | undefined): Words {
  const text = page?.querySelector<HTMLMetaElement>("meta[name=words]")?.content;
  return text === undefined ? {} : (JSON.parse(text) as Words);
}
