import type { Schedule } from "../../src/core/study/lineage.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { element, setShown, setText } from "./element.js";
import { ScheduleTable } from "./schedule-table.js";

/** The schedule of parameters that a trial came from, and what that means. */
export class ScheduleCard {
  readonly element: HTMLElement;
  readonly #title = element("h2", { attributes: { id: "schedule-title" } });
  readonly #sentence = element("p", { class: "sentence" });
  readonly #table: ScheduleTable;

  constructor(onSelect: (trial: number) => void) {
    this.#table = new ScheduleTable(onSelect);
    this.element = element(
      "section",
      { class: "schedule", attributes: { "aria-labelledby": "schedule-title", hidden: "" } },
      element("header", { class: "section-header" }, this.#title),
      this.#sentence,
      this.#table.element,
    );
  }

  /** Shows how a trial came about; hidden where there is none, and where nothing changed on its way. */
  show(model: StudyModel, trial: Trial | null): void {
    const schedule = trial === null ? null : this.#table.show(model, trial);
    setShown(this.element, schedule !== null);
    if (schedule === null || trial === null) return;
    setText(this.#title, t("Schedule of trial {0}", trial.number));
    setText(this.#sentence, scheduleSentence(schedule));
  }
}

/** What the schedule means for who wants the result again. */
export function scheduleSentence({ stages, changed }: Schedule): string {
  const names = changed.join(", ");
  const went = t(
    "It went on from the checkpoints of other trials, in {0} stages with different values of {1}.",
    stages.length,
    names,
  );
  return `${went} ${t("Its last values alone do not give its result again.")}`;
}
