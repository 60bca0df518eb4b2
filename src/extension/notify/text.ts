import { bestWithGain } from "../studies/gain.js";
import { trialsText } from "../studies/progress.js";
import type { EndOfRun } from "./ends.js";

/** What the message at the end of a run says. */
export function endText({ ref, digest, kind }: EndOfRun): string {
  if (kind === "cut off") {
    return `The run of ${ref.study} was cut off after ${trialsText(digest.finished)}; the next run goes on from there.`;
  }
  const best = bestWithGain(digest);
  const result =
    digest.front > 0
      ? `, ${digest.front} Pareto-optimal`
      : best === null
        ? ", and none of them completed"
        : `, best ${best}`;
  // The reason is a sentence of its own.
  return `${ref.study}: ${trialsText(digest.finished)}${result}. ${digest.ended ?? ""}`.trim();
}

/** Whether the best values are worth an offer to write them into the code. */
export function offersBest({ digest, kind }: EndOfRun): boolean {
  return kind === "finished" && digest.best !== null && !digest.best.baseline;
}
