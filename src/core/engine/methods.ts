import { worded } from "../l10n/phrase.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import type { MethodOption as OptionSpec, MethodSpec as Spec } from "../study/method.js";

/** What a sampler or pruner is, and what it takes; the sentences are in English. */
export interface MethodSpec {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly MethodOption[];
}

/** One option of a sampler or pruner, as written in parentheses: `tpe(candidates=48)`. */
export interface MethodOption extends Omit<OptionSpec, "summary"> {
  readonly summary: string;
}

/** Every sampler and its options. */
export const samplers: readonly MethodSpec[] = SAMPLERS.map(specOf);
/** Every pruner and its options. */
export const pruners: readonly MethodSpec[] = PRUNERS.map(specOf);

function specOf({ name, summary, options }: Spec): MethodSpec {
  return {
    name,
    summary: worded(summary),
    options: options.map((option) => ({ ...option, summary: worded(option.summary) })),
  };
}
