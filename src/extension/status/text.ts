import { formatSeconds } from "../../core/format/number.js";
import { isResting, runText } from "../studies/describe.js";
import type { StudyDigest } from "../studies/digest.js";
import { bestWithGain } from "../studies/gain.js";
import { progressText } from "../studies/progress.js";

/** What the status bar says of the studies that run: the first of them, and how many more there are. */
export function statusText(running: readonly StudyDigest[]): string {
  const [first, ...others] = running;
  if (first === undefined) return "";
  const best = bestWithGain(first);
  const parts = [
    `${first.ref.study} ${runText(first)}${progressText(first)}`,
    ...(best === null ? [] : [`best ${best}`]),
  ];
  const more = others.length === 0 ? "" : ` (+${others.length})`;
  return `${isResting(first) ? "$(debug-pause)" : "$(sync~spin)"} ${parts.join(" · ")}${more}`;
}

/** One line for each study that runs. `now` is in microseconds, like every instant. */
export function statusTooltip(running: readonly StudyDigest[], now: number): string {
  const lines = running.map((digest) => {
    const best = bestWithGain(digest);
    const since = digest.started === null ? "" : `, for ${formatSeconds(Math.max(0, (now - digest.started) / 1e6))}`;
    return `${digest.ref.study}: ${runText(digest)}${progressText(digest)}${best === null ? "" : `, best ${best}`}${since}`;
  });
  return [...lines, "Open the results."].join("\n");
}
