import { formatSeconds } from "../../core/format/number.js";
import { effortText, outlookText, type RunOutlook } from "../../core/study/outlook.js";
import { t } from "../l10n/translation.js";
import { isResting, runText } from "../studies/describe.js";
import type { StudyDigest } from "../studies/digest.js";
import { bestWithGain } from "../studies/gain.js";

/** What the status bar says of the studies that run: the first of them, and how many more there are. */
export function statusText(running: readonly StudyDigest[]): string {
  const [first, ...others] = running;
  if (first === undefined) return "";
  const best = bestWithGain(first);
  const parts = [`${first.ref.study} ${runText(first)}`, ...(best === null ? [] : [t("best {0}", best)])];
  const more = others.length === 0 ? "" : ` (+${others.length})`;
  return `${isResting(first) ? "$(debug-pause)" : "$(sync~spin)"} ${parts.join(" · ")}${more}`;
}

/** One line for each study that runs. `now` is in microseconds, like every instant. */
export function statusTooltip(running: readonly StudyDigest[], now: number): string {
  const lines = running.map((digest) => {
    const best = bestWithGain(digest);
    const parts = [
      runText(digest),
      ...(best === null ? [] : [t("best {0}", best)]),
      ...(digest.started === null ? [] : [t("for {0}", formatSeconds(Math.max(0, (now - digest.started) / 1e6)))]),
    ];
    const line = `${digest.ref.study}: ${parts.join(", ")}`;
    return digest.outlook === null ? line : `${line}\n${outlookLine(digest.outlook)}`;
  });
  return [...lines, t("Open the results.")].join("\n");
}

/** What the run still takes: time, trials at once, memory, and what runs them. */
function outlookLine(outlook: RunOutlook): string {
  const { interpreter } = outlook;
  const line = `${outlookText(outlook, t)}; ${effortText(outlook, t)}`;
  if (interpreter === null) return line;
  return t("{0}, with {1} ({2})", line, interpreter.runtime || t("a program"), interpreter.path);
}
