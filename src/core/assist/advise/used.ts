import type { FunctionCode, Parameter } from "../../annotations/functions/signature.js";
import type { Source } from "../../annotations/source/source.js";

/** What lets code reach its parameters without naming them. */
const REFLECTION = ["locals", "vars", "eval", "exec", "globals", "inspect", "arguments", "this"];
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** A body that is not there yet uses nothing, and says nothing. */
const NO_BODY = /^\s*(?:->[^:]*)?:?\s*(?:\.\.\.|pass|\{\s*\})?\s*(?:(?:#|\/\/).*)?$/;

/** Whether the code of a function names one of its parameters, texts such as `f"{lr}"` included, comments left out. */
export function isUsed(source: Source, code: FunctionCode, parameter: Parameter): boolean {
  // `{ a: renamed }` is used by its other name.
  if (parameter.destructured && source.slice(parameter.range).startsWith(`${parameter.name}:`)) return true;
  const words = wordsOf(source, code);
  if (words === null || REFLECTION.some((word) => words.has(word))) return true;
  const { start, end } = parameter.range;
  return (words.get(source.slice(parameter.nameRange)) ?? []).some((at) => at < start || at >= end);
}

const known = new WeakMap<FunctionCode, ReadonlyMap<string, readonly number[]> | null>();

/** Where each word of a function's signature and body stands; null where the body is empty. Looked up once. */
function wordsOf(source: Source, code: FunctionCode): ReadonlyMap<string, readonly number[]> | null {
  const before = known.get(code);
  if (before !== undefined) return before;
  const { signature, range } = code;
  let words: Map<string, number[]> | null = null;
  if (!NO_BODY.test(source.text.slice(signature.end, range.end))) {
    words = new Map();
    for (const { 0: word, index } of source.text.slice(signature.start, range.end).matchAll(WORD)) {
      const at = signature.start + index;
      if (source.regionAt(at)?.kind === "comment") continue;
      const places = words.get(word);
      if (places === undefined) words.set(word, [at]);
      else places.push(at);
    }
  }
  known.set(code, words);
  return words;
}
