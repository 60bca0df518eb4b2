import { plainValue } from "../space/literal.js";
import { marksOf } from "../study/marks.js";
import { literalsIn, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import { failureOf, summarise } from "../study/summary.js";
import type { Instant } from "../study/trial.js";

/** One row for each trial, as RFC 4180 has it; numbers in full. Columns for what people noted are there where they did. */
export function csvOf(study: StudyState): string {
  const { metrics } = summarise(study);
  const space = spaceOf(study);
  const marks = marksOf(study);
  const values = study.directions.map(
    (_, at) => metrics[at] ?? (study.directions.length === 1 ? "value" : `value ${at + 1}`),
  );
  const literals = study.trials.map((trial) => literalsIn(space, trial));
  const params = [
    ...new Set([...space.parameters.map(({ name }) => name), ...literals.flatMap((all) => [...all.keys()])]),
  ];
  const extras = [...new Set(study.trials.flatMap(({ userAttributes }) => [...userAttributes.keys()]))];
  const head = [
    ...["number", "state", ...values],
    ...params.map((name) => `params_${name}`),
    ...extras.map((name) => `user_attrs_${name}`),
    ...["started", "finished", "seconds", "failure"],
    ...(marks.size > 0 ? ["starred", "tags", "note"] : []),
  ];
  const rows = study.trials.map((trial, row) => {
    const { outcome, started, finished } = trial;
    const own = "values" in outcome ? outcome.values : [];
    const mark = marks.get(trial.number);
    return [
      ...[trial.number, outcome.kind],
      ...values.map((_, at) => own[at] ?? ""),
      ...params.map((name) => {
        const literal = literals[row]!.get(name);
        return literal === undefined ? "" : plain(plainValue(literal));
      }),
      ...extras.map((name) => plain(trial.userAttributes.get(name))),
      ...[instant(started), instant(finished)],
      started === null || finished === null ? "" : (finished - started) / 1e6,
      failureOf(trial)?.message ?? "",
      ...(marks.size > 0 ? [mark?.star === true ? "yes" : "", mark?.tags.join("; ") ?? "", mark?.note ?? ""] : []),
    ];
  });
  return [head, ...rows].map((row) => `${row.map((one) => quoted(String(one))).join(",")}\r\n`).join("");
}

function plain(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function instant(at: Instant | null): string {
  return at === null ? "" : new Date(at / 1000).toISOString();
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
