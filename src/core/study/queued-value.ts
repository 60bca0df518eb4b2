import { languageById } from "../annotations/languages.js";
import { readLiteral, spell } from "../annotations/spelling.js";
import { english, type Translate } from "../l10n/translation.js";
import { boundsOf } from "../space/bounds.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import { type Literal, type PlainValue, plainValue } from "../space/literal.js";
import type { Parameter } from "../space/space.js";
import { fits, internalOf } from "../space/value.js";

/** What a person wrote for a parameter: the value, or a sentence that says what is wrong with it. */
export type QueuedValue =
  | { readonly kind: "value"; readonly literal: Literal; readonly internal: number }
  | { readonly kind: "problem"; readonly message: string };

/**
 * Reads the value of a parameter as somebody writes it who queues a trial by hand: as the study's language spells it;
 * a text needs no quotes.
 *
 * @param language Identifier of the study's host language.
 */
export function readQueuedValue(
  { name, distribution }: Parameter,
  text: string,
  language: string,
  t = english,
): QueuedValue {
  const literal = literalFrom(text, distribution, language);
  const internal = internalOf(distribution, literal);
  if (internal !== null && fits(distribution, internal)) return { kind: "value", literal, internal };
  const written = text.trim();
  const range = describeValues(distribution, language, t);
  const message =
    internal !== null
      ? t("{0}={1} is outside its range; it is {2}.", name, written, range)
      : written === ""
        ? t("{0} needs a value; it is {1}.", name, range)
        : t("{0} cannot be {1}; it is {2}.", name, written, range);
  return { kind: "problem", message };
}

/** What a parameter may be, in words that follow "it is": `a whole number from 1 to 9`. */
export function describeValues(distribution: Distribution, language: string, t = english): string {
  if (isCategorical(distribution)) return t("one of {0}", choicesOf(distribution).map(spelling(language)).join(", "));
  const whole = distribution.kind === "int" || distribution.kind === "logint";
  const step = "step" in distribution && distribution.step !== null ? distribution.step : null;
  const range = rangeText(whole ? t("a whole number") : t("a number"), boundsOf(distribution), t);
  return step === null || (step === 1 && whole) ? range : t("{0} in steps of {1}", range, step);
}

function rangeText(kind: string, [low, high]: readonly [number, number], t: Translate): string {
  if (!Number.isFinite(low)) return Number.isFinite(high) ? t("{0} to {1}", kind, high) : kind;
  return Number.isFinite(high) ? t("{0} from {1} to {2}", kind, low, high) : t("{0} from {1}", kind, low);
}

/** How a language spells values; Python's way where the language is not known. */
export function spelling(language: string): (literal: Literal) => string {
  const known = languageById(language) ?? languageById("python")!;
  return (literal) => spell(literal, known);
}

/**
 * What a person, or another program, means by a text as the value of a parameter: as the language spells it, as a
 * category's bare text, or as JSON has it. A text that is none of these is a string, which no number can be.
 */
export function literalFrom(text: string, distribution: Distribution, language: string): Literal {
  const spoken = languageById(language);
  const read = spoken === null ? null : readLiteral(text, spoken);
  const literal: Literal = read ?? { kind: "string", value: text };
  if (!isCategorical(distribution) || internalOf(distribution, literal) !== null) return literal;
  // A shell takes the quotes away, so a category may be meant by its bare text.
  const bare: Literal = { kind: "string", value: text };
  if (internalOf(distribution, bare) !== null) return bare;
  return choicesOf(distribution).find((choice) => isMeant(plainValue(choice), text)) ?? literal;
}

function isMeant(choice: PlainValue, text: string): boolean {
  return typeof choice === "object" && choice !== null ? JSON.stringify(choice) === text : String(choice) === text;
}
