import { EXPORT_FORMATS, EXPORT_NAMES } from "../../core/export/formats.js";
import { worded } from "../../core/l10n/phrase.js";
import { english } from "../../core/l10n/translation.js";
import { STUDY_OPTIONS } from "../../core/study/option-list.js";

/** The command line was used wrongly; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The help of each command. */
export type CommandName =
  | "run"
  | "confirm"
  | "list"
  | "show"
  | "export"
  | "import"
  | "rename"
  | "repair"
  | "stop"
  | "pause"
  | "resume"
  | "queue"
  | "kill"
  | "skip"
  | "set"
  | "try";

const OVERVIEW = `Hyperlens tunes code that already runs: write @study above a function and @tune beside its values.

Usage: hyperlens COMMAND …

  run FILE[:NAME]    run a study, or continue it
  confirm FILE[:NAME]
                     run the best trials of a study again, to see how much of their gain was luck
  list PATH          the studies that a file or folder defines, and mistakes in their annotations
  show JOURNAL       the studies and trials of a journal
  export STUDY       trials as CSV or JSON, a report, or the best values
  import FILE[:NAME] SOURCE
                     begin from the trials of another study or program, such as Optuna, or of a table
  rename STUDY OLD NEW
                     a parameter has got another name in the code: its trials so far go with it
  repair JOURNAL     write a mended copy of a journal that cannot be read

  stop STUDY         end a run: when its running trials have finished, or at once with --now
  pause STUDY        begin nothing new; resume STUDY goes on
  queue STUDY NAME=VALUE …   put a trial of your own into the queue
  kill STUDY TRIAL   end a running trial
  skip STUDY TRIAL   end a running trial at its next report, or take a waiting one from the queue
  set STUDY trials=N parallel=N timeout=TIME   change a run while it goes on
  try FILE[:NAME] TRIAL [NAME=VALUE …]
                     run the values of a trial once more by themselves, in this terminal, outside of the study

  STUDY is FILE[:NAME], as for run, or JOURNAL[:NAME]. A run may be on another machine.

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
  --join               work beside a driver that runs the study already, here or on another machine
  --json               the last line of standard output is one JSON object; everything else goes to standard error

The options of the study, which override those of its annotation:

${STUDY_OPTIONS.filter(({ name }) => name !== "run")
  .map(({ name, type, summary }) => row(`--${dashed(name)}${placeholder(type.kind)}`, worded(summary)))
  .join("\n")}
`;
    case "confirm":
      return `Usage: hyperlens confirm FILE[:NAME] [--top 5] [--times 3] [--test METRIC] [options]

Runs the best trials of a study again, with seeds of their own, and shows how much of what they had reached was luck. The
repeats are kept in a study beside it; confirming again adds to them.

  --top N              how many of the best trials are repeated (5)
  --times N            how often each of them is (3)
  --test METRIC        look at this metric of the results, such as that of a held-out set, instead of the study's own;
                       the study's option test= says the same for good
  --studies, --json    as in hyperlens run, whose other options hold as well
`;
    case "list":
      return `Usage: hyperlens list PATH [--json]

Lists the studies of a file, or of all files below a folder, and the mistakes in their annotations. The exit status is 2
where there is a mistake. In a notebook (.ipynb) lines and columns are those within a cell, whose number is told with them.
`;
    case "show":
      return `Usage: hyperlens show JOURNAL [--json]

Shows the studies and trials of a journal, whether Hyperlens or Optuna wrote it. The exit status is 1 where the journal is
broken; what can be read is shown all the same.
`;
    case "export":
      return `Usage: hyperlens export STUDY [--format FORMAT] [--output FILE] [--studies DIR]

Writes a study to standard output or into a file. Without --format the ending of the file tells, else it is csv.

${EXPORT_NAMES.map((name) => `  ${name.padEnd(13)}  ${EXPORT_FORMATS[name].title(english)}`).join("\n")}
`;
    case "import":
      return `Usage: hyperlens import FILE[:NAME] SOURCE [--from STUDY] [--metric NAME] [--rename OLD=NEW,…]
                        [--negate] [--python PATH] [--studies DIR] [--json]

Puts the finished trials of another study or program into a study, where they inform its search and are shown. They do not
count towards its total; importing again adds only what is new. SOURCE is one of

  TABLE.csv, .tsv      a column for each parameter and one for the metric, as Hyperlens, Optuna (trials_dataframe),
                       scikit-learn (cv_results_) and Ray Tune (get_dataframe) name them
  TRIALS.json, .jsonl  a list of trials with params and value, or what hyperlens export --format json writes
  JOURNAL.log          a journal of Hyperlens or Optuna
  STUDY.db, .sqlite3   an Optuna database, or its URL (mysql://…); the Optuna of your Python reads it
  NAME.pkl, .joblib    a pickle: Optuna's Study, Hyperopt's Trials (of choices they keep the place, which counts as that in
                       the study), a result of scikit-optimize, a search of scikit-learn; reading it runs what it holds
  FOLDER               a project of Keras Tuner

  --from STUDY         the study in SOURCE, where it holds several
  --metric NAME        what SOURCE calls the metric; with several directions NAME,NAME
  --rename OLD=NEW,…   parameters that have another name in SOURCE, OLD, than in the study, NEW
  --negate             turn the sign of its values: it minimises what the study maximises
  --python PATH        the Python that reads a database or a pickle, with the tool that made it
  --studies DIR        the folder that holds the studies (the nearest .hyperlens)
  --json               print what was imported as one JSON object
`;
    case "stop":
      return `Usage: hyperlens stop STUDY [--now] [--studies DIR]

Ends the run of a study when its running trials have finished; with --now at once, with its trials queued again.
`;
    case "pause":
    case "resume":
      return `Usage: hyperlens pause STUDY [--studies DIR]
       hyperlens resume STUDY [--studies DIR]

A run that pauses lets its running trials finish and begins no others until it is resumed.
`;
    case "queue":
      return `Usage: hyperlens queue STUDY [--from TRIAL] NAME=VALUE … [--studies DIR]

Puts a trial with these values into the queue; the run takes it next. Values that are left out are those of the trial
that --from names, else the sampler's.
`;
    case "kill":
      return `Usage: hyperlens kill STUDY TRIAL [--studies DIR]

Ends a running trial, with all that it started; it counts as failed.
`;
    case "skip":
      return `Usage: hyperlens skip STUDY TRIAL [--studies DIR]

Ends a running trial at its next intermediate value, as a pruner would, or takes a waiting trial from the queue.
`;
    case "set":
      return `Usage: hyperlens set STUDY [trials=N] [parallel=N] [timeout=TIME] [--studies DIR]

Changes a run while it goes on: the total of the study, how many trials run at once, how long the run may take.
`;
    case "try":
      return `Usage: hyperlens try FILE[:NAME] TRIAL [NAME=VALUE …] [--describe] [options]

Runs the values of a trial once more, by themselves and with their seed: the terminal is the program's own, so that it can
be talked to (breakpoint() in Python), no time limit holds, nothing ends it early, and nothing is written into the study.
Values may be given in the stead of the trial's.

  --describe           print what would be started, as JSON, and start nothing
  --studies DIR        the folder that holds the studies (the nearest .hyperlens)

The options of hyperlens run hold as well.
`;
    case "rename":
      return `Usage: hyperlens rename STUDY OLD NEW [--studies DIR]

Gives a parameter the new name in all trials so far, which inform the search as before. For one that was renamed in the code;
where it is renamed from its annotation in the editor, its trials go with it by themselves. Other programs that read the
journal see each trial as it was written.
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
    case "size":
      return " SIZE";
    case "list":
      return " A,B";
    case "words":
      return " COMMAND";
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
