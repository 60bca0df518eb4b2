import type { TrialAction } from "../../core/protocol/trial-messages.js";

/** The command that does what the panel asks for with a trial. */
export const TRIAL_COMMANDS: Readonly<Record<TrialAction, string>> = {
  runAgain: "hyperlens.runAgain",
  edit: "hyperlens.editTrial",
  kill: "hyperlens.killTrial",
  skip: "hyperlens.skipTrial",
  terminal: "hyperlens.runTrialInTerminal",
  debug: "hyperlens.debugTrial",
  code: "hyperlens.openTrialCode",
  diff: "hyperlens.diffTrialCode",
  log: "hyperlens.openTrialLog",
  folder: "hyperlens.openTrialFolder",
};
