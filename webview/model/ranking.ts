import type { Ranking } from "../../src/core/analysis/ranking.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";

/** Whether the best trial is really the best, in one or two sentences. */
export function rankingSentence({ trials, choice, verdict }: Ranking): string {
  const [best, second] = trials;
  if (best === undefined) return t("No trial has completed yet.");
  const lead =
    second === undefined
      ? t("Trial {0} is the only complete one.", best.trial)
      : best.value === second.value
        ? t("Trials {0} and {1} have the same value: {2}.", best.trial, second.trial, formatNumber(best.value))
        : t(
            "Trial {0} leads with {1} over trial {2} with {3}; without folds nothing tells whether that is chance.",
            best.trial,
            formatNumber(best.value),
            second.trial,
            formatNumber(second.value),
          );
  const near = trials.filter(({ withinOneError }) => withinOneError).length;
  const equals =
    verdict === null || near < 2
      ? ""
      : ` ${t("{0} of the best {1} are within one standard error of it.", near, trials.length)}`;
  const shorter =
    verdict === null || choice === null || choice === best.trial
      ? ""
      : ` ${t("Trial {0} ran the shortest of these.", choice)}`;
  return `${verdict ?? lead}${equals}${shorter}`;
}
