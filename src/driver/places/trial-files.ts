import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { logPath, trialFolder } from "./studies.js";

/** The names of what a trial has left in its folder beside its log. */
export function filesOfTrial(journal: string, trial: number): readonly string[] {
  const log = basename(logPath(journal, trial));
  return entriesOf(trialFolder(journal, trial)).filter((name) => name !== log);
}

/** The names in a folder; none where it cannot be read. */
export function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
