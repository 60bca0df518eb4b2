import { JournalMissingError, JournalUnreadableError, JournalWriteError } from "../journal/errors.js";
import { repairJournal } from "../journal/repair.js";
import { readPathArguments } from "./options.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens repair`; gives the exit status. @throws {UsageError} */
export function repairCommand(words: readonly string[]): number {
  const { path, json, help } = readPathArguments(words, "journal");
  if (help) {
    process.stdout.write(helpText("repair"));
    return 0;
  }
  try {
    const repaired = repairJournal(path);
    if (json) {
      process.stdout.write(`${JSON.stringify(repaired)}\n`);
      return 0;
    }
    for (const { line, message } of repaired.dropped) process.stdout.write(`line ${line} dropped: ${message}\n`);
    for (const line of repaired.saved) {
      process.stdout.write(`line ${line}: the record at its end was kept, the torn beginning dropped\n`);
    }
    process.stdout.write(`${repaired.kept} records kept in ${repaired.path}; ${path} is as it was.\n`);
    return 0;
  } catch (error) {
    if (error instanceof JournalMissingError || error instanceof JournalUnreadableError)
      throw new UsageError(error.message);
    if (!(error instanceof JournalWriteError)) throw error;
    process.stderr.write(`hyperlens: ${error.message}\n`);
    return 1;
  }
}
