import { ranking } from "../../src/core/analysis/ranking.js";
import { rangeHistory, rangeSentence } from "../../src/core/study/range-history.js";
import { t } from "../l10n/translation.js";
import { fewTrialsNote } from "./importance.js";
import type { StudyModel } from "./study-model.js";

/** What a person should know before trusting the best trial, in sentences. */
export function insightsOf(model: StudyModel): readonly string[] {
  const [direction, ...others] = model.study.directions;
  const verdict =
    direction === undefined || others.length > 0 ? null : ranking(direction, model.study.trials, 2, t).verdict;
  const ranges = rangeHistory(model.study).map((range) => rangeSentence(range, t));
  return [verdict, fewTrialsNote(model), ...ranges].filter((sentence) => sentence !== null);
}
