import { phrase, sentences } from "../l10n/phrase.js";
import { drawWeighted } from "../math/random.js";
import type { MethodOption, MethodSpec, OptionValues } from "../study/method.js";
import type { Sampler } from "./sampler.js";

/** The shares where none is given. */
const USUAL: Readonly<Record<string, number>> = { tpe: 0.7, random: 0.3 };

/**
 * A sampler that leaves each proposal to one of others, chosen at random by weights: `mix(tpe=0.7, random=0.3)`; Hyperopt
 * has it as `mix.suggest`. Each has its usual options, and learns from the trials of all.
 */
export function mixOf(samplers: readonly Sampler[]): Sampler {
  return {
    name: "mix",
    summary: phrase("Leaves each trial to one of several samplers, chosen by weight: mix(tpe=0.7, random=0.3)."),
    options: samplers.map(weightOption),
    propose(input, options) {
      const given = samplers.map(({ name }) => options.number(name));
      const weights = given.some((weight) => weight > 0) ? given : samplers.map(({ name }) => USUAL[name] ?? 0);
      const random = input.random("mix");
      const left = [...weights];
      // One that has nothing more to try leaves its part to the others.
      while (left.some((weight) => weight > 0)) {
        const index = drawWeighted(random, left);
        const chosen = samplers[index]!;
        const proposal = chosen.propose(input, defaultsOf(chosen));
        if (proposal.kind !== "exhausted") return { ...proposal, reason: `mix: ${proposal.reason}` };
        left[index] = 0;
      }
      return { kind: "exhausted" };
    },
  };
}

function weightOption({ name, summary }: MethodSpec): MethodOption {
  return {
    name,
    type: { kind: "number", min: 0, max: null },
    default: 0,
    summary: sentences(
      phrase("The share of trials that {0} proposes, in proportion to the others' (0).", name),
      summary,
    ),
  };
}

function defaultsOf({ name, options }: MethodSpec): OptionValues {
  const value = (option: string) => {
    const spec = options.find((candidate) => candidate.name === option);
    if (spec === undefined) throw new RangeError(`The method ${name} has no option ${option}.`);
    return spec.default;
  };
  return {
    integer: (option) => Number(value(option)),
    number: (option) => Number(value(option)),
    on: (option) => value(option) === true,
    word: (option) => String(value(option)),
  };
}
