import type { Language } from "../annotations/language.js";
import { Report } from "../annotations/report.js";
import type { TextRange } from "../annotations/study.js";
import { readArguments } from "../annotations/tags/arguments.js";
import { DISTRIBUTIONS } from "../annotations/tags/forms.js";
import type { TuneTag } from "../annotations/tags/tune-tag.js";
import type { PlacedTune } from "./annotated-text.js";
import { textOffset } from "./annotated-text.js";

/** Where the annotation writes each numeric argument of its distribution. */
export function argumentRanges(
  { tag, tune }: Pick<PlacedTune, "tag" | "tune">,
  language: Language,
): ReadonlyMap<string, TextRange> {
  const found = new Map<string, TextRange>();
  const open = openingOf(tag, tune);
  const form = DISTRIBUTIONS.find(({ name }) => name === tune.distribution?.kind);
  if (open === null || form === undefined || form.categories) return found;
  let position = 0;
  for (const { keyword, range } of readArguments(tune.text, open, language, new Report()).list) {
    const name = keyword ?? form.positional[position++];
    if (name !== undefined) found.set(name, range);
  }
  return found;
}

/** The offset in the tag's text of the parenthesis that opens the distribution's arguments. */
function openingOf(tag: PlacedTune["tag"], tune: TuneTag): number | null {
  const start = textOffset(tag, tune.range.start);
  if (start === null) return null;
  const named = tune.nameRange === null ? start : (textOffset(tag, tune.nameRange.end) ?? start);
  const open = tune.text.text.indexOf("(", named);
  return open < 0 ? null : open;
}
