import type { Language } from "../annotations/language.js";
import { spell } from "../annotations/spelling.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import type { Literal } from "../space/literal.js";

/** A distribution as an annotation would write it. */
export function shapeOf(distribution: Distribution, language: Language): string {
  if (distribution.kind === "bool") return "bool";
  if (isCategorical(distribution)) {
    const choices = choicesOf(distribution).map((choice) => spellChoice(choice, language));
    const weights =
      distribution.kind === "choice" && distribution.weights !== null
        ? `, weights=(${distribution.weights.map(shortest).join(", ")})`
        : "";
    return `${distribution.kind}(${choices.join(", ")}${weights})`;
  }
  switch (distribution.kind) {
    case "uniform":
    case "int": {
      const { kind, low, high, step } = distribution;
      const lattice = step === null || (kind === "int" && step === 1) ? "" : `, step=${shortest(step)}`;
      return `${kind}(${shortest(low)}, ${shortest(high)}${lattice})`;
    }
    case "loguniform":
    case "logint":
      return `${distribution.kind}(${shortest(distribution.low)}, ${shortest(distribution.high)})`;
    case "normal":
    case "lognormal": {
      const { kind, mu, sigma, low, high } = distribution;
      const ends = `${low === null ? "" : `, low=${shortest(low)}`}${high === null ? "" : `, high=${shortest(high)}`}`;
      return `${kind}(${shortest(mu)}, ${shortest(sigma)}${ends})`;
    }
  }
}

/** The shortest digits that read back exactly, with an exponent where that is shorter: `1e-5`, `0.01`, `250`. */
export function shortest(value: number): string {
  const plain = String(value);
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const scientific = `${mantissa}e${exponent.replace("+", "")}`;
  const small = Math.abs(value) < 0.01 && value !== 0;
  if (small && scientific.length <= plain.length) return scientific;
  return !plain.includes("e") && plain.length <= Math.max(6, scientific.length) ? plain : scientific;
}

/** A category as annotations write it: texts in double quotes, everything else as the host does. */
export function spellChoice(literal: Literal, language: Language): string {
  return literal.kind === "string" ? `"${literal.value.replace(/["\\]/g, "\\$&")}"` : spell(literal, language);
}
