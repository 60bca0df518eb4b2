import { STUDY_OPTIONS } from "../../core/study/option-list.js";

export type OptionSetting = string | number | boolean;

/** What a run of a study is told beside its annotation. */
export interface RunFlags {
  /** Options of the task itself, which beat the annotation. */
  readonly options: Readonly<Record<string, OptionSetting>>;
  /** Settings `hyperlens.study.*` by option, which the annotation beats; unset ones are absent or empty. */
  readonly settings: Readonly<Record<string, OptionSetting | null | undefined>>;
  /** Options that the annotation gives. */
  readonly given: readonly string[];
  readonly studies: string | null;
  /** Interpreters that were chosen in the editor; options of the same name beat them. */
  readonly python: string | null;
  readonly node: string | null;
}

/** The flags of `hyperlens run`. */
export function runFlags({ options, settings, given, studies, python, node }: RunFlags): readonly string[] {
  const chosen: Readonly<Record<string, string | null>> = { python, node };
  const flags: string[] = [];
  for (const { name } of STUDY_OPTIONS) {
    const own = options[name];
    const beside = given.includes(name) ? null : (present(settings[name]) ?? chosen[name] ?? null);
    const value = own ?? beside;
    if (value !== null && value !== undefined) flags.push(`--${name.replaceAll("_", "-")}=${spelled(value)}`);
  }
  return studies === null ? flags : [...flags, `--studies=${studies}`];
}

/** Options of a task that are none, for a message. */
export function unknownOptions(options: Readonly<Record<string, OptionSetting>>): readonly string[] {
  return Object.keys(options).filter((name) => !STUDY_OPTIONS.some((option) => option.name === name));
}

function present(value: OptionSetting | null | undefined): OptionSetting | null {
  return value === undefined || value === "" ? null : value;
}

function spelled(value: OptionSetting): string {
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}
