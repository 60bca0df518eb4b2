import { runEndIn } from "../../core/study/run-ends.js";
import { t } from "../l10n/translation.js";
import { bestWithGain } from "../studies/gain.js";
import { trialsText } from "../studies/progress.js";
import type { EndOfRun } from "./ends.js";

/** What the message at the end of a run says. */
export function endText({ ref, digest, kind }: EndOfRun): string {
  if (kind === "cut off") {
    const trials = trialsText(digest.finished);
    return t("The run of {0} was cut off after {1}; the next run goes on from there.", ref.study, trials);
  }
  const best = bestWithGain(digest);
  const words = [ref.study, trialsText(digest.finished)] as const;
  const result =
    digest.front > 0
      ? t("{0}: {1}, {2} Pareto-optimal.", ...words, digest.front)
      : best === null
        ? t("{0}: {1}, and none of them completed.", ...words)
        : t("{0}: {1}, best {2}.", ...words, best);
  // The reason is a sentence of its own.
  return `${result} ${runEndIn(digest.ended ?? "", t)}`.trim();
}

/** Whether the best values are worth an offer to write them into the code. */
export function offersBest({ digest, kind }: EndOfRun): boolean {
  return kind === "finished" && digest.best !== null && !digest.best.baseline;
}
