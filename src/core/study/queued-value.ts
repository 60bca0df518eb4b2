import { languageById } from "../annotations/languages.js";
import { readLiteral, spell } from "../annotations/spelling.js";
import { boundsOf } from "../space/bounds.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import { type Literal, plainValue } from "../space/literal.js";
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
export function readQueuedValue({ name, distribution }: Parameter, text: string, language: string): QueuedValue {
  const literal = literalOf(text, distribution, language);
  const internal = internalOf(distribution, literal);
  const written = text.trim();
  if (internal === null) {
    const what = written === "" ? "needs a value" : `cannot be ${written}`;
    return { kind: "problem", message: `${name} ${what}; it is ${describeValues(distribution, language)}.` };
  }
  if (fits(distribution, internal)) return { kind: "value", literal, internal };
  const range = describeValues(distribution, language);
  return { kind: "problem", message: `${name}=${written} is outside its range; it is ${range}.` };
}

/** What a parameter may be, in words that follow "it is": `a whole number from 1 to 9`. */
export function describeValues(distribution: Distribution, language: string): string {
  if (isCategorical(distribution)) return `one of ${choicesOf(distribution).map(spelling(language)).join(", ")}`;
  const [low, high] = boundsOf(distribution);
  const kind = distribution.kind === "int" || distribution.kind === "logint" ? "whole number" : "number";
  const step = "step" in distribution && distribution.step !== null ? distribution.step : null;
  const steps = step === null || (step === 1 && kind === "whole number") ? "" : ` in steps of ${step}`;
  const from = Number.isFinite(low) ? ` from ${low}` : "";
  return `a ${kind}${from}${Number.isFinite(high) ? ` to ${high}` : ""}${steps}`;
}

/** How a language spells values; Python's way where the language is not known. */
export function spelling(language: string): (literal: Literal) => string {
  const known = languageById(language) ?? languageById("python")!;
  return (literal) => spell(literal, known);
}

function literalOf(text: string, distribution: Distribution, language: string): Literal {
  const spoken = languageById(language);
  const read = spoken === null ? null : readLiteral(text, spoken);
  const literal: Literal = read ?? { kind: "string", value: text };
  if (!isCategorical(distribution) || internalOf(distribution, literal) !== null) return literal;
  // A shell takes the quotes away, so a category may be meant by its bare text.
  const bare: Literal = { kind: "string", value: text };
  if (internalOf(distribution, bare) !== null) return bare;
  return choicesOf(distribution).find((choice) => String(plainValue(choice)) === text) ?? literal;
}
