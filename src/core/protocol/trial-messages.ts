import type { Confirmed } from "../study/confirm.js";
import type { MarkChange } from "../study/marks.js";
import { isCount, isRecord } from "./shape.js";

/** What can be done with one trial beside applying its values. */
export const TRIAL_ACTIONS = [
  "runAgain",
  "edit",
  "kill",
  "skip",
  "terminal",
  "debug",
  "code",
  "diff",
  "log",
  "folder",
] as const;

export type TrialAction = (typeof TRIAL_ACTIONS)[number];

/** What the panel asks of the extension about one trial. */
export type TrialPanelMessage =
  /** Something is to be done with a trial; `other` is the second one of a comparison. */
  | { readonly type: "trial"; readonly action: TrialAction; readonly trial: number; readonly other?: number }
  /** A star, tags or a note are to be put to a trial, or taken away. */
  | { readonly type: "mark"; readonly trial: number; readonly change: MarkChange }
  /** Tell what this trial printed and left in its folder, live, in place of the one before; null: of none. */
  | { readonly type: "watch"; readonly trial: number | null }
  /** Show a file of the trial's folder, by its path in there. */
  | { readonly type: "openFile"; readonly trial: number; readonly name: string }
  /** Show a place in a source file, as a log or a traceback names it; the line is counted from 1. */
  | { readonly type: "openSource"; readonly trial: number; readonly file: string; readonly line: number };

/** What the extension tells of trials that the journal does not: of the one that is watched, and of repeats. */
export type TrialHostMessage =
  /** What repeats of the best trials say of them; empty where none were run. */
  | { readonly type: "confirmed"; readonly confirmed: readonly Confirmed[] }
  /** What came to the trial's log. `skipped`: so many bytes before it are left out; `restart`: forget what came before. */
  | {
      readonly type: "log";
      readonly trial: number;
      readonly restart: boolean;
      readonly skipped: number;
      readonly text: string;
    }
  /** All files of the trial's folder. */
  | { readonly type: "files"; readonly trial: number; readonly files: readonly TrialFile[] };

/** A file that a trial left in its folder. */
export interface TrialFile {
  /** Path within the trial's folder, with slashes. */
  readonly name: string;
  readonly bytes: number;
  /** Where the page finds the picture; null for what is none. */
  readonly picture: string | null;
}

export function parseTrialPanelMessage(data: Readonly<Record<string, unknown>>): TrialPanelMessage | null {
  const { type, trial } = data;
  if (type === "watch" && trial === null) return { type, trial };
  if (!isCount(trial)) return null;
  switch (type) {
    case "trial": {
      const { other } = data;
      const action = TRIAL_ACTIONS.find((each) => each === data.action);
      if (action === undefined) return null;
      if (other === undefined) return { type, action, trial };
      return isCount(other) ? { type, action, trial, other } : null;
    }
    case "mark": {
      const change = parseMarkChange(data.change);
      return change && { type, trial, change };
    }
    case "watch":
      return { type, trial };
    case "openFile":
      return typeof data.name === "string" ? { type, trial, name: data.name } : null;
    case "openSource": {
      const { file, line } = data;
      return typeof file === "string" && isCount(line) ? { type, trial, file, line } : null;
    }
    default:
      return null;
  }
}

export function parseTrialHostMessage(data: Readonly<Record<string, unknown>>): TrialHostMessage | null {
  const { type, trial, confirmed } = data;
  if (type === "confirmed") {
    return Array.isArray(confirmed) && confirmed.every(isConfirmed) ? { type, confirmed } : null;
  }
  if (!isCount(trial)) return null;
  if (type === "log") {
    const { restart, skipped, text } = data;
    if (typeof restart !== "boolean" || !isCount(skipped) || typeof text !== "string") return null;
    return { type, trial, restart, skipped, text };
  }
  if (type !== "files" || !Array.isArray(data.files) || !data.files.every(isTrialFile)) return null;
  return { type, trial, files: data.files };
}

function parseMarkChange(data: unknown): MarkChange | null {
  if (!isRecord(data)) return null;
  const { star, tags, note } = data;
  if (star !== undefined && typeof star !== "boolean") return null;
  if (note !== undefined && typeof note !== "string") return null;
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === "string"))) return null;
  return {
    ...(star === undefined ? {} : { star }),
    ...(tags === undefined ? {} : { tags }),
    ...(note === undefined ? {} : { note }),
  };
}

function isTrialFile(data: unknown): data is TrialFile {
  if (!isRecord(data)) return false;
  const { name, bytes, picture } = data;
  return typeof name === "string" && isCount(bytes) && (picture === null || typeof picture === "string");
}

function isConfirmed(data: unknown): data is Confirmed {
  if (!isRecord(data)) return false;
  const { trial, metric, found, repeats, mean, standardError, luck } = data;
  const numberOrNull = (value: unknown) => value === null || typeof value === "number";
  if (!isCount(trial) || typeof found !== "number" || !Array.isArray(repeats)) return false;
  if (metric !== null && typeof metric !== "string") return false;
  return repeats.every((value) => typeof value === "number") && [mean, standardError, luck].every(numberOrNull);
}
