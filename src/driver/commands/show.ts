import { showJournal } from "../journal/show.js";
import { formatNumber } from "../../core/format/number.js";
import { styleFor } from "../terminal/style.js";
import { count } from "../terminal/words.js";
import { readPathArguments } from "./options.js";
import { helpText } from "./usage.js";

/** `hyperlens show`; gives the exit status: 1 where the journal is broken. @throws {UsageError} */
export function showCommand(words: readonly string[]): number {
  const { path, json, help } = readPathArguments(words, "journal");
  if (help) {
    process.stdout.write(helpText("show"));
    return 0;
  }
  const shown = showJournal(path);
  if (json) process.stdout.write(`${JSON.stringify(shown)}\n`);
  return shown.error === undefined ? 0 : 1;
}
