import { deriveRandom, drawIndex } from "../../core/math/random.js";
import type { Literal } from "../../core/space/literal.js";
import type { Assigned } from "./session-terms.js";
import type { TrialEnvironment } from "./trial-slot.js";

/** What a trial is told about itself; its seed follows from that of the study and from its number. */
export function trialEnvironment(input: {
  readonly study: string;
  readonly seed: number;
  readonly trial: number;
  readonly folder: string;
}): TrialEnvironment {
  const { study, seed, trial, folder } = input;
  return {
    HYPERLENS_FOLDER: folder,
    HYPERLENS_TRIAL: String(trial),
    HYPERLENS_STUDY: study,
    HYPERLENS_SEED: String(drawIndex(deriveRandom(seed, trial, "objective"), 2 ** 31)),
  };
}

/** The arguments of a trial: its values, and its budget where that is passed. */
export function argumentsOf(
  { values, budget }: Pick<Assigned, "values" | "budget">,
  isArgument: (name: string) => boolean,
): ReadonlyMap<string, Literal> {
  const passed = [...values].filter(([name]) => isArgument(name));
  return new Map(budget?.argument ? [...passed, [budget.name, budget.literal]] : passed);
}
