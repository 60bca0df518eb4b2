/** The commands that open something of one trial, or run it by itself; what each does stands in commands.ts. */
export const TRIAL_COMMANDS = [
  "hyperlens.runTrialInTerminal",
  "hyperlens.debugTrial",
  "hyperlens.openTrialCode",
  "hyperlens.diffTrialCode",
  "hyperlens.openTrialLog",
  "hyperlens.openTrialFolder",
] as const;

export type TrialCommand = (typeof TRIAL_COMMANDS)[number];
