import type { ShownStudy, ShownTrial } from "../../core/export/json.js";
import { formatNumber } from "../../core/format/number.js";
import { JournalMissingError, JournalUnreadableError } from "../journal/errors.js";
import { Journal } from "../journal/journal.js";
import { type ShownJournal, showJournal } from "../journal/show.js";
import { readPathArguments } from "./options.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens show`; gives the exit status. @throws {UsageError} */
export function showCommand(words: readonly string[]): number {
  const { path, json, help } = readPathArguments(words, "journal");
  if (help) {
    process.stdout.write(helpText("show"));
    return 0;
  }
  const shown = read(path);
  process.stdout.write(json ? `${JSON.stringify(shown)}\n` : inWords(shown));
  if (shown.error === undefined) return 0;
  process.stderr.write(
    `hyperlens: line ${shown.error.line} of ${path} is broken: ${shown.error.message} What stands before it is shown; hyperlens repair ${path} writes a mended copy.\n`,
  );
  return 1;
}

function read(path: string): ShownJournal {
  try {
    const journal = Journal.open(path, "read");
    const shown = showJournal(journal.state, journal.error);
    journal.close();
    return shown;
  } catch (error) {
    if (error instanceof JournalMissingError || error instanceof JournalUnreadableError)
      throw new UsageError(error.message);
    throw error;
  }
}

function inWords({ studies }: ShownJournal): string {
  return studies.length === 0 ? "No studies.\n" : studies.map(studyInWords).join("\n");
}

function studyInWords({ name, directions, trials }: ShownStudy): string {
  const head = `${name}  ${directions.join(", ")}  ${trials.length === 1 ? "1 trial" : `${trials.length} trials`}\n`;
  const width = String(trials.length - 1).length;
  return head + trials.map((trial) => `  ${trialInWords(trial, width)}\n`).join("");
}

function trialInWords({ number, state, values, params }: ShownTrial, width: number): string {
  const value = (values ?? []).map((item) => (typeof item === "number" ? formatNumber(item) : item)).join(" ");
  const settings = Object.entries(params).map(
    ([name, item]) => `${name}=${typeof item === "number" ? formatNumber(item) : JSON.stringify(item)}`,
  );
  return `${String(number).padStart(width)}  ${state.padEnd(8)}  ${value.padEnd(11)}  ${settings.join(" ")}`.trimEnd();
}
