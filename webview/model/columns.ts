import { formatSeconds } from "../../src/core/format/number.js";
import { STORED_STATES } from "../../src/core/journal/event.js";
import { isCategorical } from "../../src/core/space/distribution.js";
import { plainValue } from "../../src/core/space/literal.js";
import type { Mark } from "../../src/core/study/marks.js";
import { literalIn } from "../../src/core/study/setup.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { columnFormat } from "./column-format.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";
import { durationOf, noteOf, parameterText, STATE_NAMES } from "./trial-text.js";

/** What a column sorts by; null stands last, in both orders. */
export type SortKey = number | string | null;

export interface Column {
  readonly id: string;
  readonly title: string;
  readonly kind: "number" | "state" | "value" | "parameter" | "duration" | "note" | "star" | "tags";
  key(trial: Trial): SortKey;
  /** The cell's text; empty where the trial has nothing there. */
  text(trial: Trial): string;
  /** The whole text where the cell shows less. */
  full(trial: Trial): string;
  /** What a filter by values keeps of a trial, in no language; empty where the trial has nothing there. */
  value(trial: Trial): string;
  /** Such a value for people. */
  said(value: string): string;
}

/** The column of stars has no place in the table, where the number wears the star; it is there to sort and to filter by. */
export function isListed(column: Column): boolean {
  return column.kind !== "star";
}

/** The columns of the trials, in the order in which they are shown; those of marks where there are any. */
export function columnsOf(model: StudyModel): readonly Column[] {
  const { marks } = model;
  const any = (has: (mark: Mark) => boolean): boolean => [...marks.values()].some(has);
  const note = (trial: Trial): string => noteOf(model, trial);
  const tags = (trial: Trial): string => marks.get(trial.number)?.tags.join(", ") ?? "";
  const remark = (trial: Trial): string => marks.get(trial.number)?.note.replace(/\s+/g, " ") ?? "";
  const star = (trial: Trial): string => (marks.get(trial.number)?.star === true ? "starred" : "");
  return [
    column(
      "number",
      t("Trial"),
      "number",
      (trial) => trial.number,
      (trial) => String(trial.number),
    ),
    {
      ...column(
        "state",
        t("State"),
        "state",
        (trial) => STORED_STATES.indexOf(trial.outcome.kind),
        (trial) => STATE_NAMES[trial.outcome.kind],
      ),
      value: (trial) => trial.outcome.kind,
      said: (value) => STATE_NAMES[value as keyof typeof STATE_NAMES] ?? value,
    },
    ...model.metrics.map((metric, index) => valueColumn(model, metric, index)),
    column("duration", t("Duration"), "duration", durationOf, (trial) => {
      const seconds = durationOf(trial);
      return seconds === null ? "" : formatSeconds(seconds);
    }),
    ...(any((mark) => mark.tags.length > 0)
      ? [column("mark:tags", t("Tags"), "tags", (trial) => tags(trial) || null, tags)]
      : []),
    ...model.parameters.map((name) => parameterColumn(model, name)),
    column("note", t("Remarks"), "note", (trial) => note(trial) || null, note),
    ...(any((mark) => mark.note !== "")
      ? [column("mark:note", t("Note"), "note", (trial) => remark(trial) || null, remark)]
      : []),
    ...(any((mark) => mark.star) ? [starColumn(star)] : []),
  ];
}

function column(
  id: string,
  title: string,
  kind: Column["kind"],
  key: (trial: Trial) => SortKey,
  text: (trial: Trial) => string,
): Column {
  return { id, title, kind, key, text, full: text, value: text, said: (value) => value };
}

function starColumn(star: (trial: Trial) => string): Column {
  const said = (value: string): string => (value === "" ? "" : t("Starred"));
  const base = column(
    "mark:star",
    t("Starred"),
    "star",
    (trial) => star(trial) || null,
    (trial) => said(star(trial)),
  );
  return { ...base, value: star, said };
}

function valueColumn(model: StudyModel, metric: string, index: number): Column {
  const values = model.study.trials.map((trial) => valueIn(trial, index)).filter((value) => value !== null);
  const format = columnFormat(values);
  const stored = (trial: Trial): number | null =>
    (trial.outcome.kind === "complete" ? trial.outcome.values[index] : undefined) ?? null;
  return {
    ...column(
      `value:${index}`,
      metric,
      "value",
      (trial) => valueIn(trial, index),
      (trial) => {
        const value = stored(trial);
        return value === null ? "" : format(value);
      },
    ),
    full: (trial) => String(stored(trial) ?? ""),
  };
}

function parameterColumn(model: StudyModel, name: string): Column {
  return {
    ...column(
      `param:${name}`,
      name,
      "parameter",
      (trial) => parameterKey(model, trial, name),
      (trial) => {
        return parameterText(model, trial, name)?.short ?? "";
      },
    ),
    full: (trial) => parameterText(model, trial, name)?.exact ?? "",
  };
}

/** Numbers by size, categories by their spelling. */
function parameterKey(model: StudyModel, trial: Trial, name: string): SortKey {
  const distribution = trial.distributionOf(name);
  const stored = trial.params.get(name);
  if (distribution && stored !== undefined && !isCategorical(distribution)) return stored;
  const literal = literalIn(model.space, trial, name);
  if (literal === undefined) return null;
  const value = plainValue(literal);
  return typeof value === "number" ? value : (parameterText(model, trial, name)?.exact ?? null);
}
