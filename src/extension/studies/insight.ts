import { importances } from "../../core/analysis/importances.js";
import { slices } from "../../core/analysis/slices.js";
import type { ParameterInsight } from "../../core/assist/facts.js";
import { spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";

/** More points than these cannot be told apart in a small picture. */
const MOST_POINTS = 200;
/** With fewer trials an importance is noise. */
const FEWEST = 10;

/** What the trials of a study teach about each of its parameters. */
export type StudyInsight = ReadonlyMap<string, ParameterInsight>;

/** Takes time in proportion to the trials; an analysis of many looks at a part of them. */
export function insightOf(study: StudyState): StudyInsight {
  const space = spaceOf(study);
  const complete = study.trials.filter(({ outcome }) => outcome.kind === "complete");
  const told =
    complete.length < FEWEST
      ? []
      : importances(space, study.directions, study.trials, { method: "ped-anova", objective: 0 });
  const known = told.some(({ importance }) => importance > 0);
  return new Map(
    slices(space, study.trials).map(({ name, points }) => {
      const set = points.filter((point) => point.param !== null && Number.isFinite(point.value));
      const stride = Math.max(1, Math.ceil(set.length / MOST_POINTS));
      const kept = set.filter((_, i) => i % stride === 0);
      const importance = known ? (told.find((one) => one.name === name)?.importance ?? null) : null;
      return [name, { importance, points: kept.map(({ param, value }) => ({ x: param!, y: value })) }];
    }),
  );
}
