import { writeFileSync } from "node:fs";
import { plainValue } from "../../core/space/literal.js";
import { spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import { failureOf, summarise } from "../../core/study/summary.js";
import type { Journal } from "../journal/journal.js";
import { showJournal } from "../journal/show.js";
import { valuesOf } from "../run/start.js";
import { readVerbArguments } from "./options.js";
import { openStudy } from "./stored-study.js";
import { helpText, UsageError } from "./usage.js";

const FORMATS = ["csv", "json"] as const;

/** `hyperlens export`; gives the exit status. @throws {UsageError} */
export function exportCommand(words: readonly string[]): number {
  const { target, studies, rest, help, options } = readVerbArguments(words, [], ["format", "output"]);
  if (help) {
    process.stdout.write(helpText("export"));
    return 0;
  }
  if (rest.length > 0) throw new UsageError(`hyperlens export takes no ${rest.join(" ")}.`);
  const output = options.get("output");
  const asked = options.get("format") ?? (output?.endsWith(".json") ? "json" : "csv");
  const format = FORMATS.find((candidate) => candidate === asked);
  if (format === undefined) throw new UsageError(`--format is ${FORMATS.join(" or ")}, not ${asked}.`);
  const { journal, name, study } = openStudy(target, studies, "read");
  journal.close();
  const text = format === "csv" ? csvOf(study) : jsonOf(name, journal);
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text);
  return 0;
}

function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function jsonOf(name: string, journal: Journal): string {
  const { studies } = showJournal(journal.state, journal.error);
  return `${JSON.stringify(studies.find((study) => study.name === name))}\n`;
}

/** One row for each trial, as RFC 4180 has it; numbers in full. */
function csvOf(study: StudyState): string {
  const { metrics } = summarise(study);
  const values = study.directions.map(
    (_, at) => metrics[at] ?? (study.directions.length === 1 ? "value" : `value ${at + 1}`),
  );
  const params = [
    ...new Set([
      ...spaceOf(study).parameters.map(({ name }) => name),
      ...study.trials.flatMap(({ params }) => [...params.entries()].map(([name]) => name)),
    ]),
  ];
  const extras = [...new Set(study.trials.flatMap(({ userAttributes }) => [...userAttributes.keys()]))];
  const head = [
    "number",
    "state",
    ...values,
    ...params.map((name) => `params_${name}`),
    ...extras.map((name) => `user_attrs_${name}`),
    "started",
    "finished",
    "seconds",
    "failure",
  ];
  const rows = study.trials.map((trial) => {
    const known = valuesOf(study, trial);
    const { outcome, started, finished } = trial;
    const own = "values" in outcome ? outcome.values : [];
    return [
      trial.number,
      outcome.kind,
      ...values.map((_, at) => own[at] ?? ""),
      ...params.map((name) => cell(known.get(name))),
      ...extras.map((name) => plain(trial.userAttributes.get(name))),
      instant(started),
      instant(finished),
      started === null || finished === null ? "" : (finished - started) / 1e6,
      failureOf(trial)?.message ?? "",
    ];
  });
  return [head, ...rows].map((row) => `${row.map((one) => quoted(String(one))).join(",")}\r\n`).join("");
}

function cell(literal: Parameters<typeof plainValue>[0] | undefined): string {
  return literal === undefined ? "" : plain(plainValue(literal));
}

function plain(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function instant(at: number | null): string {
  return at === null ? "" : new Date(at / 1000).toISOString();
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
