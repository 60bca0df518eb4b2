import { isAbsolute, join, relative, sep } from "node:path";
import type { OptionSetting } from "./flags.js";

export const TASK_TYPE = "hyperlens";

/** A task as tasks.json holds it. */
export interface RunDefinition {
  readonly type: typeof TASK_TYPE;
  /** Relative to the workspace folder, with slashes, or absolute. */
  readonly file: string;
  readonly study: string;
  readonly options?: Readonly<Record<string, OptionSetting>>;
  /** The number of one trial, to be run once more by itself; absent where the whole study is run. */
  readonly trial?: number;
  /** The best trials are run again; absent where they are not. */
  readonly confirm?: true;
}

/** A definition out of what somebody has written; a sentence where it is none. */
export function readDefinition(given: Readonly<Record<string, unknown>>): RunDefinition | string {
  const { file, study, options, trial, confirm } = given;
  if (typeof file !== "string" || file === "") return "A task of type hyperlens names the annotated file as `file`.";
  if (typeof study !== "string" || study === "") return "A task of type hyperlens names its study as `study`.";
  if (trial !== undefined && (!Number.isSafeInteger(trial) || (trial as number) < 0)) {
    return "The `trial` of a task of type hyperlens is the number of a trial.";
  }
  if (confirm !== undefined && typeof confirm !== "boolean") {
    return "The `confirm` of a task of type hyperlens is true or false.";
  }
  if (confirm === true && trial !== undefined) return "A task of type hyperlens has `trial` or `confirm`, not both.";
  const alone = trial === undefined ? (confirm === true ? { confirm } : {}) : { trial: trial as number };
  if (options === undefined) return { type: TASK_TYPE, file, study, ...alone };
  if (!isOptions(options)) return "The `options` of a task of type hyperlens are texts, numbers, true or false.";
  return { type: TASK_TYPE, file, study, options, ...alone };
}

/** The definition of a run of a study, of one of its trials by itself, or of repeats of its best ones. */
export function definitionOf(
  folder: string,
  file: string,
  study: string,
  options: Readonly<Record<string, OptionSetting>> = {},
  part: Pick<RunDefinition, "trial" | "confirm"> = {},
): RunDefinition {
  const path = relative(folder, file);
  const outside = path.startsWith("..") || isAbsolute(path);
  const definition = { type: TASK_TYPE, file: outside ? file : path.split(sep).join("/"), study, ...part } as const;
  return Object.keys(options).length === 0 ? definition : { ...definition, options };
}

export function fileOf(definition: RunDefinition, folder: string | null): string {
  return isAbsolute(definition.file) || folder === null ? definition.file : join(folder, definition.file);
}

function isOptions(value: unknown): value is Readonly<Record<string, OptionSetting>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((entry) => ["string", "number", "boolean"].includes(typeof entry));
}
