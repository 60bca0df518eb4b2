import type { Phrase } from "../l10n/phrase.js";

/** One option of a sampler or pruner, as written in parentheses: `tpe(candidates=48)`. */
export interface MethodOption {
  readonly name: string;
  readonly type:
    | { readonly kind: "integer"; readonly min: number; readonly max: number | null }
    | { readonly kind: "number"; readonly min: number | null; readonly max: number | null }
    | { readonly kind: "switch" }
    | { readonly kind: "word"; readonly words: readonly string[] }
    /** Another method of the same registry with its options in parentheses, held as its text; empty for none. */
    | { readonly kind: "method"; readonly except: readonly string[] };
  readonly default: number | string | boolean;
  /** One sentence for completion and documentation. */
  readonly summary: Phrase;
}

/** What people see of a sampler or pruner: its name, one sentence, and its options. */
export interface MethodSpec {
  readonly name: string;
  readonly summary: Phrase;
  readonly options: readonly MethodOption[];
}

/** The checked options of a method, each with its default where it was not given. */
export interface OptionValues {
  integer(name: string): number;
  number(name: string): number;
  on(name: string): boolean;
  word(name: string): string;
}

/** The values of a method's options: those given, which must have been checked, and else the defaults. */
export function optionsOf(
  method: MethodSpec,
  given: Readonly<Record<string, string | number | boolean>>,
): OptionValues {
  const value = (name: string) => {
    const option = method.options.find((candidate) => candidate.name === name);
    if (option === undefined) throw new RangeError(`The method ${method.name} has no option ${name}.`);
    return given[name] ?? option.default;
  };
  return {
    integer: (name) => Number(value(name)),
    number: (name) => Number(value(name)),
    on: (name) => value(name) === true,
    word: (name) => String(value(name)),
  };
}
