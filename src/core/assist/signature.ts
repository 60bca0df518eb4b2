import { DISTRIBUTIONS } from "../annotations/tags/forms.js";
import { type Phrase, phrase, worded } from "../l10n/phrase.js";
import { english } from "../l10n/translation.js";
import type { AnnotatedText } from "./annotated-text.js";
import { activeArgument, openDistribution } from "./complete/tune.js";

export interface SignatureHelp {
  /** `uniform(low, high, step=q)` */
  readonly label: string;
  readonly summary: string;
  /** The stretch of the label that each argument takes. */
  readonly parameters: readonly { readonly start: number; readonly end: number; readonly summary: string }[];
  readonly active: number;
}

const ARGUMENTS: Readonly<Record<string, Phrase>> = {
  low: phrase("The lower end, itself included."),
  high: phrase("The upper end, itself included."),
  step: phrase("The distance between neighbouring values, counted from low."),
  mu: phrase("The mean; of the natural logarithm for lognormal."),
  sigma: phrase("The standard deviation; of the natural logarithm for lognormal."),
  weights: phrase("One number for each category: how likely it is at the beginning."),
  category: phrase("A number, a text in quotes, true, false, none, or a list of them."),
};

/** The form of the distribution whose arguments the caret stands in; null elsewhere. */
export function signatureAt(annotated: AnnotatedText, offset: number, t = english): SignatureHelp | null {
  const place = annotated.tagAt(offset);
  if (place?.tag.kind !== "tune") return null;
  const before = place.tag.text.text.slice(0, place.at);
  const open = openDistribution(before.slice(before.lastIndexOf("@tune") + "@tune".length));
  const form = DISTRIBUTIONS.find(({ name }) => name === open?.name);
  if (open === null || form === undefined) return null;
  const names = form.categories
    ? ["a", "b", "…", ...form.optional.map((name) => `${name}=(…)`)]
    : [...form.positional, ...form.optional.map((name) => `${name}=`)];
  let label = `${form.name}(`;
  const parameters = names.map((name, i) => {
    const start = label.length + (i === 0 ? 0 : 2);
    label += `${i === 0 ? "" : ", "}${name}`;
    const key = name.replace(/=.*$/, "");
    return { start, end: label.length, summary: worded(ARGUMENTS[key] ?? ARGUMENTS.category!, t) };
  });
  label += ")";
  return {
    label,
    summary: worded(form.summary, t),
    parameters,
    active: activeOf(open.written, names, form.categories),
  };
}

function activeOf(written: string, names: readonly string[], categories: boolean): number {
  const index = activeArgument(written);
  const keyword = /(?:^|,)\s*([A-Za-z_]\w*)\s*=[^,]*$/.exec(written)?.[1];
  const named = keyword === undefined ? -1 : names.findIndex((name) => name.startsWith(`${keyword}=`));
  if (named >= 0) return named;
  return Math.min(index, categories ? 2 : names.length - 1);
}
