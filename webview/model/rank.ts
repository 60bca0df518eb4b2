import type { Ranking } from "../../src/core/analysis/ranking.js";
import { formatNumber } from "../../src/core/format/number.js";

/** Whether the best trial is really the best, in one or two sentences. */
export function rankSentence({ trials, choice, verdict }: Ranking): string {
  const [best, second] = trials;
  if (best === undefined) return "No trial has completed yet.";
  const lead =
    second === undefined
      ? `Trial ${best.trial} is the only complete one.`
      : `Trial ${best.trial} leads with ${formatNumber(best.value)} over trial ${second.trial} with ${formatNumber(second.value)}; without folds nothing tells whether that is chance.`;
  const near = trials.filter(({ withinOneError }) => withinOneError).length;
  const equals =
    verdict === null || near < 2 ? "" : ` ${near} of the best ${trials.length} are within one standard error of it.`;
  const shorter =
    verdict === null || choice === null || choice === best.trial ? "" : ` Trial ${choice} ran the shortest of these.`;
  return `${verdict ?? lead}${equals}${shorter}`;
}
