import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { element } from "./element.js";

/** Says to screen readers what happens while nobody looks: a new best trial, and the end of the run. */
export class Announcer {
  readonly element = element("div", { class: "unseen", attributes: { role: "status", "aria-live": "polite" } });
  #best: number | null = null;
  #running = false;
  #started = false;

  /** Forgets the study, so that its first picture is not news. */
  reset(): void {
    this.#started = false;
    this.element.textContent = "";
  }

  watch(model: StudyModel, running: boolean): void {
    const { best, finished } = model.summary;
    const number = best?.number ?? null;
    if (this.#started) {
      const value = best?.outcome.kind === "complete" ? best.outcome.values[0] : undefined;
      const news = [];
      if (best !== null && number !== this.#best && value !== undefined) {
        news.push(t("New best: trial {0}, {1} {2}.", best.number, model.metrics[0] ?? t("value"), formatNumber(value)));
      }
      if (this.#running && !running) news.push(t("The run has ended after {0} trials.", finished));
      if (news.length > 0) this.element.textContent = news.join(" ");
    }
    this.#started = true;
    this.#best = number;
    this.#running = running;
  }
}
