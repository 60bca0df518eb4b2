import { writeFileSync } from "node:fs";
import { exportStudy, NothingBestError } from "../../core/export/export.js";
import { EXPORT_FORMATS, EXPORT_NAMES, type ExportFormat, isExportFormat } from "../../core/export/formats.js";
import { confirmedIn } from "../journal/repeats.js";
import { readVerbArguments } from "./options.js";
import { openStudy } from "./stored-study.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens export`; gives the exit status. @throws {UsageError} */
export function exportCommand(words: readonly string[]): number {
  const { target, studies, rest, help, options } = readVerbArguments(words, [], ["format", "output"]);
  if (help) {
    process.stdout.write(helpText("export"));
    return 0;
  }
  if (rest.length > 0) throw new UsageError(`hyperlens export takes no ${rest.join(" ")}.`);
  const output = options.get("output");
  const format = formatOf(options.get("format"), output);
  const { journal, study } = openStudy(target, studies, "read");
  journal.close();
  const text = textOf(() => exportStudy(study, format, confirmedIn(journal.path, study)));
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text);
  return 0;
}

/** The format asked for, else the first one with the ending of the file, else CSV. @throws {UsageError} */
function formatOf(asked: string | undefined, output: string | undefined): ExportFormat {
  if (asked === undefined)
    return EXPORT_NAMES.find((name) => output?.endsWith(`.${EXPORT_FORMATS[name].ending}`)) ?? "csv";
  if (isExportFormat(asked)) return asked;
  const [last, ...others] = [...EXPORT_NAMES].reverse();
  throw new UsageError(`--format is ${others.reverse().join(", ")} or ${last}, not ${asked}.`);
}

function textOf(make: () => string): string {
  try {
    return make();
  } catch (error) {
    throw error instanceof NothingBestError ? new UsageError(error.message) : error;
  }
}

function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
