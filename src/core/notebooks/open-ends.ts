import type { Language } from "../annotations/language.js";
import { scan } from "../annotations/source/scan.js";

/**
 * What closes the brackets and the quoted text that a cell leaves open, so that a cell in which somebody types does not
 * swallow those behind it; "" where it leaves none open.
 */
export function closingOf(text: string, language: Language): string {
  const { lineDepths, regions } = scan(`${text}\n`, language);
  const brackets = ")".repeat(lineDepths.at(-1)!);
  const last = regions.at(-1);
  if (last?.kind !== "string" || last.closed) return brackets;
  // A quoted text of one line ends with that.
  const form = language.strings.find(({ open }) => text.startsWith(open, last.start));
  return form?.multiline ? form.close + brackets : brackets;
}
