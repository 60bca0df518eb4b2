import { formatBytes } from "../../src/core/format/bytes.js";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { factsOf } from "../../src/core/study/run-facts.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { element } from "../ui/element.js";

type Row = readonly [name: string, text: string];

/** What a trial ran in, and how it came about; what nobody has kept is left out. */
export function runRows(model: StudyModel, trial: Trial): readonly HTMLElement[] {
  return rowsOf(model, trial).flatMap(([name, text]) => [element("dt", { text: name }), element("dd", { text })]);
}

function rowsOf(model: StudyModel, trial: Trial): readonly Row[] {
  const { systemAttributes, started, finished, worker } = trial;
  const facts = factsOf(model.study, trial);
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const memory = systemAttributes.get(TRIAL_ATTRIBUTES.memory);
  const moment = (at: number | null): string => (at === null ? "" : new Date(at / 1000).toLocaleString());
  const rows: Row[] = [
    [t("Proposed"), text(systemAttributes.get(TRIAL_ATTRIBUTES.sampler))],
    [t("Ended early"), text(systemAttributes.get(TRIAL_ATTRIBUTES.pruner))],
    [t("Started"), moment(started)],
    [t("Finished"), moment(finished)],
    [t("Memory"), typeof memory === "number" ? t("{0} at most", formatBytes(memory)) : ""],
    [t("Host"), [facts?.host ?? "", facts?.system ?? ""].filter(Boolean).join(", ")],
    [t("Interpreter"), facts?.interpreter ?? ""],
    [t("Runtime"), facts?.runtime ?? ""],
    [t("Command"), facts?.command ?? ""],
    [t("Folder"), facts?.cwd ?? ""],
    [t("Git commit"), facts?.git ? commitText(facts.git.commit.slice(0, 12), facts.git.dirty) : ""],
    [t("Code"), text(systemAttributes.get(TRIAL_ATTRIBUTES.code))],
    ["Hyperlens", facts?.hyperlens ?? ""],
    [t("Worker"), facts === null ? (worker ?? "") : ""],
  ];
  return rows.filter(([, value]) => value !== "");
}

function commitText(commit: string, dirty: boolean): string {
  return dirty ? t("{0}, with changes", commit) : commit;
}

/** Versions of the packages that a trial found, by name. */
export function packageRows(model: StudyModel, trial: Trial): readonly HTMLElement[] {
  const packages = Object.entries(factsOf(model.study, trial)?.packages ?? {});
  return packages
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, version]) => [element("dt", { text: name }), element("dd", { text: version })]);
}
