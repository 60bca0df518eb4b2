import type { Importance } from "../../src/core/analysis/importances.js";
import { t } from "../l10n/translation.js";
import { completeText } from "./counts.js";
import type { StudyModel } from "./study-model.js";

/** Rows beyond these matter so little that they are summed up. */
export const MOST_ROWS = 12;

/** The share of a parameter for people: `38 %`, `<1 %`. */
export function shareText(share: number): string {
  if (share === 0) return "0 %";
  return share < 0.01 ? "<1 %" : `${Math.round(100 * share)} %`;
}

/** What the importances say, in one sentence. */
export function importanceSentence(rows: readonly Importance[], metric: string, method: string): string {
  const [first, second] = rows;
  if (first === undefined || first.importance === 0) return t("No parameter stands out yet.");
  const about =
    method === "fanova" ? t("the variation of {0} over the space", metric) : t("being among the best trials");
  const words = [first.name, about, shareText(first.importance)] as const;
  if (second === undefined || second.importance < 0.05) return t("{0} matters most for {1}: {2}.", ...words);
  return t("{0} matters most for {1}: {2}, then {3} ({4}).", ...words, second.name, shareText(second.importance));
}

/** A word of caution where the trials are too few to trust the picture; null where they are not. */
export function fewTrialsNote({ summary, parameters }: StudyModel): string | null {
  const { complete } = summary.counts;
  const dimensions = parameters.length;
  if (complete === 0 || complete >= dimensions) return null;
  return t(
    "{0} for {1} parameters: what is said of single parameters is little more than a guess.",
    completeText(complete),
    dimensions,
  );
}
