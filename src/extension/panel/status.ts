import type { PanelStatus } from "../../core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import { isRunning, type StudyDigest, type StudyEntry } from "../studies/digest.js";

/** How a study stands, for its panel. `entry` is undefined where the editor knows it from this panel alone. */
export function panelStatus(entry: StudyEntry | undefined, trusted: boolean): PanelStatus {
  const digest = entry?.digest ?? null;
  const annotated = entry?.annotated?.study.valid === true;
  const note = noteOf(entry, trusted);
  return { running: isRunning(digest), annotated: annotated && trusted, note, ...controlOf(digest) };
}

function controlOf(digest: StudyDigest | null): Pick<PanelStatus, "control"> {
  if (digest?.activity.kind !== "running") return {};
  if (digest.activity.stop !== "no") return { control: "stopping" };
  return digest.activity.paused ? { control: "paused" } : {};
}

function noteOf(entry: StudyEntry | undefined, trusted: boolean): string | null {
  const activity = entry?.digest?.activity;
  if (activity?.kind === "running") return activity.pid === null ? t("Runs on {0}.", activity.host) : null;
  const study = entry?.annotated?.study;
  if (study?.valid === false) return t("The annotations of this study have a mistake, so it does not run.");
  if (study !== undefined && !trusted) return t("Nothing runs in Restricted Mode.");
  if (activity?.kind === "interrupted")
    return t("The last run was cut off; its trials are queued again by the next run.");
  return null;
}
