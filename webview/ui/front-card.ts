import { t } from "../l10n/translation.js";
import { trialsText } from "../model/counts.js";
import { valueText } from "../model/gain.js";
import type { StudyModel } from "../model/study-model.js";
import { element, setText } from "./element.js";

/** Above this many trials the front is looked at in the table, sorted by a direction. */
const MOST = 50;

/** The Pareto front of a study with several directions: trials that none other beats in all of them. */
export class FrontCard {
  readonly element: HTMLElement;
  readonly #count = element("span", { class: "muted" });
  readonly #list = element("div", {
    class: "front",
    attributes: { role: "list", tabindex: "0", "aria-label": t("Trials of the Pareto front") },
  });
  #shown = "";
  readonly #onSelect: (trial: number) => void;

  constructor(onSelect: (trial: number) => void) {
    this.#onSelect = onSelect;
    this.element = element(
      "section",
      { class: "card", attributes: { "aria-labelledby": "front-title" } },
      element(
        "header",
        { class: "section-header" },
        element("h2", { text: t("Pareto front"), attributes: { id: "front-title" } }),
        this.#count,
      ),
      this.#list,
    );
  }

  show(model: StudyModel, selected: number | null): void {
    const { front } = model.summary;
    if (front.length === 0) return;
    const shown = front.slice(0, MOST);
    setText(
      this.#count,
      front.length > MOST ? t("first {0} of {1} trials", MOST, front.length) : trialsText(front.length),
    );
    const key = JSON.stringify([shown.map((trial) => trial.number), selected, model.metrics]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#list.replaceChildren(
      ...shown.map((trial) => {
        const values = model.metrics.map((metric, i) =>
          element(
            "span",
            { class: "front-value" },
            element("span", { class: "muted", text: metric }),
            element("span", { class: "number", text: valueText(trial, i) }),
          ),
        );
        const pick = element(
          "button",
          {
            class: "front-pick",
            attributes: { type: "button", "aria-pressed": String(trial.number === selected) },
          },
          element("span", { class: "front-number", text: t("Trial {0}", trial.number) }),
          ...values,
        );
        pick.addEventListener("click", () => this.#onSelect(trial.number));
        return element("div", { attributes: { role: "listitem" } }, pick);
      }),
    );
  }
}
