import { english } from "../l10n/translation.js";
import { describeDistribution } from "../space/describe.js";
import type { Distribution } from "../space/distribution.js";
import { setupOf, spaceOf } from "./setup.js";
import type { StudyState } from "./state.js";

/** From which trial on a parameter had which distribution. */
export interface RangeStage {
  readonly from: number;
  /** As the annotation writes it: `loguniform(1e-4, 0.1)`. */
  readonly text: string;
}

export interface RangeHistory {
  readonly name: string;
  /** In order, at least two. */
  readonly stages: readonly RangeStage[];
}

/**
 * The parameters of the present space whose distribution has changed within the study, as when it is searched from coarse
 * to fine. Each trial keeps the distributions that it was drawn from, and these are the history.
 */
export function rangeHistory(study: StudyState): readonly RangeHistory[] {
  const setup = setupOf(study);
  if (setup === null || setup.version === 1) return [];
  return spaceOf(study).parameters.flatMap(({ name, distribution }) => {
    const stages: RangeStage[] = [];
    let last: Distribution | null = null;
    const add = (from: number, next: Distribution): void => {
      if (next === last) return;
      last = next;
      const text = describeDistribution(next);
      if (stages.at(-1)?.text !== text) stages.push({ from, text });
    };
    for (const trial of study.trials) {
      const own = trial.distributionOf(name);
      if (own !== undefined) add(trial.number, own);
    }
    // What the next trials will be drawn from.
    add(study.trials.length, distribution);
    return stages.length < 2 ? [] : [{ name, stages }];
  });
}

/** The history in one sentence. */
export function rangeSentence({ name, stages }: RangeHistory, t = english): string {
  const [first, ...others] = stages.map(({ from, text }, i) =>
    i === 0 ? text : t("{0} from trial {1} on", text, from),
  );
  const all = others.reduce((sofar, next) => t("{0}, then {1}", sofar, next), first ?? "");
  return t("The range of {0} was changed: {1}.", name, all);
}
