import { type CodeToken, splitAtCommas } from "../../annotations/code/tokens.js";
import { equalsIndex, rangeOf } from "../../annotations/functions/signature.js";

/** The arguments of a call as they are written. */
export interface CallArguments {
  readonly positional: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

/** Those of the call whose brackets hold these tokens. */
export function argumentsOf(text: string, tokens: readonly CodeToken[]): CallArguments {
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (const part of splitAtCommas(tokens, false)) {
    if (part.length === 0) continue;
    const equals = equalsIndex(part);
    const { start, end } = rangeOf(part.slice(equals + 1));
    if (equals < 0) positional.push(text.slice(start, end));
    else named.set(part[0]!.text, text.slice(start, end));
  }
  return { positional, named };
}
