/** The commands that steer runs and trials; what each does stands in commands.ts. */
export const CONTROL_COMMANDS = [
  "hyperlens.pause",
  "hyperlens.resume",
  "hyperlens.stop",
  "hyperlens.stopNow",
  "hyperlens.killTrial",
  "hyperlens.skipTrial",
  "hyperlens.runAgain",
  "hyperlens.queueTrial",
  "hyperlens.editTrial",
  "hyperlens.changeRun",
  "hyperlens.runMore",
  "hyperlens.confirm",
] as const;

export type ControlCommand = (typeof CONTROL_COMMANDS)[number];
