import * as vscode from "vscode";
import { STUDY_OPTIONS } from "../../core/study/option-list.js";
import type { OptionSetting } from "./flags.js";

/** The settings `hyperlens.study.*` that somebody has set for a file; those left at their defaults are absent. */
export function studySettings(file: string): Readonly<Record<string, OptionSetting>> {
  const configuration = vscode.workspace.getConfiguration("hyperlens.study", vscode.Uri.file(file));
  const settings: Record<string, OptionSetting> = {};
  for (const { name } of STUDY_OPTIONS) {
    const all = configuration.inspect<OptionSetting | null>(name);
    const set = all?.workspaceFolderValue ?? all?.workspaceValue ?? all?.globalValue;
    const value = set === undefined || set === null ? null : configuration.get<OptionSetting | null>(name, null);
    if (value !== null && value !== "") settings[name] = value;
  }
  return settings;
}

/** The setting `hyperlens.study.trials`; null where it is not set. */
export function trialsSetting(file: string): number | null {
  const { trials } = studySettings(file);
  return typeof trials === "number" ? trials : null;
}
