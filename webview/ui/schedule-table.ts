import { spell } from "../../src/core/annotations/spelling.js";
import { formatNumber } from "../../src/core/format/number.js";
import type { Literal } from "../../src/core/space/literal.js";
import { type Schedule, type Stage, scheduleOf } from "../../src/core/study/lineage.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { lastReport } from "../model/trial-text.js";
import { element } from "./element.js";
import { plainButton } from "./fields.js";

/** Digits of a value on the page; a press on the trial shows all of them. */
const DIGITS = 4;

/** What each changing parameter was over the course of a trial's training, stage by stage. */
export class ScheduleTable {
  readonly element: HTMLElement;
  readonly #table = element("table", { class: "facts-table" });
  readonly #onSelect: (trial: number) => void;
  #shown = "";

  constructor(onSelect: (trial: number) => void) {
    this.#onSelect = onSelect;
    this.element = element(
      "div",
      { class: "schedule-table", attributes: { tabindex: "0", role: "group" } },
      this.#table,
    );
  }

  /** Shows the schedule of a trial, and tells it; null where it has none. */
  show(model: StudyModel, trial: Trial): Schedule | null {
    const schedule = scheduleOf(model.study, trial);
    if (schedule === null) return null;
    const rows = schedule.stages.map((stage) => ({ stage, cells: this.#cells(model, schedule, stage) }));
    const key = JSON.stringify([trial.number, schedule.changed, rows.map(({ cells }) => cells)]);
    if (key === this.#shown) return schedule;
    this.#shown = key;
    this.element.setAttribute("aria-label", t("Schedule of trial {0}", trial.number));
    const head = [schedule.resource ?? t("Step"), t("Trial"), ...schedule.changed, model.metrics[0] ?? t("Value")];
    this.#table.replaceChildren(
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...head.map((text) => element("th", { class: "facts-head", text, attributes: { scope: "col" } })),
        ),
      ),
      element(
        "tbody",
        {},
        ...rows.map(({ stage, cells: [course = "", ...others] }) =>
          element(
            "tr",
            {},
            element("th", { text: course, attributes: { scope: "row" } }),
            element("td", {}, ...this.#links(stage)),
            ...others.map((text) => element("td", { class: "number", text })),
          ),
        ),
      ),
    );
    return schedule;
  }

  /** How far the stage went, what the parameters were, and what it came to. */
  #cells(model: StudyModel, { changed }: Schedule, { from, to, values, trials }: Stage): readonly string[] {
    const texts = changed.map((name) => {
      const literal = values.get(name);
      return literal === undefined ? t("not set") : spell(rounded(literal), model.language);
    });
    return [`${formatNumber(from)} – ${to === null ? "" : formatNumber(to)}`, ...texts, reached(trials.at(-1)!)];
  }

  /** The trials of a stage; of many the first and the last. */
  #links({ trials }: Stage): readonly (HTMLElement | string)[] {
    const shown = trials.length > 2 ? [trials[0]!, trials.at(-1)!] : trials;
    return shown.flatMap(({ number }, i) => {
      const name = t("Trial {0}", number);
      const link = plainButton({ label: name, class: "link", onPress: () => this.#onSelect(number) }, String(number));
      link.setAttribute("aria-label", name);
      return i === 0 ? [link] : [trials.length > 2 ? " … " : ", ", link];
    });
  }
}

/** What a trial came to: its value, or what it reported last where it left off for others to go on. */
function reached(trial: Trial): string {
  const { outcome } = trial;
  const ended = outcome.kind === "complete" || outcome.kind === "pruned" ? outcome.values[0] : undefined;
  const value = ended ?? lastReport(trial)?.value;
  return value === undefined ? "–" : formatNumber(value);
}

function rounded(literal: Literal): Literal {
  if (literal.kind !== "real" || !Number.isFinite(literal.value)) return literal;
  return { kind: "real", value: Number(literal.value.toPrecision(DIGITS)) };
}
