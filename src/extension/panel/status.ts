import type { PanelStatus } from "../../core/protocol/panel.js";
import { isRunning, type StudyEntry } from "../studies/digest.js";

/** How a study stands, for its panel. `entry` is undefined where the editor knows it from this panel alone. */
export function panelStatus(entry: StudyEntry | undefined, trusted: boolean): PanelStatus {
  const digest = entry?.digest ?? null;
  const annotated = entry?.annotated?.study.valid === true;
  return { running: isRunning(digest), annotated: annotated && trusted, note: noteOf(entry, trusted) };
}

function noteOf(entry: StudyEntry | undefined, trusted: boolean): string | null {
  const activity = entry?.digest?.activity;
  if (activity?.kind === "running") return activity.pid === null ? `Runs on ${activity.host}.` : null;
  const study = entry?.annotated?.study;
  if (study?.valid === false) return "The annotations of this study have a mistake, so it does not run.";
  if (study !== undefined && !trusted) return "Nothing runs in Restricted Mode.";
  if (activity?.kind === "interrupted") return "The last run was cut off; its trials are queued again by the next run.";
  return null;
}
