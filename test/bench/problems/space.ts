import type { Distribution } from "../../../src/core/space/distribution.js";
import { parseExpression } from "../../../src/core/space/expression/parse.js";
import type { Literal } from "../../../src/core/space/literal.js";
import type { Parameter } from "../../../src/core/space/space.js";

export { choice, int, logint, loguniform, uniform } from "../../../src/core/space/build.js";
export type { Distribution };

export type SpaceOf = readonly Parameter[];

export function parameter(name: string, distribution: Distribution, condition?: string): Parameter {
  if (condition === undefined) return { name, distribution, condition: null };
  const parsed = parseExpression(condition);
  if (parsed.kind !== "ok") throw new Error(`The condition ${condition} of ${name} cannot be read.`);
  return { name, distribution, condition: parsed.expression };
}

export function text(value: string): Literal {
  return { kind: "string", value };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
