import { choicesOf, type Distribution, isCategorical } from "./distribution.js";
import { type Literal, plainValue } from "./literal.js";

/** A distribution as the annotation writes it. */
export function describeDistribution(distribution: Distribution): string {
  if (isCategorical(distribution)) {
    return distribution.kind === "bool"
      ? "bool"
      : `${distribution.kind}(${choicesOf(distribution).map(text).join(", ")})`;
  }
  switch (distribution.kind) {
    case "uniform":
    case "int": {
      const { kind, low, high, step } = distribution;
      const plain = step === null || (kind === "int" && step === 1);
      return `${kind}(${low}, ${high}${plain ? "" : `, step=${step}`})`;
    }
    case "loguniform":
    case "logint":
      return `${distribution.kind}(${distribution.low}, ${distribution.high})`;
    case "normal":
    case "lognormal": {
      const { kind, mu, sigma, low, high } = distribution;
      return `${kind}(${mu}, ${sigma}${low === null ? "" : `, low=${low}`}${high === null ? "" : `, high=${high}`})`;
    }
  }
}

function text(literal: Literal): string {
  return "text" in literal ? literal.text : JSON.stringify(plainValue(literal));
}
