import { type Phrase, phrase } from "../l10n/phrase.js";
import type { MethodOption } from "./method.js";

/** What an option of a sampler or pruner takes, as part of a sentence: `a whole number of at least 1`. */
export function expectedValue(type: Exclude<MethodOption["type"], { readonly kind: "method" }>): Phrase {
  switch (type.kind) {
    case "integer":
      return wholeNumber(type.min, type.max);
    case "number":
      return number(type.min, type.max);
    case "switch":
      return phrase("`on` or `off`");
    case "word":
      return phrase("one of {0}", type.words.map((word) => `\`${word}\``).join(", "));
  }
}

function wholeNumber(min: number, max: number | null): Phrase {
  return max === null
    ? phrase("a whole number of at least {0}", min)
    : phrase("a whole number from {0} to {1}", min, max);
}

function number(min: number | null, max: number | null): Phrase {
  if (min !== null && max !== null) return phrase("a number from {0} to {1}", min, max);
  if (min !== null) return phrase("a number of at least {0}", min);
  return max === null ? phrase("a number") : phrase("a number of at most {0}", max);
}
