import type { Importance } from "../../src/core/analysis/importances.js";
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
  if (first === undefined || first.importance === 0) return "No parameter stands out yet.";
  const about = method === "fanova" ? `the variation of ${metric} over the space` : "being among the best trials";
  const next =
    second === undefined || second.importance < 0.05 ? "" : `, then ${second.name} (${shareText(second.importance)})`;
  return `${first.name} matters most for ${about}: ${shareText(first.importance)}${next}.`;
}

/** A word of caution where the trials are too few to trust the picture; null where they are not. */
export function fewTrialsNote({ summary, parameters }: StudyModel): string | null {
  const { complete } = summary.counts;
  const dimensions = parameters.length;
  if (complete === 0 || complete >= dimensions) return null;
  const trials = complete === 1 ? "1 complete trial" : `${complete} complete trials`;
  return `${trials} for ${dimensions} parameters: what is said of single parameters is little more than a guess.`;
}
