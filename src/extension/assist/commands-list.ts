/** The commands that help to write annotations; what each does stands in commands.ts. */
export const ASSIST_COMMANDS = [
  "hyperlens.newStudy",
  "hyperlens.makeTunable",
  "hyperlens.tuneFunction",
  "hyperlens.narrowSpace",
  "hyperlens.formatAnnotations",
  "hyperlens.foldAnnotations",
] as const;

export type AssistCommand = (typeof ASSIST_COMMANDS)[number];
