import type { Phrase } from "../../l10n/phrase.js";
import type { Literal } from "../../space/literal.js";
import { literalFilling } from "../code/candidate.js";
import { type CodeToken, splitAtCommas } from "../code/tokens.js";
import type { Source } from "../source/source.js";
import type { Fix, TextRange } from "../study.js";

/** One name that a function takes. */
export interface Parameter {
  readonly name: string;
  readonly nameRange: TextRange;
  /** With its type and default. */
  readonly range: TextRange;
  /** `named`: can be passed; `positional-only`: not by keyword; `rest`: `*args` or `...args`; `keywords`: `**kwargs`. */
  readonly kind: "named" | "positional-only" | "rest" | "keywords";
  readonly default: { readonly range: TextRange; readonly literal: Literal | null } | null;
  /** Its place among the positions of the signature. */
  readonly position: number;
  /** It is an entry of a destructured parameter. */
  readonly destructured: boolean;
}

/** A function that a study may be of. */
export interface FunctionCode {
  readonly language: "python" | "javascript" | "typescript";
  /** What its module offers it as. */
  readonly name: string;
  /** What people call it; null for a function without a name. */
  readonly title: string | null;
  readonly parameters: readonly Parameter[];
  /** One entry per position: its name, or null for a pattern; and whether it may be left out. */
  readonly positions: readonly {
    readonly name: string | null;
    readonly optional: boolean;
    readonly range: TextRange;
  }[];
  /** From the opening to the closing bracket. */
  readonly signature: TextRange;
  readonly range: TextRange;
}

export type FoundFunction =
  | { readonly kind: "function"; readonly function: FunctionCode }
  /** No function stands there: the study is the file's. */
  | { readonly kind: "none" }
  /** A function stands there, but it cannot be an objective. */
  | {
      readonly kind: "refused";
      readonly range: TextRange;
      readonly code: string;
      readonly message: Phrase;
      readonly fixes: readonly Fix[];
    };

export function rangeOf(tokens: readonly CodeToken[]): TextRange {
  return { start: tokens[0]!.start, end: tokens[tokens.length - 1]!.end };
}

/** The default that the tokens after `=` spell. */
export function defaultOf(source: Source, tokens: readonly CodeToken[]): Parameter["default"] {
  if (tokens.length === 0) return null;
  const range = rangeOf(tokens);
  const literal = literalFilling(source, range.start, range.end);
  return { range: literal?.range ?? range, literal: literal?.literal ?? null };
}

/** The index of the first `=` outside brackets; -1 where there is none. */
export function equalsIndex(tokens: readonly CodeToken[]): number {
  let depth = 0;
  for (const [i, { text, kind }] of tokens.entries()) {
    if (kind !== "symbol") continue;
    if (text === "(" || text === "[" || text === "{") depth++;
    else if (text === ")" || text === "]" || text === "}") depth--;
    else if (text === "=" && depth === 0) return i;
  }
  return -1;
}

/** The parameters of a Python signature, from the tokens between its brackets. */
export function pythonParameters(source: Source, tokens: readonly CodeToken[]): Parameter[] {
  const found: Parameter[] = [];
  for (const [position, part] of splitAtCommas(tokens, false).entries()) {
    const [first, second] = part;
    if (first === undefined) continue;
    if (first.text === "/") {
      for (const [i, parameter] of found.entries()) found[i] = { ...parameter, kind: "positional-only" };
      continue;
    }
    const stars = first.text === "*" || first.text === "**" ? first.text : "";
    if (stars !== "" && second === undefined) continue;
    const name = stars === "" ? first : second!;
    const equals = equalsIndex(part);
    found.push({
      name: name.text,
      nameRange: name,
      range: rangeOf(part),
      kind: stars === "*" ? "rest" : stars === "**" ? "keywords" : "named",
      default: equals < 0 ? null : defaultOf(source, part.slice(equals + 1)),
      position,
      destructured: false,
    });
  }
  return found;
}

/** The parameters and positions of a JavaScript or TypeScript signature. */
export function javascriptParameters(
  source: Source,
  tokens: readonly CodeToken[],
): Pick<FunctionCode, "parameters" | "positions"> {
  const parameters: Parameter[] = [];
  const positions: { name: string | null; optional: boolean; range: TextRange }[] = [];
  for (const part of splitAtCommas(tokens, true)) {
    const [first] = part;
    if (first === undefined || (first.text === "this" && part[1]?.text === ":")) continue;
    const position = positions.length;
    const equals = equalsIndex(part);
    const range = rangeOf(part);
    if (first.text === "{" || first.text === "[") {
      positions.push({ name: null, optional: equals >= 0, range });
      if (first.text === "{") parameters.push(...destructured(source, part, position));
      continue;
    }
    const rest = first.text === "...";
    const name = rest ? part[1] : first;
    if (name?.kind !== "name") continue;
    const value = equals < 0 ? null : defaultOf(source, part.slice(equals + 1));
    positions.push({ name: name.text, optional: rest || value !== null || part[1]?.text === "?", range });
    parameters.push({
      name: name.text,
      nameRange: name,
      range,
      kind: rest ? "rest" : "named",
      default: value,
      position,
      destructured: false,
    });
  }
  return { parameters, positions };
}

/** `{ a = 1, b: renamed = 2, ...rest }`: the entries are called by their keys, since they are passed in an object. */
function destructured(source: Source, part: readonly CodeToken[], position: number): Parameter[] {
  let depth = 0;
  let close = part.length;
  for (const [i, { text, kind }] of part.entries()) {
    if (kind !== "symbol") continue;
    if (text === "{" || text === "[" || text === "(") depth++;
    else if ((text === "}" || text === "]" || text === ")") && --depth === 0) {
      close = i;
      break;
    }
  }
  return splitAtCommas(part.slice(1, close), false).flatMap((entry): Parameter[] => {
    const [first, second, third] = entry;
    if (first === undefined || first.text === "...") return [];
    const renamed = second?.text === ":";
    // A pattern inside the pattern has names of its own, which no annotation can reach.
    if (renamed && third?.kind === "symbol") return [];
    const equals = equalsIndex(entry);
    return [
      {
        name: first.kind === "string" ? first.text.slice(1, -1) : first.text,
        nameRange: first,
        range: rangeOf(entry),
        kind: "named",
        default: equals < 0 ? null : defaultOf(source, entry.slice(equals + 1)),
        position,
        destructured: true,
      },
    ];
  });
}
