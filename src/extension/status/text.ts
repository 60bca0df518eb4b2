import { formatSeconds } from "../../core/format/number.js";
import { effortText, outlookText, type RunOutlook } from "../../core/study/outlook.js";
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
    const line = `${digest.ref.study}: ${runText(digest)}${progressText(digest)}${best === null ? "" : `, best ${best}`}${since}`;
    return digest.outlook === null ? line : `${line}\n${outlookLine(digest.outlook)}`;
  });
  return [...lines, "Open the results."].join("\n");
}

/** What the run still takes: time, trials at once, memory, and what runs them. */
function outlookLine(outlook: RunOutlook): string {
  const { interpreter } = outlook;
  const runs = interpreter === null ? "" : `, with ${interpreter.runtime || "a program"} (${interpreter.path})`;
  return `${outlookText(outlook)}; ${effortText(outlook)}${runs}`;
}
