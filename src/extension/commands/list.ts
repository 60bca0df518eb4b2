import { ASSIST_COMMANDS } from "../assist/commands-list.js";
import { CONTROL_COMMANDS } from "../control/commands-list.js";
import { ONE_TRIAL_COMMANDS } from "../trial/commands-list.js";

/**
 * Every command of package.json. The list there and this one are held together by a test; what each does stands in
 * commands.ts, which the compiler holds to this list.
 */
export const COMMANDS = [
  "hyperlens.run",
  "hyperlens.showResults",
  "hyperlens.showTerminal",
  "hyperlens.applyBest",
  "hyperlens.applyBestWithoutPreview",
  "hyperlens.applyTrial",
  "hyperlens.reveal",
  "hyperlens.copyParameters",
  "hyperlens.copyAs",
  "hyperlens.export",
  "hyperlens.import",
  "hyperlens.delete",
  "hyperlens.openJournal",
  "hyperlens.createExample",
  "hyperlens.rescan",
  "hyperlens.showLog",
  ...CONTROL_COMMANDS,
  ...ONE_TRIAL_COMMANDS,
  ...ASSIST_COMMANDS,
] as const;

/** Commands that only elements of ours carry: no menu and no palette offers them. */
export const INTERNAL_COMMANDS = ["hyperlens.showMore"] as const;

export type CommandName = (typeof COMMANDS)[number] | (typeof INTERNAL_COMMANDS)[number];
