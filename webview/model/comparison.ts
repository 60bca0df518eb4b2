import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { isBetter } from "../../src/core/study/order.js";
import { factsOf, type RunFacts } from "../../src/core/study/run-facts.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { valueIn } from "./gain.js";
import { spreadOf } from "./spread.js";
import type { StudyModel } from "./study-model.js";
import { durationOf, noteOf, parameterText, STATE_NAMES } from "./trial-text.js";

export interface ComparedCell {
  readonly text: string;
  /** The whole text where the cell shows less. */
  readonly full: string;
  /** It is the best of its row. */
  readonly best: boolean;
}

export interface ComparedRow {
  readonly label: string;
  readonly kind: "result" | "parameter" | "fact";
  /** One for each trial. */
  readonly cells: readonly ComparedCell[];
  /** Whether not all of them are the same. */
  readonly differs: boolean;
}

export interface ComparedGroup {
  readonly title: string;
  readonly rows: readonly ComparedRow[];
}

/** Trials side by side: what they reached, their values, and what they ran in; rows that are empty are left out. */
export function compareTrials(model: StudyModel, trials: readonly Trial[]): readonly ComparedGroup[] {
  const facts = trials.map((trial) => factsOf(model.study, trial));
  const groups = [
    { title: t("Results"), rows: results(model, trials) },
    { title: t("Parameters"), rows: model.parameters.map((name) => parameter(model, trials, name)) },
    { title: t("About the run"), rows: runRows(trials, facts) },
  ];
  return groups
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ cells }) => cells.some(({ text }) => text !== "")) }))
    .filter(({ rows }) => rows.length > 0);
}

function results(model: StudyModel, trials: readonly Trial[]): readonly ComparedRow[] {
  const metrics = model.metrics.map((metric, i) => {
    const values = trials.map((trial) => valueIn(trial, i));
    const direction = model.study.directions[i] ?? "minimize";
    const best = values.reduce<number | null>(
      (a, b) => (a === null || (b !== null && isBetter(direction, b, a)) ? b : a),
      null,
    );
    const texts = trials.map((trial, at) => {
      const spread = i === 0 ? spreadOf(trial) : null;
      const error = spread === null ? "" : ` ± ${formatNumber(Number(spread.deviation.toPrecision(2)))}`;
      return values[at] === null ? "" : `${formatNumber(values[at]!)}${error}`;
    });
    return row(
      metric,
      "result",
      texts.map((text, at) => {
        return { text, full: String(values[at] ?? ""), best: best !== null && values[at] === best };
      }),
    );
  });
  const extras = [...new Set(trials.flatMap(({ userAttributes }) => [...userAttributes.keys()]))].map((name) =>
    plain(name, "result", trials, ({ userAttributes }) => {
      const value = userAttributes.get(name);
      return typeof value === "number" ? formatNumber(value) : value === undefined ? "" : JSON.stringify(value);
    }),
  );
  return [
    plain(t("State"), "result", trials, ({ outcome }) => STATE_NAMES[outcome.kind]),
    ...metrics,
    ...extras,
    plain(t("Duration"), "result", trials, (trial) => {
      const seconds = durationOf(trial);
      return seconds === null ? "" : formatSeconds(seconds);
    }),
    plain(t("Remarks"), "result", trials, (trial) => noteOf(model, trial)),
    plain(t("Tags"), "result", trials, ({ number }) => model.marks.get(number)?.tags.join(", ") ?? ""),
    plain(t("Note"), "result", trials, ({ number }) => model.marks.get(number)?.note ?? ""),
  ];
}

function parameter(model: StudyModel, trials: readonly Trial[], name: string): ComparedRow {
  const texts = trials.map((trial) => parameterText(model, trial, name));
  return row(
    name,
    "parameter",
    texts.map((text) => ({ text: text?.short ?? "", full: text?.exact ?? "", best: false })),
  );
}

function runRows(trials: readonly Trial[], facts: readonly (RunFacts | null)[]): readonly ComparedRow[] {
  const fact = (label: string, text: (facts: RunFacts) => string): ComparedRow =>
    row(
      label,
      "fact",
      facts.map((each) => {
        const found = each === null ? "" : text(each);
        return { text: found, full: found, best: false };
      }),
    );
  const packages = [...new Set(facts.flatMap((each) => Object.keys(each?.packages ?? {})))].sort();
  const versions = packages
    .map((name) => fact(name, (each) => each.packages[name] ?? t("not there")))
    .filter(({ differs }) => differs);
  return [
    plain(t("Code"), "fact", trials, (trial) => String(trial.systemAttributes.get(TRIAL_ATTRIBUTES.code) ?? "")),
    fact(t("Git commit"), ({ git }) => (git === null ? "" : commitText(git.commit.slice(0, 10), git.dirty))),
    fact(t("Host"), ({ host }) => host),
    fact(t("Interpreter"), ({ interpreter }) => interpreter),
    fact(t("Runtime"), ({ runtime }) => runtime),
    ...versions,
  ];
}

function commitText(commit: string, dirty: boolean): string {
  return dirty ? t("{0}, changed", commit) : commit;
}

function plain(
  label: string,
  kind: ComparedRow["kind"],
  trials: readonly Trial[],
  text: (trial: Trial) => string,
): ComparedRow {
  return row(
    label,
    kind,
    trials.map((trial) => {
      const found = text(trial);
      return { text: found, full: found, best: false };
    }),
  );
}

function row(label: string, kind: ComparedRow["kind"], cells: readonly ComparedCell[]): ComparedRow {
  return { label, kind, cells, differs: cells.some(({ full }) => full !== cells[0]?.full) };
}
