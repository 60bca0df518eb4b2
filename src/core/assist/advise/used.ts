import type { FunctionCode, Parameter } from "../../annotations/functions/signature.js";
import type { Source } from "../../annotations/source/source.js";

/** What lets code reach its parameters without naming them. */
const REFLECTION = /\b(?:locals|vars|eval|exec|globals|inspect|arguments|this)\b/;

/** Whether the code of a function names one of its parameters, texts such as `f"{lr}"` included, comments left out. */
export function isUsed(source: Source, { signature, range }: FunctionCode, parameter: Parameter): boolean {
  // `{ a: renamed }` is used by its other name.
  if (parameter.destructured && source.slice(parameter.range).startsWith(`${parameter.name}:`)) return true;
  const local = source.slice(parameter.nameRange);
  const word = new RegExp(
    `(?<![\\p{L}\\p{N}_$])${local.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}_$])`,
    "gu",
  );
  const inCode = (from: number, to: number) => {
    for (const { index } of source.text.slice(from, to).matchAll(word)) {
      const at = from + index;
      if (at >= parameter.range.start && at < parameter.range.end) continue;
      if (source.regionAt(at)?.kind !== "comment") return true;
    }
    return false;
  };
  const body = source.text.slice(signature.end, range.end);
  // A body that is not there yet uses nothing, and says nothing.
  if (/^\s*(?:->[^:]*)?:?\s*(?:\.\.\.|pass|\{\s*\})?\s*(?:(?:#|\/\/).*)?$/.test(body)) return true;
  return REFLECTION.test(body) || inCode(signature.start, signature.end) || inCode(signature.end, range.end);
}
