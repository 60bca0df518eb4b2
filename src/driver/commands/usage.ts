import { STUDY_OPTIONS } from "../../core/study/options.js";

/** The command line was used wrongly; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The help of each command. */
export type CommandName = "run" | "confirm" | "list" | "show" | "repair";

const OVERVIEW = `Hyperlens tunes code that already runs: write @study above a function and @tune beside its values.

Usage: hyperlens COMMAND …

  run FILE[:NAME]    run a study, or continue it
  confirm FILE[:NAME]
                     run the best trials of a study again, to see how much of their gain was luck
  list PATH          the studies that a file or folder defines, and mistakes in their annotations
  show JOURNAL       the studies and trials of a journal
  repair JOURNAL     write a mended copy of a journal that cannot be read

  hyperlens COMMAND --help   what a command takes
  hyperlens --version

Exit status: 0; 1 where the study could not run or has no completed trial, or a journal is broken; 2 for wrong usage or a
broken annotation.
`;

export function helpText(command: CommandName | null): string {
  switch (command) {
    case null:
      return OVERVIEW;
    case "run":
      return `Usage: hyperlens run FILE[:NAME] [options]

Runs the study of that name in a file, or the only one there; running again continues it. Ctrl-C once finishes the
running trials, twice stops at once.

  --studies DIR        the folder that holds the studies (the nearest .hyperlens)
  --json               the last line of standard output is one JSON object; everything else goes to standard error

The options of the study, which override those of its annotation:

${STUDY_OPTIONS.filter(({ name }) => name !== "run")
  .map(({ name, type, summary }) => row(`--${dashed(name)}${placeholder(type.kind)}`, summary))
  .join("\n")}
`;
    case "confirm":
      return `Usage: hyperlens confirm FILE[:NAME] [--top 5] [--times 3] [--test METRIC] [options]

Runs the best trials of a study again, with seeds of their own, and shows how much of what they had reached was luck. The
repeats are kept in a study beside it; confirming again adds to them.

  --top N              how many of the best trials are repeated (5)
  --times N            how often each of them is (3)
  --test METRIC        look at this metric of the results, such as that of a held-out set, instead of the study's own
  --studies, --json    as in hyperlens run, whose other options hold as well
`;
    case "list":
      return `Usage: hyperlens list PATH [--json]

Lists the studies of a file, or of all files below a folder, and the mistakes in their annotations. The exit status is 2
where there is a mistake.
`;
    case "show":
      return `Usage: hyperlens show JOURNAL [--json]

Shows the studies and trials of a journal, whether Hyperlens or Optuna wrote it. The exit status is 1 where the journal is
broken; what can be read is shown all the same.
`;
    case "repair":
      return `Usage: hyperlens repair JOURNAL

Writes a mended copy of a journal beside it, without the lines that cannot be read.
`;
  }
}

/** An option as the command line spells it; underscores are understood as well. */
export function dashed(name: string): string {
  return name.replaceAll("_", "-");
}

function placeholder(kind: string): string {
  switch (kind) {
    case "integer":
      return " N";
    case "number":
      return " X";
    case "duration":
      return " TIME";
    case "switch":
      return " on|off";
    case "method":
      return " METHOD";
    case "resource":
      return " NAME:MIN..MAX";
    case "word":
      return " WORD";
    default:
      return " TEXT";
  }
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(22)} ${right}`;
}
