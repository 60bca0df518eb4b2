import { formatDifference, formatNumber } from "../../core/format/number.js";
import type { StudyDigest, TrialDigest } from "./digest.js";

/** The best value with what it gained over the code as it stood: `0.9712 (+0.0134)`; null where nothing completed. */
export function bestWithGain(digest: StudyDigest): string | null {
  const value = digest.best?.values[0];
  if (value === undefined) return null;
  const gain = gainOf(digest);
  return gain === null || gain === 0 ? formatNumber(value) : `${formatNumber(value)} (${formatDifference(gain)})`;
}

/**
 * Best value minus the baseline's, in the metric's own unit and sign; null where either is missing or the study has
 * several directions.
 */
export function gainOf(digest: StudyDigest): number | null {
  const best = firstValue(digest.best);
  const baseline = firstValue(digest.baseline);
  return best === null || baseline === null || digest.directions.length !== 1 ? null : best - baseline;
}

function firstValue(trial: TrialDigest | null): number | null {
  return trial?.state === "complete" ? (trial.values[0] ?? null) : null;
}
